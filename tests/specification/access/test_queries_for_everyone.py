"""One prepared query serves everyone: what differs between people comes in when they ask."""

import pytest

from tests.builders.access import a_viewer, an_account
from upheld.domains.access.models import Account
from upheld.domains.access.queries import Role, SeenBy, Viewer, of_viewer
from upheld.kernel.identifiers import SYSTEM

pytestmark = pytest.mark.django_db


class TestTwoPeopleWhoAsk:
    def test_each_find_their_own(self) -> None:
        own = SeenBy(lambda viewer: Account.objects.filter(id=of_viewer(viewer, "account_id")))
        one, other = a_viewer(), a_viewer()
        assert [[row.id for row in own.by(viewer)] for viewer in (one, other, one)] == [
            [one.account_id],
            [other.account_id],
            [one.account_id],
        ]


class TestAValueThatWasForgotten:
    """A query that takes something of the viewer past `of_viewer` would show it to everyone after them."""

    def test_shows_nothing_to_anyone(self) -> None:
        an_account()
        forgotten = SeenBy(lambda viewer: Account.objects.filter(id=viewer.account_id))
        assert [forgotten.by(a_viewer()), forgotten.by(a_viewer(Role.SERVICE_MANAGER))] == [[], []]

    def test_is_not_taken_for_the_service(self) -> None:
        seen: list[Viewer] = []
        SeenBy(lambda viewer: seen.append(viewer) or Account.objects.all()).by(a_viewer())  # type: ignore[func-returns-value]
        assert (seen[0].account_id == SYSTEM, seen[0].offices, seen[0].everywhere) == (
            False,
            frozenset(),
            False,
        )
