"""Conflicts: one's own record, and those of people whom one knows, are closed, always and at once."""

from uuid import UUID

import pytest

from tests.builders.casework import Agency, agency
from upheld.domains.access.commands import declare_conflict, end_conflict, open_by_challenge, restrict_record
from upheld.domains.access.queries import (
    ConflictIsDeclared,
    NoSuchConflict,
    NothingToOpen,
    OthersEndAConflict,
    ReasonSaysNothing,
    list_conflicts,
)
from upheld.domains.people.queries import count_clients, is_client_in_scope
from upheld.kernel.identifiers import SYSTEM

pytestmark = pytest.mark.django_db

REASON = "She named the wrong person of two."


@pytest.fixture
def here() -> Agency:
    return agency()


def knows(here: Agency, officer: UUID, client_id: UUID, *, is_own: bool = False) -> UUID:
    """Somebody says that they know a client."""
    return declare_conflict(client_id=client_id, is_own=is_own, by=officer, at=here.at)


class TestAfterAConflictIsDeclared:
    @pytest.mark.parametrize("is_own", [True, False])
    def test_the_record_is_closed_and_not_counted(self, here: Agency, is_own: bool) -> None:
        officer, client_id = here.officer(), here.client()
        knows(here, officer, client_id, is_own=is_own)
        assert not is_client_in_scope(viewer=here.viewer(officer), client_id=client_id)
        assert count_clients(viewer=here.viewer(officer)) == 0

    def test_it_is_open_to_colleagues(self, here: Agency) -> None:
        officer, colleague, client_id = here.officer(), here.officer(), here.client()
        knows(here, officer, client_id)
        assert is_client_in_scope(viewer=here.viewer(colleague), client_id=client_id)

    def test_no_challenge_opens_it(self, here: Agency) -> None:
        officer, client_id = here.officer(), here.client()
        knows(here, officer, client_id)
        told = {"offices": [here.office_id], "owners": [], "purpose": "covering", "reason": REASON}
        with pytest.raises(NothingToOpen):
            open_by_challenge(client_id=client_id, **told, by=officer, at=here.at)

    def test_it_is_not_declared_twice(self, here: Agency) -> None:
        officer, client_id = here.officer(), here.client()
        knows(here, officer, client_id)
        with pytest.raises(ConflictIsDeclared):
            knows(here, officer, client_id)


class TestEndingAConflict:
    def test_their_leader_opens_the_record_again(self, here: Agency) -> None:
        leader, officer, client_id = here.leader(), here.officer(), here.client()
        conflict = knows(here, officer, client_id)
        end_conflict(conflict_id=conflict, because=REASON, by=leader, at=here.at)
        assert is_client_in_scope(viewer=here.viewer(officer), client_id=client_id)

    def test_nobody_ends_their_own(self, here: Agency) -> None:
        leader, client_id = here.leader(), here.client()
        conflict = knows(here, leader, client_id)
        with pytest.raises(OthersEndAConflict):
            end_conflict(conflict_id=conflict, because=REASON, by=leader, at=here.at)

    def test_a_colleague_finds_none(self, here: Agency) -> None:
        conflict = knows(here, here.officer(), here.client())
        with pytest.raises(NoSuchConflict):
            end_conflict(conflict_id=conflict, because=REASON, by=here.officer(), at=here.at)

    def test_a_reason_is_given(self, here: Agency) -> None:
        leader = here.leader()
        conflict = knows(here, here.officer(), here.client())
        with pytest.raises(ReasonSaysNothing):
            end_conflict(conflict_id=conflict, because="a mistake", by=leader, at=here.at)


class TestTheListOfConflicts:
    def test_leaves_out_the_leaders_own_and_those_with_whom_they_know_too(self, here: Agency) -> None:
        leader, officer, client_id = here.leader(), here.officer(), here.client()
        knows(here, leader, client_id)
        knows(here, officer, client_id)
        assert list_conflicts(viewer=here.viewer(leader)) == []

    def test_leaves_out_restricted_clients_for_those_who_are_not_cleared(self, here: Agency) -> None:
        leader, client_id = here.leader(), here.client()
        knows(here, here.officer(), client_id)
        told = {"level": "colleague", "offices": [here.office_id], "reason": REASON}
        restrict_record(client_id=client_id, **told, by=SYSTEM, at=here.at)
        assert list_conflicts(viewer=here.viewer(leader)) == []
