"""Finding cases by their reference, and those that are open for each of several clients."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from upheld.domains.access.queries import Viewer, saw
from upheld.domains.casework.models import Case, SourceLog
from upheld.domains.casework.queries.reading import case_rows, for_list
from upheld.domains.casework.queries.records import CaseRow

_HEARD_AS = str.maketrans("OIL", "011")
MOST_FOUND = 20


def find_cases_by_reference(text: str, *, viewer: Viewer, as_of: datetime) -> list[CaseRow]:
    """The cases with this reference, ours or a log's, that the viewer may see. Two queries, none for no text.

    Our own references may be written without the hyphen, in small letters, and with O for 0 or I for 1, as
    they are heard on the telephone.
    """
    words = text.strip()
    if not words:
        return []
    cases = Case.objects.visible_to(viewer).filter(bears(words), erased_at=None)
    rows = case_rows(for_list(cases).order_by("id")[:MOST_FOUND], as_of)
    saw("search", (row.client_id for row in rows), found=len(rows))
    return rows


def list_open_cases_of_clients(
    client_ids: Collection[UUID], *, viewer: Viewer, as_of: datetime
) -> dict[UUID, list[CaseRow]]:
    """The open cases of several clients that the viewer may see, by client, the oldest first. Two queries."""
    cases = Case.objects.visible_to(viewer).open().filter(client_id__in=set(client_ids))
    found: dict[UUID, list[CaseRow]] = {}
    for row in case_rows(for_list(cases).order_by("opened_at", "id"), as_of):
        found.setdefault(row.client_id, []).append(row)
    return found


def bears(reference: str) -> Q:
    """The condition that a case bears a whole reference, ours or a log's."""
    logs = SourceLog.objects.values("name")
    # The reference comes first and alone: it is what an index finds.
    found = Q(reference__in={reference, _ours(reference)})
    return found & (Q(source="") | Q(source__in=logs, reference=reference))


def _ours(words: str) -> str:
    """How one of our own references is written: four letters or digits, a hyphen, four more."""
    heard = "".join(mark for mark in words.upper() if mark.isalnum()).translate(_HEARD_AS)
    return f"{heard[:4]}-{heard[4:]}"
