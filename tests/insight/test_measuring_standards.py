"""Measuring standards."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upheld.insight.performance import DEFINITIONS, StandardFact, measure_standards

NOW = datetime(2024, 4, 1, tzinfo=UTC)
DUE = datetime(2024, 3, 15, 17, tzinfo=UTC)
HOUR = timedelta(hours=1)


def fact(due_at=DUE, done_at=None, *, benefit="pip", office="north", as_of=NOW):
    month = date(due_at.year, due_at.month, 1)
    return StandardFact(benefit, office, "clearance", month, due_at, done_at, as_of)


class TestWhatFellDueInAMonth:
    def test_it_was_met_or_late_or_is_still_open(self):
        done = [DUE - HOUR, DUE, DUE + HOUR, None]
        (row,) = measure_standards([fact(done_at=at) for at in done], NOW)
        assert (row.due, row.met, row.late, row.open_past_due) == (4, 2, 1, 1)
        assert (row.numerator, row.denominator, row.percent) == (2, 4, 50.0)

    def test_the_row_keeps_the_version_of_its_definition(self):
        (row,) = measure_standards([fact()], NOW)
        assert (row.definition, row.version) == ("standard_met", DEFINITIONS["standard_met"].version)

    def test_each_month_and_benefit_has_its_own_row(self):
        facts = [fact(), fact(benefit="pension"), fact(due_at=DUE - timedelta(days=30))]
        rows = measure_standards(facts, NOW)
        assert [(row.benefit, row.month.month) for row in rows] == [("pension", 3), ("pip", 2), ("pip", 3)]

    def test_offices_are_counted_together_unless_asked_apart(self):
        facts = [fact(), fact(office="south", done_at=DUE)]
        assert [(row.office, row.due) for row in measure_standards(facts, NOW)] == [(None, 2)]
        apart = measure_standards(facts, NOW, by_office=True)
        assert [(row.office, row.met) for row in apart] == [("north", 0), ("south", 1)]


class TestWhatIsNotKnownYet:
    def test_what_falls_due_later_counts_in_neither_even_when_done_early(self):
        (row,) = measure_standards([fact(done_at=DUE - 2 * HOUR)], DUE - HOUR)
        assert (row.not_yet_due, row.due, row.met, row.percent) == (1, 0, 0, None)

    def test_a_past_moment_is_measured_as_it_stood_then(self):
        (row,) = measure_standards([fact(done_at=DUE + 2 * HOUR)], DUE + HOUR)
        assert (row.late, row.open_past_due) == (0, 1)

    def test_a_stale_fact_is_not_taken_for_a_late_one(self):
        (row,) = measure_standards([fact(as_of=DUE - HOUR)], NOW)
        assert (row.not_yet_due, row.due) == (1, 0)


class TestAPercentageThatPeopleRead:
    @pytest.mark.parametrize(
        ("met", "of", "said"), [(517, 1000, "51.7%"), (1499, 2000, "74.9%"), (3, 3, "100.0%")]
    )
    def test_a_near_miss_never_reads_as_a_hit(self, met, of, said):
        facts = [fact(done_at=DUE)] * met + [fact()] * (of - met)
        (row,) = measure_standards(facts, NOW)
        assert row.percent_text == said
        assert row.reaches(75) == (met / of >= 0.75)


moments = st.datetimes(datetime(2024, 1, 1), datetime(2024, 6, 30), timezones=st.just(UTC))  # noqa: DTZ001
facts = st.builds(fact, moments, st.none() | moments, benefit=st.sampled_from(["pip", "esa"]), as_of=moments)


class TestWhateverTheFacts:
    @given(st.lists(facts), moments)
    def test_every_fact_is_in_one_column_of_one_row(self, given_facts, as_of):
        rows = measure_standards(given_facts, as_of)
        assert sum(row.due + row.not_yet_due for row in rows) == len(given_facts)
        assert all(row.met + row.late + row.open_past_due == row.due for row in rows)

    @given(st.lists(facts), moments, st.randoms(use_true_random=False))
    def test_their_order_changes_nothing(self, given_facts, as_of, dice):
        shuffled = dice.sample(given_facts, len(given_facts))
        assert measure_standards(shuffled, as_of) == measure_standards(given_facts, as_of)
