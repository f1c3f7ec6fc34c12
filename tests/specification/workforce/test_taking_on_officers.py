from decimal import Decimal

import pytest

from tests.builders.workforce import JOINED, NOW, TODAY, a_team, an_officer, office_of, someone
from upheld.domains.access.queries import the_service
from upheld.domains.workforce.commands import move_officer, take_on_officer
from upheld.domains.workforce.queries import NoSuchOfficer, NoSuchTeam, get_officer
from upheld.domains.workforce.rules import AlreadyAnOfficer, HoursAreImpossible, WorkingDaysAreImpossible
from upheld.kernel.identifiers import SYSTEM, new_id

pytestmark = pytest.mark.django_db


def seen(officer_id):
    return get_officer(officer_id, viewer=the_service(), on=TODAY)


class TestWhenSomeoneIsTakenOn:
    def test_their_record_tells_who_they_are_and_where(self):
        team_id = a_team()
        officer = seen(an_officer(team_id, name="Morag Testwell"))
        assert (officer.name, officer.team_id, officer.office_id) == (
            "Morag Testwell",
            team_id,
            office_of(team_id),
        )

    def test_they_may_own_cases(self):
        assert seen(an_officer()).can_own_cases

    def test_they_work_full_time_from_monday_to_friday_unless_told_otherwise(self):
        officer = seen(an_officer())
        assert (officer.contracted_hours, officer.working_days) == (Decimal(37), (1, 2, 3, 4, 5))

    def test_part_time_is_kept_as_told(self):
        officer = seen(an_officer(contracted_hours=Decimal("22.5"), working_days=(5, 1, 3)))
        assert (officer.contracted_hours, officer.working_days) == (Decimal("22.5"), (1, 3, 5))

    def test_their_id_is_that_of_their_account(self):
        account_id = someone()
        take_on_officer(account_id=account_id, team_id=a_team(), joined_on=JOINED, by=SYSTEM, at=NOW)
        assert seen(account_id).id == account_id


class TestWhenSomeoneCannotBeTakenOn:
    def test_nobody_is_an_officer_twice(self):
        officer_id = an_officer()
        with pytest.raises(AlreadyAnOfficer):
            take_on_officer(account_id=officer_id, team_id=a_team(), joined_on=JOINED, by=SYSTEM, at=NOW)

    def test_the_team_must_exist(self):
        with pytest.raises(NoSuchTeam):
            an_officer(new_id())

    @pytest.mark.parametrize("hours", [Decimal(0), Decimal(-1), Decimal("48.5")])
    def test_hours_must_be_possible(self, hours):
        with pytest.raises(HoursAreImpossible):
            an_officer(contracted_hours=hours)

    @pytest.mark.parametrize("days", [(), (0,), (8,), (1, 1)])
    def test_working_days_must_be_days_of_the_week(self, days):
        with pytest.raises(WorkingDaysAreImpossible):
            an_officer(working_days=days)


class TestWhenAnOfficerMoves:
    def test_they_belong_to_the_new_team(self):
        officer_id, team_id = an_officer(), a_team()
        move_officer(officer_id=officer_id, team_id=team_id, by=SYSTEM, at=NOW)
        assert seen(officer_id).team_id == team_id

    def test_the_new_team_must_exist(self):
        with pytest.raises(NoSuchTeam):
            move_officer(officer_id=an_officer(), team_id=new_id(), by=SYSTEM, at=NOW)

    def test_only_officers_move(self):
        with pytest.raises(NoSuchOfficer):
            move_officer(officer_id=someone(), team_id=a_team(), by=SYSTEM, at=NOW)
