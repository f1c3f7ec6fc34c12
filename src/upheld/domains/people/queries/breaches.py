"""Clients whose data was seen as another's while both were joined in error: who must be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from upheld.domains.access.queries import Viewer, saw
from upheld.domains.people.models import Breach, Client
from upheld.domains.people.permissions import clients_in_scope


@dataclass(frozen=True, kw_only=True)
class BreachRow:
    """A client to be told that `seen_by` accounts saw what is held about them as another's.

    `seen_by_client`: one of those was the other client, or somebody who speaks for them. `joined_at` and
    `parted_at` say when it could be seen.
    """

    id: UUID
    merge_id: UUID
    client_id: UUID
    seen_by: int
    seen_by_client: bool
    joined_at: datetime
    parted_at: datetime | None
    recorded_at: datetime
    told_by: UUID | None
    told_at: datetime | None
    told_how: str


def list_breaches(
    *, viewer: Viewer, told: bool = False, limit: int = 50, after: UUID | None = None
) -> list[BreachRow]:
    """Those who must be told, or with `told` were, the oldest first: of clients whom the viewer sees and
    whose office they manage or look after. `after` is the last one shown. One query.
    """
    rows = breaches_in_scope(viewer).filter(told_at__isnull=not told)
    if after:
        rows = rows.filter(id__gt=after)
    found = list(rows.order_by("id")[:limit])
    saw("list", (row.client_id for row in found))
    return [_row(row) for row in found]


def count_breaches(*, viewer: Viewer) -> int:
    """How many clients the viewer has to see told. One query."""
    return breaches_in_scope(viewer).filter(told_at=None).count()


def breaches_in_scope(viewer: Viewer) -> QuerySet[Breach]:
    """The breaches about clients whom the viewer sees, in an office that they manage or look after."""
    clients = Client.objects.filter(clients_in_scope(viewer))
    if not (viewer.manages_everywhere or viewer.safeguards_everywhere):
        theirs = sorted(viewer.managed_offices | viewer.safeguarded_offices)
        clients = clients.filter(offices__overlap=theirs)
    return Breach.objects.filter(client__in=clients).select_related("merge")


def _row(row: Breach) -> BreachRow:
    return BreachRow(
        id=row.id,
        merge_id=row.merge_id,
        client_id=row.client_id,
        seen_by=row.seen_by,
        seen_by_client=row.seen_by_client,
        joined_at=row.merge.made_at,
        parted_at=row.merge.undone_at,
        recorded_at=row.recorded_at,
        told_by=row.told_by,
        told_at=row.told_at,
        told_how=row.told_how,
    )
