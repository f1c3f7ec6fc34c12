"""Who looked at what: collected while a door is open, read by clients, auditors and safeguarding leads."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from upheld.domains.access.models import LOOKS, Grant, Look, Restriction
from upheld.domains.access.permissions import require_sight_of_looks
from upheld.domains.access.queries.joined import known_as, leads_to, looks_at
from upheld.domains.access.queries.viewers import name_of
from upheld.domains.access.rules.looking import Looking, Seen, looking, saw
from upheld.domains.access.rules.scope import Viewer
from upheld.domains.access.rules.telling import tell_look
from upheld.kernel.identifiers import SYSTEM

__all__ = [
    "LOOKS",
    "LookRow",
    "Looking",
    "Seen",
    "list_looks_at_client",
    "looking",
    "saw",
    "search_looks",
    "tell_look",
]

PAGE = 50
CLOCKS_DIFFER = timedelta(days=2)
"""By how much the time in an id may differ from the time that a door gave, at most."""


@dataclass(frozen=True, kw_only=True)
class LookRow:
    """One look: who was shown which clients, how, through which door and why.

    `role` and `office_id` are of the grant by which the account read on that day; empty and None when it had
    none. `found` is how many a search found in all, where it says so. `client_ids` leaves out whom the viewer
    may not know of.
    """

    id: UUID
    at: datetime
    account_id: UUID
    account_name: str
    role: str
    office_id: UUID | None
    client_ids: tuple[UUID, ...]
    kind: str
    door: str
    why: str
    route: str
    request: str
    found: int | None


def list_looks_at_client(
    client_id: UUID,
    *,
    viewer: Viewer,
    offices: Collection[UUID] = (),
    after: UUID | None = None,
    limit: int = PAGE,
) -> list[LookRow]:
    """Who looked at a client, the latest first; `after` is the id of the last row of the page before.

    For the client and those who speak for them, for auditors, and for those who manage or safeguard one of
    `offices`, those that serve the client. Raises NotYoursToDo for others. Nothing comes of a client whom the
    viewer may not know of. At most five queries, and one for each client who was joined to them.

    A client who was absorbed into another counts with them; what was shown while two were joined was of both.
    """
    if client_id not in viewer.own_clients:
        if not viewer.looks_after(offices):
            require_sight_of_looks(viewer)
        if _unknown_to(viewer, {client_id}):
            return []
    rows = Look.objects.filter(looks_at(known_as(client_id)))
    return [_row(row, *told, (client_id,)) for row, told in _told(_page(rows, after, limit))]


def search_looks(
    *,
    viewer: Viewer,
    account_id: UUID | None = None,
    client_id: UUID | None = None,
    door: str = "",
    kind: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    after: UUID | None = None,
    limit: int = PAGE,
) -> list[LookRow]:
    """The looks that fit all that is given, from `since` up to before `until`, latest first, for auditors.

    Only the parts of those months are read. A client who was absorbed counts with the one who stayed. At most
    six queries, and one for each client who was joined. Raises NotYoursToDo for others.
    """
    require_sight_of_looks(viewer)
    if client_id:
        client_id = leads_to([client_id]).get(client_id, client_id)
        if _unknown_to(viewer, {client_id}):
            return []
    wanted: dict[str, Any] = {"account_id": account_id, "door": door, "kind": kind}
    rows = Look.objects.filter(**{column: value for column, value in wanted.items() if value})
    if client_id:
        rows = rows.filter(looks_at(known_as(client_id)))
    if since:
        rows = rows.filter(at__gte=since, id__gte=_first_id(since - CLOCKS_DIFFER))
    if until:
        rows = rows.filter(at__lt=until, id__lt=_first_id(until + CLOCKS_DIFFER))
    found = _page(rows, after, limit)
    shown = {client for row in found for client in row.clients}
    led = leads_to(shown) if shown else {}
    now = {client: led.get(client, client) for client in shown}
    hidden = _unknown_to(viewer, set(now.values()))
    return [
        _row(row, *told, tuple(dict.fromkeys(now[one] for one in row.clients if now[one] not in hidden)))
        for row, told in _told(found)
    ]


def _page(rows: QuerySet[Look], after: UUID | None, limit: int) -> list[Look]:
    if after:
        rows = rows.filter(id__lt=after)
    return list(rows.order_by("-id")[:limit])


def _unknown_to(viewer: Viewer, client_ids: Collection[UUID]) -> set[UUID]:
    """Those of these clients of whom the viewer may not know."""
    above = Restriction.objects.filter(
        client_id__in=set(client_ids), lifted_at=None, rank__gt=viewer.clearance
    )
    return {*above.values_list("client_id", flat=True), *(viewer.closed & set(client_ids))}


def _told(rows: Iterable[Look]) -> list[tuple[Look, tuple[str, str, UUID | None]]]:
    """Each row with its account's name, and by which role it read, where. Two queries."""
    found = list(rows)
    accounts = {row.account_id for row in found}
    names = name_of(accounts)
    grants = list(Grant.objects.filter(account_id__in=accounts).order_by("starts_on", "id")) if found else []
    told = []
    for row in found:
        role, office_id = _grant_on(grants, row.account_id, row.at.date())
        told.append((row, (names.get(row.account_id, ""), role, office_id)))
    return told


def _grant_on(grants: Iterable[Grant], account_id: UUID, day: date) -> tuple[str, UUID | None]:
    if account_id == SYSTEM:
        return "", None
    for grant in grants:
        lasts = grant.starts_on <= day and (grant.ends_on is None or day < grant.ends_on)
        if lasts and grant.account_id == account_id:
            return grant.role, grant.office_id
    return "", None


def _first_id(at: datetime) -> UUID:
    """What no id lies below that was made at a moment or later: the parts by month are found by it."""
    return UUID(int=int(at.timestamp() * 1000) << 80)


def _row(row: Look, name: str, role: str, office_id: UUID | None, shown: tuple[UUID, ...]) -> LookRow:
    return LookRow(
        id=row.id,
        at=row.at,
        account_id=row.account_id,
        account_name=name,
        role=role,
        office_id=office_id,
        client_ids=shown,
        kind=row.kind,
        door=row.door,
        why=row.why,
        route=row.route,
        request=row.request,
        found=row.found,
    )
