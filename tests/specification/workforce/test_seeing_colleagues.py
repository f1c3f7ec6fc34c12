import pytest

from tests.builders.workforce import (
    BENEFIT,
    JOINED,
    TODAY,
    a_team,
    an_officer,
    office_of,
    seen_by,
    someone,
)
from upheld.domains.access.queries import Role, the_service
from upheld.domains.workforce.queries import (
    NoSuchOfficer,
    get_officer,
    list_officers,
)

pytestmark = pytest.mark.django_db


class TestWhenAnOfficerLooks:
    def test_they_see_the_officers_of_their_office(self):
        team_id = a_team()
        colleague = an_officer(a_team(office_of(team_id)))
        viewer = seen_by(someone(Role.OFFICER, team_id=team_id))
        assert get_officer(colleague, viewer=viewer, on=TODAY).id == colleague

    def test_an_officer_of_another_office_is_not_found(self):
        viewer = seen_by(someone(Role.OFFICER, team_id=a_team()))
        with pytest.raises(NoSuchOfficer):
            get_officer(an_officer(), viewer=viewer, on=TODAY)

    def test_they_always_see_themselves(self):
        officer_id = an_officer()
        assert get_officer(officer_id, viewer=seen_by(officer_id), on=TODAY).id == officer_id


class TestWhenOfficersAreListed:
    def test_they_come_by_name(self):
        team_id = a_team()
        for name in ("Una Invented", "Bao Invented", "Kit Invented"):
            an_officer(team_id, name=name)
        listed = list_officers(viewer=the_service(), on=TODAY)
        assert [officer.name.split()[0] for officer in listed] == ["Bao", "Kit", "Una"]

    def test_only_the_teams_that_were_asked_for_come(self):
        team_id, _other = a_team(), an_officer()
        ours = an_officer(team_id)
        listed = list_officers(viewer=the_service(), team_ids=[team_id], on=TODAY)
        assert [officer.id for officer in listed] == [ours]

    def test_a_team_outside_their_office_stays_empty(self):
        team_id = a_team()
        an_officer(team_id)
        viewer = seen_by(someone(Role.OFFICER, team_id=a_team()))
        assert list_officers(viewer=viewer, team_ids=[team_id], on=TODAY) == []

    def test_who_has_not_joined_yet_is_not_among_them(self):
        an_officer(joined_on=TODAY)
        assert list_officers(viewer=the_service(), on=JOINED) == []

    def test_three_queries_do_for_any_number(self, django_assert_num_queries):
        team_id = a_team()
        for _ in range(5):
            an_officer(team_id, trained_for=(BENEFIT, "pension-credit"))
        with django_assert_num_queries(3):
            assert len(list_officers(viewer=the_service(), on=TODAY)) == 5
