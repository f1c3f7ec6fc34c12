"""The counts of what was decided in time: by the database at each look, or kept from the last night."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from tests.builders.casework import Agency, agency
from upheld.domains.access.commands import restrict_record
from upheld.domains.access.queries import Viewer, the_service
from upheld.domains.casework.commands import close_case, keep_decision_counts, move_case
from upheld.domains.casework.queries import Stage, count_decisions, get_case_heading, iterate_decision_facts
from upheld.insight.performance import StandardFact, measure_standards
from upheld.kernel.days import day_of
from upheld.kernel.identifiers import SYSTEM

pytestmark = pytest.mark.django_db

PENSION, ALLOWANCE = "state-pension", "jobseekers-allowance"
BEGUN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LOOKED_AT = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)
FIRST, END = date(2026, 1, 1), date(2026, 7, 1)


def begun(here: Agency, benefit: str = PENSION, days: float = 0):
    """A claim that was made so many days after the first Monday of March."""
    here.at = BEGUN + timedelta(days=days)
    return here.case(benefit=benefit)


def decided(here: Agency, after: float, benefit: str = PENSION, days: float = 0):
    """A claim that was decided so many days after it was made."""
    case_id = begun(here, benefit, days)
    for stage in (Stage.ASSESSMENT, Stage.DECISION, Stage.AWARD):
        move_case(case_id=case_id, to_stage=stage, by=SYSTEM, at=here.at + timedelta(days=after))
    return case_id


def closed(here: Agency, after: float):
    """A claim that was withdrawn so many days after it was made."""
    case_id = begun(here)
    close_case(
        case_id=case_id, outcome="They no longer claim.", by=SYSTEM, at=here.at + timedelta(days=after)
    )


def counted(viewer: Viewer | None = None, as_of: datetime = LOOKED_AT):
    """The counts of half a year."""
    return count_decisions(viewer=viewer or the_service(), first=FIRST, end=END, as_of=as_of)


def in_numbers(viewer: Viewer | None = None, as_of: datetime = LOOKED_AT):
    """The counts as numbers alone: met, late, open past due, not yet due."""
    rows = counted(viewer, as_of).counts
    return [(row.met, row.late, row.open_past_due, row.not_yet_due) for row in rows]


def measured(as_of: datetime):
    """The same, case by case, by the definition of insight."""
    since, until = (datetime(day.year, day.month, 1, tzinfo=UTC) for day in (FIRST, END))
    facts = [
        StandardFact(
            benefit=fact.benefit,
            office=str(fact.office_id),
            standard=fact.standard,
            month=day_of(fact.due_at).replace(day=1),
            due_at=fact.due_at,
            done_at=fact.decided_at or fact.closed_at,
            as_of=as_of,
        )
        for fact in iterate_decision_facts(viewer=the_service(), since=since, until=until)
        if fact.decided_at or not fact.closed_at or fact.closed_at > fact.due_at
    ]
    return {
        (row.benefit, row.standard, row.office, row.month): (
            row.met,
            row.late,
            row.open_past_due,
            row.not_yet_due,
        )
        for row in measure_standards(facts, as_of, by_office=True)
    }


class TestWhenTheDatabaseCounts:
    @pytest.mark.parametrize("days_later", [0, 12, 15, 45, 79])
    def test_it_counts_what_the_definition_counts_case_by_case(self, days_later):
        for here, benefit, after in product((agency(), agency()), (PENSION, ALLOWANCE), (2, 13.4, 14.7, 40)):
            decided(here, after, benefit, days=after * 3 % 31)
        closed(agency(), 3)
        closed(agency(), 30)
        begun(agency(), days=29)
        as_of = BEGUN + timedelta(days=days_later)
        rows = counted(as_of=as_of).counts
        assert {
            (row.benefit, row.standard, str(row.office_id), row.month): (
                *(row.met, row.late, row.open_past_due, row.not_yet_due),
            )
            for row in rows
        } == measured(as_of)

    def test_it_is_as_known_at_the_moment_asked_for(self):
        decided(agency(), after=2)
        assert counted().as_of == LOOKED_AT


class TestWhenEveryNightKeepsTheCounts:
    def test_a_look_in_the_day_shows_those_of_the_night(self):
        here = agency()
        decided(here, after=2)
        before, night = in_numbers(), LOOKED_AT - timedelta(hours=9)
        keep_decision_counts(by=SYSTEM, at=night, many=1)
        decided(here, after=30)
        assert (in_numbers(), counted().as_of) == (before, night)

    def test_they_are_the_same_as_those_of_a_look(self):
        for here, after in product((agency(), agency()), (2, 30)):
            decided(here, after)
        before = counted().counts
        keep_decision_counts(by=SYSTEM, at=LOOKED_AT, many=1)
        assert counted().counts == before

    def test_a_night_that_failed_is_not_shown_for_long(self):
        here = agency()
        keep_decision_counts(by=SYSTEM, at=LOOKED_AT - timedelta(days=2), many=1)
        decided(here, after=2)
        assert counted().as_of == LOOKED_AT

    def test_an_officer_sees_those_of_their_own_office(self):
        here, there = agency(), agency()
        decided(here, after=2)
        decided(there, after=30)
        keep_decision_counts(by=SYSTEM, at=LOOKED_AT, many=1)
        assert in_numbers(here.viewer(here.officer())) == [(1, 0, 0, 0)]

    def test_who_is_not_cleared_does_not_see_that_a_restricted_case_was_counted(self):
        here = agency()
        decided(here, after=2)
        hidden = decided(here, after=3)
        client_id = get_case_heading(hidden, viewer=the_service(), as_of=LOOKED_AT).row.client_id
        restrict_record(
            client_id=client_id,
            level="domestic_abuse",
            offices=[here.office_id],
            reason="Someone looks for them and must not find them.",
            by=SYSTEM,
            at=LOOKED_AT,
        )
        keep_decision_counts(by=SYSTEM, at=LOOKED_AT, many=1)
        assert (in_numbers(here.viewer(here.officer())), in_numbers()) == ([(1, 0, 0, 0)], [(2, 0, 0, 0)])


class TestWhenThereIsLittleToCount:
    def test_nothing_is_kept_and_each_look_counts(self):
        decided(agency(), after=2)
        assert keep_decision_counts(by=SYSTEM, at=LOOKED_AT) == 0
        assert counted().as_of == LOOKED_AT
