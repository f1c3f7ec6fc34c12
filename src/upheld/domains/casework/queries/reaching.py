"""Cases of restricted clients, and those that nobody who is at work may open."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery

from upheld.domains.access.queries import Viewer
from upheld.domains.casework.models import Case, Handover, OutOfReach


@dataclass(frozen=True)
class HeldCase:
    """An open case, whose it is, who has it and who is asked to take it: for rules alone."""

    case_id: UUID
    client_id: UUID
    owner_id: UUID | None
    offered_to: UUID | None

    @property
    def people(self) -> tuple[UUID, ...]:
        """Those who have it or may have it soon."""
        return tuple(one for one in (self.owner_id, self.offered_to) if one)


@dataclass(frozen=True)
class OutOfReachRow:
    """A case that nobody who is at work may open: where, how restricted, and since when.

    It says neither which case it is nor whose.
    """

    id: UUID
    office_id: UUID
    office_name: str
    rank: int
    found_at: datetime


def list_held_cases(
    *, client_ids: Collection[UUID] | None = None, case_id: UUID | None = None, owner_id: UUID | None = None
) -> list[HeldCase]:
    """The open cases of these clients, of one owner, or one case. No scope: for rules alone. One query."""
    cases = Case.objects.open()
    if client_ids is not None:
        cases = cases.filter(client_id__in=set(client_ids))
    if case_id:
        cases = cases.filter(id=case_id)
    if owner_id:
        cases = cases.filter(owner_id=owner_id)
    waiting = Handover.objects.filter(case=OuterRef("pk"), state="offered")
    rows = cases.annotate(offered_to=Subquery(waiting.values("to_id")[:1])).order_by("id")
    return [HeldCase(*row) for row in rows.values_list("id", "client_id", "owner_id", "offered_to")]


def list_cases_out_of_reach(*, viewer: Viewer) -> list[OutOfReachRow]:
    """What nobody may open in the offices that the viewer manages or safeguards, the oldest first. One query.

    They need not be cleared themselves: they find someone who is.
    """
    rows = OutOfReach.objects.filter(ended_at=None).select_related("case__office")
    if not (viewer.manages_everywhere or viewer.safeguards_everywhere):
        rows = rows.filter(case__office_id__in=viewer.managed_offices | viewer.safeguarded_offices)
    return [
        OutOfReachRow(row.id, row.case.office_id, row.case.office.name, row.rank, row.found_at)
        for row in rows.order_by("found_at", "id")
    ]
