"""Finding cases by their reference, and those that are open for each of several clients."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from upheld.domains.access.queries import SeenBy, Viewer, saw
from upheld.domains.casework.models import Case, CaseQuerySet, SourceLog
from upheld.domains.casework.queries.reading import case_rows, for_list
from upheld.domains.casework.queries.records import CaseRow
from upheld.kernel.among import is_among
from upheld.kernel.prepared import Given

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
    found = _BEARING.by(viewer, reference=words, references=[words, _ours(words)])
    rows = case_rows(found, as_of)
    saw("search", (row.client_id for row in rows), found=len(rows))
    return rows


def list_open_cases_of_clients(
    client_ids: Collection[UUID], *, viewer: Viewer, as_of: datetime
) -> dict[UUID, list[CaseRow]]:
    """The open cases of several clients that the viewer may see, by client, the oldest first. Two queries."""
    found: dict[UUID, list[CaseRow]] = {}
    cases = _OPEN_OF_CLIENTS.by(viewer, client_ids=list(set(client_ids))) if client_ids else []
    for row in case_rows(cases, as_of):
        found.setdefault(row.client_id, []).append(row)
    return found


def _open_of_clients(viewer: Viewer) -> CaseQuerySet:
    cases = Case.objects.visible_to(viewer).open().filter(is_among("client_id", Given("client_ids")))
    return for_list(cases).order_by("opened_at", "id")


def _bearing(viewer: Viewer) -> CaseQuerySet:
    heard = is_among("reference", Given("references"))
    cases = Case.objects.visible_to(viewer).filter(_bears(heard, Given("reference")), erased_at=None)
    return for_list(cases).order_by("id")[:MOST_FOUND]


_OPEN_OF_CLIENTS, _BEARING = SeenBy(_open_of_clients), SeenBy(_bearing)


def bears(reference: str) -> Q:
    """The condition that a case bears a whole reference, ours or a log's."""
    return _bears(Q(reference__in={reference, _ours(reference)}), reference)


def _bears(heard: Any, reference: Any) -> Q:
    """The reference, as it is heard, comes first and alone: it is what an index finds."""
    logs = SourceLog.objects.values("name")
    return Q(heard) & (Q(source="") | Q(source__in=logs, reference=reference))


def _ours(words: str) -> str:
    """How one of our own references is written: four letters or digits, a hyphen, four more."""
    heard = "".join(mark for mark in words.upper() if mark.isalnum()).translate(_HEARD_AS)
    return f"{heard[:4]}-{heard[4:]}"
