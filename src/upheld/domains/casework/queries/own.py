"""A client's cases as they read them themselves; and whose a case is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from upheld.domains.access.queries import Viewer, saw
from upheld.domains.casework.models import Case
from upheld.domains.casework.queries.finding import bears
from upheld.domains.casework.queries.reading import benefit_name, stage_name
from upheld.kernel.days import day_of
from upheld.policy import current_pack


@dataclass(frozen=True, kw_only=True)
class OwnCase:
    """A case as its client reads it: what it is about, how far it is, and who looks after it. No notes.

    `officer` is empty while nobody does. `due_on` is the day by which we are to decide, until it is decided.
    """

    client_id: UUID
    reference: str
    benefit_name: str
    stage_name: str
    opened_on: date
    due_on: date | None
    officer: str
    closed_on: date | None


def list_own_cases(*, viewer: Viewer) -> list[OwnCase]:
    """The cases of the viewer and of those for whom they speak, open ones first, then the newest. One query,
    none for someone who is no client.
    """
    if not viewer.own_clients:
        return []
    rows = list(
        Case.objects.filter(client_id__in=viewer.own_clients, erased_at=None)
        .select_related("owner__account")
        .order_by("-opened_at", "id")
    )
    saw("own", (row.client_id for row in rows))
    return [_own(row) for row in sorted(rows, key=lambda row: row.closed_at is not None)]


def find_client_of_case(reference: str, *, viewer: Viewer) -> UUID | None:
    """Whose case bears this whole reference, ours or a log's; None without one, or with several. One query,
    whatever the text. Nobody is shown anything by it.
    """
    cases = Case.objects.visible_to(viewer).filter(bears(reference.strip()), erased_at=None)
    found = set(cases.values_list("client_id", flat=True)[:2])
    return found.pop() if len(found) == 1 else None


def _own(row: Case) -> OwnCase:
    pack = current_pack()

    def day(at: datetime | None) -> date | None:
        return day_of(at, pack.time_zone) if at else None

    is_decided = row.decided_at is not None or row.closed_at is not None
    return OwnCase(
        client_id=row.client_id,
        reference=row.reference,
        benefit_name=benefit_name(pack, row.benefit),
        stage_name=stage_name(pack, row.stage),
        opened_on=day_of(row.opened_at, pack.time_zone),
        due_on=None if is_decided else day(row.due_at),
        officer=row.owner.account.name if row.owner else "",
        closed_on=day(row.closed_at),
    )
