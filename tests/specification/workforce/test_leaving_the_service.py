from datetime import date, datetime, timedelta

import pytest

from tests.builders.workforce import JOINED, NOW, TODAY, a_team, an_officer
from upheld.domains.access.queries import the_service
from upheld.domains.workforce import commands
from upheld.domains.workforce.queries import (
    AbsenceKind,
    OfficerHasLeft,
    facts_for_ownership,
    get_officer,
    list_leavers_due,
    list_officers,
)
from upheld.domains.workforce.rules import LeavingIsBeforeJoining, OfficerHasNotLeftYet, ReasonIsMissing
from upheld.kernel.identifiers import SYSTEM
from upheld.kernel.models import EventRow

pytestmark = pytest.mark.django_db
NEXT_WEEK = TODAY + timedelta(days=7)


def leave(officer_id, on=TODAY, reason="A new job.", at=NOW):
    commands.record_leaving(officer_id=officer_id, leaving_on=on, reason=reason, by=SYSTEM, at=at)


def end(officer_id, on):
    commands.end_employment(officer_id=officer_id, on=on, by=SYSTEM, at=NOW)


def can_own(officer_id, on=TODAY):
    return facts_for_ownership(officer_id, "state-pension", on).can_own


def announced(officer_id):
    rows = EventRow.objects.filter(stream=f"officer:{officer_id}").order_by("number")
    return [row.kind.removeprefix("workforce.") for row in rows][1:]


class TestWhenTheDayHasCome:
    def test_they_can_own_no_case_from_that_moment(self):
        leave(officer_id := an_officer())
        assert not get_officer(officer_id, viewer=the_service(), on=TODAY).can_own_cases

    def test_it_is_announced_that_they_leave_and_that_they_left(self):
        leave(officer_id := an_officer())
        assert announced(officer_id) == ["OfficerLeaves", "OfficerLeft"]

    def test_the_day_is_the_one_that_people_live_by(self):
        just_after_midnight_in_london = datetime.fromisoformat("2026-06-30T23:30:00+00:00")
        leave(officer_id := an_officer(), on=date(2026, 7, 1), at=just_after_midnight_in_london)
        assert announced(officer_id)[-1] == "OfficerLeft"

    def test_they_are_no_longer_listed_with_their_team(self):
        leave(officer_id := an_officer())
        listed = list_officers(viewer=the_service(), on=TODAY)
        assert officer_id not in [officer.id for officer in listed]


class TestWhenTheDayLiesAhead:
    def test_they_can_own_cases_until_then(self):
        leave(officer_id := an_officer(), on=NEXT_WEEK)
        day_before = NEXT_WEEK - timedelta(days=1)
        assert (can_own(officer_id, day_before), can_own(officer_id, NEXT_WEEK)) == (True, False)

    def test_it_is_announced_only_that_they_leave(self):
        leave(officer_id := an_officer(), on=NEXT_WEEK)
        assert announced(officer_id) == ["OfficerLeaves"]

    def test_colleagues_see_the_day(self):
        leave(officer_id := an_officer(), on=NEXT_WEEK)
        assert get_officer(officer_id, viewer=the_service(), on=TODAY).leaving_on == NEXT_WEEK

    def test_another_day_can_be_recorded_instead(self):
        leave(officer_id := an_officer(), on=NEXT_WEEK)
        leave(officer_id, on=NEXT_WEEK + timedelta(days=1))
        assert list_leavers_due(NEXT_WEEK) == []

    def test_recording_it_again_announces_nothing_new(self):
        leave(officer_id := an_officer(), on=NEXT_WEEK)
        leave(officer_id, on=NEXT_WEEK)
        assert announced(officer_id) == ["OfficerLeaves"]

    def test_the_clock_finds_them_on_the_day(self):
        leave(officer_id := an_officer(), on=NEXT_WEEK)
        day_before = NEXT_WEEK - timedelta(days=1)
        assert (list_leavers_due(day_before), list_leavers_due(NEXT_WEEK)) == ([], [officer_id])

    def test_the_clock_lets_them_go_once(self):
        leave(officer_id := an_officer(), on=NEXT_WEEK)
        end(officer_id, on=NEXT_WEEK)
        end(officer_id, on=NEXT_WEEK)
        assert announced(officer_id) == ["OfficerLeaves", "OfficerLeft"]

    def test_nobody_is_let_go_before_their_day(self):
        leave(officer_id := an_officer(), on=NEXT_WEEK)
        with pytest.raises(OfficerHasNotLeftYet):
            end(officer_id, on=TODAY)


class TestWhenItCannotBe:
    def test_nobody_leaves_before_they_have_joined(self):
        with pytest.raises(LeavingIsBeforeJoining):
            leave(an_officer(), on=JOINED)

    def test_a_reason_is_needed(self):
        with pytest.raises(ReasonIsMissing):
            leave(an_officer(), reason="")


class TestWhenSomeoneHasLeft:
    @pytest.mark.parametrize(
        ("command", "facts"),
        [
            ("record_training", {"benefit": "state-pension", "starts_on": TODAY}),
            ("record_absence", {"starts_on": TODAY, "kind": AbsenceKind.LEAVE}),
            ("record_return", {"returned_on": TODAY}),
            ("record_leaving", {"leaving_on": NEXT_WEEK, "reason": "Again."}),
            ("stop_owning_cases", {"reason": "Away."}),
            ("start_owning_cases", {}),
        ],
    )
    def test_nothing_new_can_be_recorded(self, command, facts):
        leave(officer_id := an_officer())
        with pytest.raises(OfficerHasLeft):
            getattr(commands, command)(officer_id=officer_id, **facts, by=SYSTEM, at=NOW)

    def test_they_cannot_move(self):
        leave(officer_id := an_officer())
        with pytest.raises(OfficerHasLeft):
            commands.move_officer(officer_id=officer_id, team_id=a_team(), by=SYSTEM, at=NOW)

    def test_their_record_stays(self):
        leave(officer_id := an_officer(name="Ewan Madeup"))
        assert get_officer(officer_id, viewer=the_service(), on=TODAY).name == "Ewan Madeup"
