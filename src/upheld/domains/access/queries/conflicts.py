"""Whose records are closed to whom, for those who lead them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from upheld.domains.access.models import Conflict, Grant
from upheld.domains.access.queries.joined import waits
from upheld.domains.access.queries.scope import open_to
from upheld.domains.access.rules.scope import Viewer


@dataclass(frozen=True)
class ConflictRow:
    """A record that is closed to someone: `kind` is "own" for themself, or "declared"."""

    id: UUID
    account_id: UUID
    account_name: str
    client_id: UUID
    kind: str
    declared_at: datetime


def list_conflicts(*, viewer: Viewer) -> list[ConflictRow]:
    """The live conflicts of the people whom the viewer leads, except their own, the latest first. One query.

    Someone's own conflicts are not shown to them: the list would be a way to the record. Nor are those with
    clients who are restricted above the viewer's clearance.
    """
    if not viewer.leads:
        return []
    rows = Conflict.objects.filter(~waits(), ended_at=None).exclude(account_id=viewer.account_id)
    if not viewer.manages_everywhere:
        led = Grant.objects.filter(team_id__in=viewer.led_teams) | Grant.objects.filter(
            office_id__in=viewer.managed_offices
        )
        rows = rows.filter(account_id__in=led.values("account_id"))
    rows = rows.filter(open_to(viewer, client="client_id")).select_related("account").order_by("-id")
    return [
        ConflictRow(row.id, row.account_id, row.account.name, row.client_id, row.kind, row.declared_at)
        for row in rows
    ]
