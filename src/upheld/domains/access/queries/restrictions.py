"""Which records are restricted, for those who are cleared for them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from upheld.domains.access.models import Clearance, Conflict, Restriction
from upheld.domains.access.queries.joined import waits
from upheld.domains.access.queries.scope import open_to
from upheld.domains.access.queries.sight import SeenBy
from upheld.domains.access.rules.scope import Viewer
from upheld.kernel.prepared import Given


@dataclass(frozen=True)
class RestrictionRow:
    """A live restriction: on whose record, at which level, since when and why."""

    client_id: UUID
    level: str
    rank: int
    reason: str
    placed_by: UUID
    placed_at: datetime


def list_restrictions(*, viewer: Viewer, after: UUID | None = None, limit: int = 50) -> list[RestrictionRow]:
    """The live restrictions in the offices that the viewer manages or safeguards, and for which they are
    cleared, the latest first. `after` is the client of the last row of the page before. One query.
    """
    rows = Restriction.objects.filter(~waits(), lifted_at=None, rank__lte=viewer.clearance)
    if not (viewer.manages_everywhere or viewer.safeguards_everywhere):
        rows = rows.filter(offices__overlap=sorted(viewer.managed_offices | viewer.safeguarded_offices))
    if viewer.closed:
        rows = rows.exclude(client_id__in=viewer.closed)
    if after:
        last = Restriction.objects.filter(client_id=after, lifted_at=None).values("id")[:1]
        rows = rows.filter(id__lt=last)
    return [_row(row) for row in rows.order_by("-id")[:limit]]


def get_restriction(*, viewer: Viewer, client_id: UUID) -> RestrictionRow | None:
    """The restriction of a record, for someone who is cleared for it; None when there is none. One query.

    The caller has asked people whether the viewer sees the client at all.
    """
    return next((_row(row) for row in _LIVE_OF_CLIENT.by(viewer, client_id=client_id)), None)


_LIVE_OF_CLIENT = SeenBy(
    lambda viewer: Restriction.objects.filter(
        open_to(viewer, client="client_id"), lifted_at=None, client_id=Given("client_id")
    )
)


def list_restricted(*, client_ids: Collection[UUID] | None = None) -> dict[UUID, int]:
    """The rank of each restricted client, among these or all: what the search for cases without an owner who
    may see them goes by. One query.
    """
    rows = Restriction.objects.filter(lifted_at=None)
    if client_ids is not None:
        rows = rows.filter(client_id__in=set(client_ids))
    return dict(rows.values_list("client_id", "rank"))


def ranks_of(account_ids: Collection[UUID], *, on: date) -> dict[UUID, int]:
    """The highest rank for which each of these people is cleared on a day; nobody else is. One query."""
    rows = Clearance.objects.live_on(on).filter(account_id__in=set(account_ids), account__is_active=True)
    ranks: dict[UUID, int] = {}
    for account_id, rank in rows.values_list("account_id", "rank"):
        ranks[account_id] = max(rank, ranks.get(account_id, 0))
    return ranks


def conflicts_of(account_ids: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """The live conflicts of these people, each as their id and the client's. One query."""
    rows = Conflict.objects.filter(account_id__in=set(account_ids), ended_at=None)
    return set(rows.values_list("account_id", "client_id"))


def _row(row: Restriction) -> RestrictionRow:
    return RestrictionRow(
        client_id=row.client_id,
        level=row.level,
        rank=row.rank,
        reason=row.reason,
        placed_by=row.placed_by,
        placed_at=row.placed_at,
    )
