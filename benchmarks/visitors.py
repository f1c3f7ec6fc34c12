"""Who visits the pages: an officer with one grant and then with many, a team leader, a service manager."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from secrets import token_urlsafe
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

from upheld.domains.access.commands import grant_role
from upheld.domains.access.queries import Role, Viewer, get_viewer, list_accounts
from upheld.domains.workforce.commands import open_office
from upheld.kernel import clock
from upheld.kernel.identifiers import SYSTEM, new_id

NOBODY, OFFICER, LEADER, MANAGER = "not signed in", "officer", "leader", "manager"
GRANTED = "officer with {} grants"


class NobodyToVisit(Exception):
    """The demonstration has no one with this role, so that the pages cannot be visited as them."""


@dataclass(frozen=True)
class Visitor:
    """Someone who looks at pages, with a browser of theirs; no viewer before sign-in.

    They look at what concerns `instead_of`, if anybody, before what concerns themselves.
    """

    name: str
    client: Client
    viewer: Viewer | None = None
    instead_of: Visitor | None = None

    @property
    def looks_at(self) -> tuple[Visitor, ...]:
        """Whose cases, clients and colleagues they look at, in this order."""
        return (self.instead_of, self) if self.instead_of else (self,)

    @property
    def account_id(self) -> UUID:
        """Their account, or that of nobody."""
        return self.viewer.account_id if self.viewer else new_id()


def nobody() -> Visitor:
    """Someone who has not signed in."""
    return Visitor(NOBODY, _browser())


def list_visitors() -> list[Visitor]:
    """The officer with one grant who owns most cases, and a leader and a manager. Raises NobodyToVisit.

    The manager looks at what the officer has, so that the same page can be compared.
    """
    administrator = Viewer(account_id=SYSTEM, roles=frozenset({Role.ADMINISTRATOR}))
    accounts = [one.id for one in list_accounts(viewer=administrator) if one.is_active]
    viewers = [get_viewer(account_id, on=clock.today()) for account_id in accounts]
    owned = _cases_owned()
    officers = [one for one in viewers if one.roles == {Role.OFFICER} and len(one.offices) == 1]
    leaders = [one for one in viewers if Role.TEAM_LEADER in one.roles]
    managers = [one for one in viewers if Role.SERVICE_MANAGER in one.roles]
    officer = _visitor(OFFICER, sorted(officers, key=lambda one: -owned.get(one.account_id, 0)))
    leader = _visitor(LEADER, sorted(leaders, key=lambda one: -owned.get(one.account_id, 0)))
    manager = _visitor(MANAGER, sorted(managers, key=lambda one: not one.manages_everywhere))
    return [officer, leader, replace(manager, instead_of=officer)]


def open_offices(number: int) -> list[UUID]:
    """Open offices that grants can be given in."""
    at = clock.now()
    return [
        open_office(name=f"Benchmark office {one}", key=f"benchmark-{one}", by=SYSTEM, at=at)
        for one in range(number)
    ]


def with_grants(visitor: Visitor, offices: Sequence[UUID]) -> Visitor:
    """The same person, with a grant in each of these offices besides the one that they have."""
    for office_id in offices:
        grant_role(
            account_id=visitor.account_id,
            role=Role.OFFICER,
            office_id=office_id,
            starts_on=clock.today(),
            reason="To measure what many grants cost.",
            by=SYSTEM,
            at=clock.now(),
        )
    viewer = get_viewer(visitor.account_id, on=clock.today())
    return Visitor(GRANTED.format(len(viewer.offices)), visitor.client, viewer)


def _visitor(name: str, viewers: Sequence[Viewer]) -> Visitor:
    if not viewers:
        raise NobodyToVisit(f"There is no {name} in the demonstration.")
    account = get_user_model().objects.get(pk=viewers[0].account_id)
    if not account.has_usable_password():  # an invented officer whom nobody signs in as
        account.set_password(token_urlsafe())
        account.save(update_fields=["password"])
    client = _browser()
    client.force_login(account)
    return Visitor(name, client, viewers[0])


def _browser() -> Client:
    return Client(raise_request_exception=False)


def _cases_owned() -> dict[UUID, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT owner_id, count(*) FROM casework_case WHERE owner_id IS NOT NULL GROUP BY owner_id"
        )
        return dict(cursor.fetchall())
