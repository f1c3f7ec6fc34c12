"""Who was given what: roles, clearances, until when, by whom and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from upheld.domains.access.models import Clearance, Grant, Place
from upheld.domains.access.permissions import require_sight_of_grants
from upheld.domains.access.rules.refusals import NoSuchGrant
from upheld.domains.access.rules.scope import Viewer


@dataclass(frozen=True)
class GrantRow:
    """A role as it was given. `ends_on` is the first day on which it does not count; None for no end."""

    id: UUID
    account_id: UUID
    account_name: str
    role: str
    office_id: UUID | None
    team_id: UUID | None
    region: str
    benefit: str
    client_id: UUID | None
    starts_on: date
    ends_on: date | None
    given_by: UUID
    given_at: datetime
    reason: str
    ended_by: UUID | None
    ended_because: str


@dataclass(frozen=True)
class ClearanceRow:
    """A clearance as it was given, up to the level of the pack that it names."""

    id: UUID
    account_id: UUID
    account_name: str
    level: str
    rank: int
    starts_on: date
    ends_on: date | None
    given_by: UUID
    given_at: datetime
    reason: str
    ended_by: UUID | None
    ended_because: str


def list_grants(
    *,
    viewer: Viewer,
    account_id: UUID | None = None,
    office_id: UUID | None = None,
    role: str = "",
    counting_on: date | None = None,
    after: UUID | None = None,
    limit: int = 50,
) -> list[GrantRow]:
    """What was given, the latest first: to one person or to all, in one office, in one role, or counting on a
    day and later. `after` is the last id of the page before. One query.

    For administrators and auditors, and of their own for everyone. Raises NotYoursToDo.
    """
    if account_id != viewer.account_id:
        require_sight_of_grants(viewer)
    rows = Grant.objects.select_related("account").filter(_chosen(account_id, office_id, role))
    if counting_on:
        rows = rows.counting_on_or_after(counting_on)
    if after:
        rows = rows.filter(id__lt=after)
    return [grant_row(row) for row in rows.order_by("-id")[:limit]]


def list_clearances(
    *, viewer: Viewer, account_id: UUID | None = None, counting_on: date | None = None
) -> list[ClearanceRow]:
    """The clearances of one person or of all, the highest first. One query. Raises NotYoursToDo."""
    if account_id != viewer.account_id:
        require_sight_of_grants(viewer)
    rows = Clearance.objects.select_related("account")
    if account_id:
        rows = rows.filter(account_id=account_id)
    if counting_on:
        rows = rows.counting_on_or_after(counting_on)
    return [clearance_row(row) for row in rows.order_by("-rank", "account__name", "id")]


def list_regions(*, viewer: Viewer) -> list[str]:
    """The regions in which offices lie, by name, for those who give roles. One query."""
    require_sight_of_grants(viewer)
    return list(Place.objects.order_by("region").values_list("region", flat=True).distinct())


def get_grant(grant_id: UUID, *, viewer: Viewer) -> GrantRow:
    """One grant, for those who keep or audit them. One query. Raises NotYoursToDo, NoSuchGrant."""
    require_sight_of_grants(viewer)
    row = Grant.objects.select_related("account").filter(id=grant_id).first()
    if row is None:
        raise NoSuchGrant
    return grant_row(row)


def get_clearance(clearance_id: UUID, *, viewer: Viewer) -> ClearanceRow:
    """One clearance, for those who keep or audit them. One query. Raises NotYoursToDo, NoSuchGrant."""
    require_sight_of_grants(viewer)
    row = Clearance.objects.select_related("account").filter(id=clearance_id).first()
    if row is None:
        raise NoSuchGrant
    return clearance_row(row)


def list_places(*, viewer: Viewer) -> dict[UUID, str]:
    """The region of each office that lies in one. One query. Raises NotYoursToDo."""
    require_sight_of_grants(viewer)
    return dict(Place.objects.values_list("office_id", "region"))


def _chosen(account_id: UUID | None, office_id: UUID | None, role: str) -> Q:
    wanted = {"account_id": account_id, "office_id": office_id, "role": role}
    return Q(**{column: value for column, value in wanted.items() if value})


def grant_row(row: Grant) -> GrantRow:
    """A grant that was read with its account."""
    return GrantRow(
        id=row.id,
        account_id=row.account_id,
        account_name=row.account.name,
        role=row.role,
        office_id=row.office_id,
        team_id=row.team_id,
        region=row.region,
        benefit=row.benefit,
        client_id=row.client_id,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        given_by=row.given_by,
        given_at=row.given_at,
        reason=row.reason,
        ended_by=row.ended_by,
        ended_because=row.ended_because,
    )


def clearance_row(row: Clearance) -> ClearanceRow:
    """A clearance that was read with its account."""
    return ClearanceRow(
        id=row.id,
        account_id=row.account_id,
        account_name=row.account.name,
        level=row.level,
        rank=row.rank,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        given_by=row.given_by,
        given_at=row.given_at,
        reason=row.reason,
        ended_by=row.ended_by,
        ended_because=row.ended_because,
    )
