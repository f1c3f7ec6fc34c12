from collections.abc import Callable
from datetime import date

import pytest

from upheld.policy import ERASABLE, Keep, Problem, list_packs, load_pack
from upheld.policy.values import ValueNotInForce

Break = Callable[[str, str, str], tuple[Problem, ...]]
FILE = "retention.yaml"


class TestTheRulesOfEveryPack:
    @pytest.mark.parametrize("name", list_packs())
    def test_each_kind_that_can_be_erased_has_one_with_its_legal_reason(self, name: str) -> None:
        rules = {rule.key: rule for rule in load_pack(name).retention.on(date(2026, 3, 2))}
        assert set(rules) == set(ERASABLE)
        assert all(rule.reason and rule.reference for rule in rules.values())


class TestAPackWithoutARule:
    def test_the_kind_is_named(self, broken: Break) -> None:
        missing, unknown = broken(FILE, "  delivery:\n", "  parcel:\n")
        assert 'retention / parcel: "parcel" is not a kind of record that can be erased' in str(unknown)
        assert 'retention: "delivery" has no rule.' in str(missing)


class TestARuleThatTheServiceCannotKeep:
    def test_it_is_told_what_the_service_does_with_the_kind(self, broken: Break) -> None:
        (problem,) = broken(FILE, "then: anonymise", "then: erase")
        assert "the service cannot erase it counting from closed" in problem.message
        assert problem.remedy == "Write after: closed and then: anonymise."

    def test_a_case_does_not_go_before_what_was_written_about_it(self, broken: Break) -> None:
        problems = broken(FILE, "keep: {years: 6}", "keep: {years: 1}")
        assert "closed_case: it is kept for less time than case_words." in str(problems[0])


class TestHowLongIsKept:
    def test_what_happened_before_a_day_is_due_on_a_day(self) -> None:
        assert Keep(years=1, months=2).due_before(date(2026, 3, 2)) == date(2025, 1, 2)
        assert Keep(days=28).due_before(date(2026, 3, 2)) == date(2026, 2, 2)

    def test_at_the_end_of_a_month_it_is_kept_longer_rather_than_shorter(self) -> None:
        assert Keep(months=1).due_before(date(2026, 3, 31)) == date(2026, 2, 28)

    def test_it_is_said_as_people_say_it(self) -> None:
        assert str(Keep(years=1, months=2)) == "1 year and 2 months"

    def test_no_time_at_all_is_refused(self) -> None:
        with pytest.raises(ValueError, match="at least one day"):
            Keep()


class TestARuleThatChanged:
    def test_each_day_has_the_one_that_was_in_force(self) -> None:
        rules = load_pack("dwp").retention
        assert rules.get("case_words", date(2024, 3, 10)).keep == Keep(months=14)
        assert rules.get("case_words", date(2024, 3, 11)).keep == Keep(months=24)

    def test_there_was_none_before_the_first(self) -> None:
        with pytest.raises(ValueNotInForce):
            load_pack("dwp").retention.get("case_words", date(2018, 5, 24))
