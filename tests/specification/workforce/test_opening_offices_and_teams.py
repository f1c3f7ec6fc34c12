import pytest

from tests.builders.workforce import NOW, a_team, an_office, office_of, seen_by, someone
from upheld.domains.access.queries import Role, the_service
from upheld.domains.workforce.commands import open_office, open_team
from upheld.domains.workforce.queries import NoSuchOffice, NoSuchTeam, get_team, list_offices, list_teams
from upheld.domains.workforce.rules import OfficeKeyIsTaken, TeamNameIsTaken
from upheld.kernel.identifiers import SYSTEM, new_id

pytestmark = pytest.mark.django_db


class TestWhenAnOfficeIsOpened:
    def test_it_is_listed_by_its_name(self):
        office_id = open_office(name="Harbour Street", key="harbour-street", by=SYSTEM, at=NOW)
        listed = {office.id: office for office in list_offices(viewer=the_service())}
        assert (listed[office_id].name, listed[office_id].key) == ("Harbour Street", "harbour-street")

    def test_its_key_belongs_to_it_alone(self):
        open_office(name="Harbour Street", key="harbour-street", by=SYSTEM, at=NOW)
        with pytest.raises(OfficeKeyIsTaken):
            open_office(name="Another", key="harbour-street", by=SYSTEM, at=NOW)


class TestWhenATeamIsOpened:
    def test_it_belongs_to_its_office(self):
        office_id = an_office()
        team_id = open_team(office_id=office_id, name="New claims", by=SYSTEM, at=NOW)
        team = get_team(team_id, viewer=the_service())
        assert (team.name, team.office_id) == ("New claims", office_id)

    def test_no_other_team_of_the_office_has_its_name(self):
        office_id = an_office()
        open_team(office_id=office_id, name="New claims", by=SYSTEM, at=NOW)
        with pytest.raises(TeamNameIsTaken):
            open_team(office_id=office_id, name="New claims", by=SYSTEM, at=NOW)

    def test_a_team_of_another_office_may_have_its_name(self):
        for office_id in (an_office(), an_office()):
            open_team(office_id=office_id, name="New claims", by=SYSTEM, at=NOW)
        assert [team.name for team in list_teams(viewer=the_service())] == ["New claims", "New claims"]

    def test_the_office_must_exist(self):
        with pytest.raises(NoSuchOffice):
            open_team(office_id=new_id(), name="New claims", by=SYSTEM, at=NOW)


class TestWhenSomeoneLooksAtTeams:
    def test_they_see_those_of_their_offices(self):
        ours, _theirs = a_team(), a_team()
        viewer = seen_by(someone(Role.OFFICER, team_id=ours))
        assert [team.id for team in list_teams(viewer=viewer)] == [ours]

    def test_a_team_of_another_office_is_not_found(self):
        viewer = seen_by(someone(Role.OFFICER, team_id=a_team()))
        with pytest.raises(NoSuchTeam):
            get_team(a_team(), viewer=viewer)

    def test_an_administrator_sees_every_office(self):
        offices = {office_of(a_team()), office_of(a_team())}
        viewer = seen_by(someone(Role.ADMINISTRATOR))
        assert {office.id for office in list_offices(viewer=viewer)} == offices
