import pytest

from tests.builders.workforce import (
    JOINED,
    NOW,
    TODAY,
    a_team,
    an_officer,
    office_of,
    someone,
)
from upheld.domains.access.queries import Role
from upheld.domains.workforce import commands
from upheld.domains.workforce.queries import (
    AbsenceKind,
    NoSuchOffice,
    NoSuchOfficer,
    NoSuchTeam,
    NotYoursToDo,
    facts_for_ownership,
)

pytestmark = pytest.mark.django_db


def train(officer_id, by):
    commands.record_training(officer_id=officer_id, benefit="state-pension", starts_on=JOINED, by=by, at=NOW)


def is_trained(officer_id):
    return facts_for_ownership(officer_id, "state-pension", TODAY).is_trained


class TestWhenSomeoneDirectsTheTeam:
    def test_its_leader_may_record_what_its_officers_are_trained_for(self):
        officer_id = an_officer(team_id := a_team())
        train(officer_id, by=someone(Role.TEAM_LEADER, team_id=team_id))
        assert is_trained(officer_id)

    def test_so_may_the_manager_of_its_office(self):
        officer_id = an_officer(team_id := a_team())
        train(officer_id, by=someone(Role.SERVICE_MANAGER, office_id=office_of(team_id)))
        assert is_trained(officer_id)

    def test_so_may_an_administrator(self):
        train(officer_id := an_officer(), by=someone(Role.ADMINISTRATOR))
        assert is_trained(officer_id)


class TestWhenSomeoneDoesNot:
    def test_a_colleague_may_not(self):
        officer_id = an_officer(team_id := a_team())
        with pytest.raises(NotYoursToDo):
            train(officer_id, by=someone(Role.OFFICER, team_id=team_id))

    def test_the_leader_of_another_team_of_the_office_may_not(self):
        officer_id = an_officer(team_id := a_team())
        leader = someone(Role.TEAM_LEADER, team_id=a_team(office_of(team_id)))
        with pytest.raises(NotYoursToDo):
            train(officer_id, by=leader)

    def test_the_leader_of_a_team_of_another_office_does_not_even_find_the_officer(self):
        with pytest.raises(NoSuchOfficer):
            train(an_officer(), by=someone(Role.TEAM_LEADER, team_id=a_team()))

    def test_nor_the_team(self):
        with pytest.raises(NoSuchTeam):
            commands.take_on_officer(
                account_id=someone(),
                team_id=a_team(),
                joined_on=JOINED,
                by=someone(Role.TEAM_LEADER, team_id=a_team()),
                at=NOW,
            )

    def test_nor_the_office(self):
        leader = someone(Role.TEAM_LEADER, team_id=a_team())
        with pytest.raises(NoSuchOffice):
            commands.open_team(office_id=office_of(a_team()), name="Mine", by=leader, at=NOW)

    def test_a_team_leader_opens_no_team(self):
        leader = someone(Role.TEAM_LEADER, team_id=(team_id := a_team()))
        with pytest.raises(NotYoursToDo):
            commands.open_team(office_id=office_of(team_id), name="Mine", by=leader, at=NOW)

    def test_a_manager_of_one_office_opens_no_other(self):
        manager = someone(Role.SERVICE_MANAGER, office_id=office_of(a_team()))
        with pytest.raises(NotYoursToDo):
            commands.open_office(name="Mine", key="mine", by=manager, at=NOW)


class TestWhenItIsAboutOneself:
    def test_everyone_may_say_that_they_are_away(self):
        officer_id = an_officer()
        commands.record_absence(
            officer_id=officer_id, starts_on=TODAY, kind=AbsenceKind.SICKNESS, by=officer_id, at=NOW
        )
        assert facts_for_ownership(officer_id, "state-pension", TODAY).is_absent

    def test_nobody_says_that_a_colleague_is_away(self):
        officer_id = an_officer(team_id := a_team())
        colleague = someone(Role.OFFICER, team_id=team_id)
        with pytest.raises(NotYoursToDo):
            commands.record_absence(
                officer_id=officer_id, starts_on=TODAY, kind=AbsenceKind.LEAVE, by=colleague, at=NOW
            )
