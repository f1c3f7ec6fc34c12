"""What becomes of clients who were joined, or parted, when their time has come."""

from uuid import UUID

import pytest

from tests.builders.casework import Agency, agency
from tests.builders.merging import join, part
from tests.builders.retention import erase, everything_held, ids_of
from upheld.domains.access.commands import record_looks
from upheld.domains.access.queries import Role, Seen
from upheld.domains.people.commands import lift_hold, place_hold, tell_breach
from upheld.domains.people.queries import get_holding
from upheld.journeys.merging import list_breaches
from upheld.kernel.identifiers import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Agency:
    """An office with a team."""
    return agency()


@pytest.fixture
def manager(here: Agency) -> UUID:
    """Someone who manages the office."""
    return here.officer(role=Role.SERVICE_MANAGER)


@pytest.fixture
def two(here: Agency) -> tuple[UUID, UUID]:
    """Two clients."""
    return here.client(), here.client()


class TestTheOneWhoStayed:
    def test_takes_the_absorbed_and_the_merge_along(
        self, here: Agency, manager: UUID, two: tuple[UUID, UUID]
    ) -> None:
        join(here, *two, by=manager)
        erase()
        assert ids_of("people_client").isdisjoint(two)
        assert ids_of("people_merge") == set()

    def test_leaves_no_word_behind(self, here: Agency, manager: UUID, two: tuple[UUID, UUID]) -> None:
        join(here, *two, by=manager)
        erase()
        assert [table for table, _, value in everything_held() if "Invented" in value] == []

    def test_stays_while_a_hold_of_the_absorbed_stands(
        self, here: Agency, manager: UUID, two: tuple[UUID, UUID]
    ) -> None:
        place_hold(client_id=two[1], reason="A court wants to read it.", by=SYSTEM, at=here.at)
        join(here, *two, by=manager)
        erase()
        assert set(two) <= ids_of("people_client")


class TestTwoHolds:
    def test_the_second_stands_when_the_first_is_lifted(
        self, here: Agency, manager: UUID, two: tuple[UUID, UUID]
    ) -> None:
        for client, reason in zip(two, ("The first court asks.", "The second court asks."), strict=True):
            place_hold(client_id=client, reason=reason, by=SYSTEM, at=here.at)
        join(here, *two, by=manager)
        lift_hold(client_id=two[0], reason="The first court has read it.", by=SYSTEM, at=here.at)
        holding = get_holding(viewer=here.viewer(manager), client_id=two[0])
        assert holding.hold
        assert holding.hold.reason == "The second court asks."


class TestWhoMustStillBeTold:
    @pytest.fixture
    def parted(self, here: Agency, manager: UUID, two: tuple[UUID, UUID]) -> tuple[UUID, UUID]:
        """They were joined in error, seen, and parted."""
        merge = join(here, *two, by=manager)
        record_looks(seen=[Seen("record", (two[0],))], door="web", by=manager, at=here.at)
        part(here, merge, by=manager)
        return two

    def test_is_not_erased(self, parted: tuple[UUID, UUID]) -> None:
        erase()
        assert set(parted) <= ids_of("people_client")

    def test_is_once_both_were_told(self, here: Agency, manager: UUID, parted: tuple[UUID, UUID]) -> None:
        for one in list_breaches(viewer=here.viewer(manager)):
            tell_breach(breach_id=one.row.id, how="Sent a letter.", by=manager, at=here.at)
        erase()
        assert ids_of("people_client").isdisjoint(parted)
        assert ids_of("people_breach") == set()
