"""What came to the cases of two clients after they were joined, for whoever parts them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from upheld.domains.access.queries import Viewer, saw
from upheld.domains.casework.models import Case, Note
from upheld.policy import current_pack
from upheld.policy.values import UnknownValue


@dataclass(frozen=True, kw_only=True)
class CameLater:
    """A case or a note that came after two clients were joined.

    `told` is empty for what the viewer may not read. `case_id` is that of a note's case.
    """

    id: UUID
    kind: str
    at: datetime
    told: str
    case_id: UUID


def list_cases_came_later(
    *, viewer: Viewer, client_id: UUID, known: Collection[str], since: datetime
) -> list[CameLater]:
    """The cases of a client besides the known ones, and the notes written since a moment, in order.

    Those that the viewer may not read are there without a word: somebody has to say whose they are. Three
    queries.
    """
    cases = Case.objects.filter(client=client_id)
    read = set(cases.visible_to(viewer).values_list("id", flat=True))
    new = cases.exclude(id__in=known).order_by("opened_at", "id")
    notes = Note.objects.filter(case__in=cases, written_at__gt=since).order_by("written_at", "id")
    saw("case", [client_id] if read else [])
    return [
        *(
            CameLater(
                id=case.id,
                kind="case",
                at=case.opened_at,
                told=f"{_benefit(case.benefit)}, {case.reference}" if case.id in read else "",
                case_id=case.id,
            )
            for case in new
        ),
        *(
            CameLater(
                id=note.id,
                kind="note",
                at=note.written_at,
                told=note.text if note.case_id in read else "",
                case_id=note.case_id,
            )
            for note in notes
        ),
    ]


def _benefit(key: str) -> str:
    try:
        return current_pack().benefit(key).name
    except UnknownValue:
        return key
