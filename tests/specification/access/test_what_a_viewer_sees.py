"""Scope: what a person may read, and whose work they may direct, from their live grants alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.access import AT, a_grant, a_viewer, an_account
from upheld.domains.access.queries import Role, get_viewer, the_service
from upheld.domains.access.rules.scope import Scope, viewer_of
from upheld.kernel.identifiers import SYSTEM, new_id

HERE, THERE = new_id(), new_id()
TEAM, OTHER_TEAM = new_id(), new_id()

scopes = st.lists(
    st.builds(
        Scope,
        st.sampled_from([*Role]),
        st.sampled_from([frozenset({HERE}), frozenset({THERE}), frozenset({HERE, THERE})]),
        st.sampled_from([TEAM, None]),
        st.sampled_from(["", "state-pension", "pension-credit"]),
    )
)


class TestWhoReadsCases:
    @pytest.mark.django_db
    @pytest.mark.parametrize("role", [Role.OFFICER, Role.TEAM_LEADER, Role.SERVICE_MANAGER])
    def test_whoever_works_in_an_office_reads_those_of_that_office_only(self, role: Role) -> None:
        viewer = a_viewer(role, office_id=HERE)
        assert viewer.offices == viewer.whole_offices == {HERE}
        assert not viewer.reads_every_client

    @pytest.mark.django_db
    @pytest.mark.parametrize("everywhere", [True, False])
    def test_an_administrator_reads_none(self, everywhere: bool) -> None:
        viewer = a_viewer(Role.ADMINISTRATOR, office_id=HERE, everywhere=everywhere)
        assert viewer.is_administrator
        assert not viewer.reads_cases
        assert not viewer.offices

    @pytest.mark.django_db
    def test_without_a_place_it_is_everywhere(self) -> None:
        assert a_viewer(Role.SERVICE_MANAGER, everywhere=True).everywhere
        assert not a_viewer(office_id=HERE).everywhere


class TestWhoDirectsWork:
    @pytest.mark.django_db
    def test_a_team_leader_directs_their_team_and_no_other(self) -> None:
        viewer = a_viewer(Role.TEAM_LEADER, office_id=HERE, team_id=TEAM)
        assert viewer.may_direct(office_id=HERE, team_id=TEAM)
        assert not viewer.may_direct(office_id=HERE, team_id=OTHER_TEAM)

    @pytest.mark.django_db
    def test_a_service_manager_directs_every_team_of_their_office(self) -> None:
        viewer = a_viewer(Role.SERVICE_MANAGER, office_id=HERE)
        assert viewer.may_direct(office_id=HERE, team_id=OTHER_TEAM)
        assert not viewer.may_direct(office_id=THERE, team_id=TEAM)

    @pytest.mark.django_db
    @pytest.mark.parametrize("role", [Role.OFFICER, Role.ADMINISTRATOR])
    def test_nobody_else_directs_work(self, role: Role) -> None:
        viewer = a_viewer(role, office_id=HERE, team_id=TEAM)
        assert not viewer.leads
        assert not viewer.may_direct(office_id=HERE, team_id=TEAM)


class TestWhateverGrantsSomebodyHas:
    @given(scopes)
    def test_what_they_direct_they_also_read(self, grants: list[Scope]) -> None:
        viewer = viewer_of(new_id(), "Invented", grants)
        led_in = {
            office for grant in grants if grant.role == Role.TEAM_LEADER for office in grant.offices or ()
        }
        assert viewer.managed_offices | led_in <= viewer.offices

    @given(scopes, scopes)
    def test_one_more_grant_never_takes_anything_away(self, some: list[Scope], more: list[Scope]) -> None:
        before, after = viewer_of(SYSTEM, "", some), viewer_of(SYSTEM, "", [*some, *more])
        for name in ("offices", "whole_offices", "teams", "led_teams", "managed_offices", "roles"):
            assert getattr(before, name) <= getattr(after, name)

    @given(scopes)
    def test_nothing_is_read_everywhere_by_grants_for_offices(self, grants: list[Scope]) -> None:
        viewer = viewer_of(new_id(), "Invented", grants)
        assert not viewer.reads_every_client
        assert viewer.offices <= {HERE, THERE}


class TestFindingOutWhoIsLooking:
    @pytest.mark.django_db
    @pytest.mark.parametrize("grants", [1, 12])
    def test_it_takes_one_query_however_many_grants_they_have(self, grants: int) -> None:
        account_id = an_account()
        for _ in range(grants):
            a_grant(account_id)
        with CaptureQueriesContext(connection) as queries:
            viewer = get_viewer(account_id, on=AT.date())
        assert len(queries) == 1
        assert len(viewer.offices) == grants

    def test_upheld_itself_sees_every_office(self) -> None:
        service = the_service()
        assert service.account_id == SYSTEM
        assert service.everywhere
        assert service.may_direct(office_id=HERE, team_id=TEAM)
