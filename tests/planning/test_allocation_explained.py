"""Every placement and every case that is left explains itself, in reasons and in plain sentences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.planning.invented_agencies import CASES, OFFICERS, ON, case, officer, past
from upheld.planning.allocation import (
    Accreditation,
    Case,
    Explanation,
    InputsAreFaulty,
    Obstacle,
    Officer,
    Weights,
    Why,
    explain,
    explain_share,
    plan_batch,
    say_share,
    say_why,
    unmet_demand,
)

WEIGHTS = Weights()
DISABILITY = (Accreditation("disability", 3),)


def explained(name: str, officers: list[Officer], cases: list[Case]) -> Explanation:
    """What the plan of these says of one case."""
    return explain(name, plan_batch(officers, cases, WEIGHTS, on=ON), officers, cases)


class TestWhateverTheAgency:
    @given(OFFICERS, CASES)
    @settings(max_examples=40, deadline=None)
    def test_every_case_that_waited_can_be_explained(
        self, officers: list[Officer], cases: list[Case]
    ) -> None:
        plan = plan_batch(officers, cases, WEIGHTS, on=ON)
        for one in (waiting for waiting in cases if waiting.owner is None):
            found = explain(one.id, plan, officers, cases)
            assert found.possible + sum(number for _, number in found.ruled_out) == len(officers) - (
                found.owner is not None
            )
            assert all(sentence.endswith(".") and "{" not in sentence for sentence in say_why(found))


class TestWhenSomebodyIsChosen:
    def test_it_says_that_the_client_knows_them(self) -> None:
        people = [officer("ann"), officer("bo")]
        found = explained("1", people, [case("1", past_owners=(past("ann", 9),))])
        assert (found.owner, found.because) == ("ann", (Why.KNOWN, Why.LOAD)[: len(found.because)])

    def test_it_says_who_else_could_and_what_stood_against_them(self) -> None:
        people = [officer("ann"), officer("bo", places=frozenset({"perth"}))]
        found = explained("1", people, [case("1", near="leith")])
        assert [(other.officer, other.against) for other in found.others] == [("bo", (Why.TRAVEL,))]

    def test_it_says_that_there_was_no_choice(self) -> None:
        found = explained("1", [officer("ann"), officer("bo", accreditations=DISABILITY)], [case("1")])
        assert (found.because, found.ruled_out) == ((Why.ONLY_ONE,), ((Obstacle.NOT_TRAINED, 1),))

    def test_the_sentences_use_the_names_that_the_page_gives(self) -> None:
        found = explained("1", [officer("ann")], [case("1")])
        assert say_why(found, {"ann": "Ann Reid"}.get)[0] == "Ann Reid should own this case."  # type: ignore[arg-type]


class TestWhenThereIsNobody:
    def test_it_says_which_training_would_help_and_how_many_people(self) -> None:
        people = [officer("ann", accreditations=DISABILITY), officer("bo", accreditations=DISABILITY)]
        found = explained("1", people, [case("1")])
        assert [(change.obstacle, change.people) for change in found.changes] == [(Obstacle.NOT_TRAINED, 2)]
        assert "If they were trained for pension, 2 people could have it." in say_why(found)

    def test_it_says_how_much_work_waits_and_for_how_many_more_people(self) -> None:
        cases = [case(f"{number:02}") for number in range(30)]
        found = explained("29", [officer("ann", heads=99)], cases)
        assert (found.points_like_it, found.people_like_it) == (2100, 3)

    def test_somebody_who_is_away_could_have_it_once_back(self) -> None:
        found = explained("1", [officer("ann", present=False)], [case("1")])
        assert "Once back, 1 person could have it." in say_why(found)


class TestWhenACaseIsNotInThePlan:
    def test_it_says_so(self) -> None:
        with pytest.raises(InputsAreFaulty, match="says nothing of case 2"):
            explained("2", [officer("ann")], [case("1"), case("2", owner="ann")])


class TestUnmetDemand:
    def test_it_is_counted_by_benefit_age_what_lacks_and_office(self) -> None:
        cases = [case("1", near="leith"), case("2", near="leith", age=120), case("3", near="leith", age=130)]
        groups = unmet_demand(plan_batch([officer("ann", accreditations=DISABILITY)], cases, WEIGHTS, on=ON))
        assert [(group.age_from, group.missing, group.office, group.cases) for group in groups] == [
            (100, "pension", "leith", 2),
            (0, "pension", "leith", 1),
        ]

    def test_every_case_that_is_left_is_in_it_once(self) -> None:
        plan = plan_batch([officer("ann")], [case(f"{number}") for number in range(40)], WEIGHTS, on=ON)
        assert sum(group.cases for group in unmet_demand(plan)) == len(plan.unmet)


class TestTheUnexplainedThirteen:
    """One colleague got fifteen cases where ten were expected, and nobody could say why."""

    def test_nobody_is_given_more_than_their_limit(self) -> None:
        people = [officer(name, heads=10) for name in ("ann", "bo")]
        plan = plan_batch(people, [case(f"{number:02}") for number in range(30)], WEIGHTS, on=ON)
        assert max(load.held_after for load in plan.loads) <= 10

    def test_among_equals_nobody_is_given_more_than_another(self) -> None:
        people = [officer(name, capacity=3000, heads=40) for name in ("ann", "bo", "cy")]
        plan = plan_batch(people, [case(f"{number:02}") for number in range(30)], WEIGHTS, on=ON)
        assert [load.held_after for load in plan.loads] == [10, 10, 10]

    def test_whoever_gets_fifteen_is_told_why_case_by_case(self) -> None:
        people = [officer("ann", capacity=3000, speaks=frozenset({"bsl"})), officer("bo", capacity=3000)]
        signed = [case(f"s{number:02}", needs=frozenset({"bsl"})) for number in range(15)]
        cases = [*signed, *(case(f"{number:02}") for number in range(5))]
        plan = plan_batch(people, cases, WEIGHTS, on=ON)
        shared = explain_share("ann", plan, people, cases)
        assert (shared.given, shared.usual, shared.because) == (15, 10.0, ((Why.ONLY_ONE, 15),))
        assert "15 cases because no one else could have it." in say_share(shared)
