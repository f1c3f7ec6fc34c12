"""Cases of clients who are joined or parted: whose they are changes, and nothing else about them.

Owners, tasks, notes and holds hang on the case and go with it. Events say what was true when they happened,
and are never written over.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from upheld.domains.casework.commands.locking import agency_day
from upheld.domains.casework.commands.tasks import new_task, store_task
from upheld.domains.casework.models import Case, Note
from upheld.domains.casework.rules import NoCaseForTheNote
from upheld.domains.people.commands import serve_client_at
from upheld.kernel.commands import command

CASES = "casework_case"

Rows = Mapping[str, list[Any]]
"""The ids of rows, by table."""


@command
def move_cases(*, into: UUID, absorbed: UUID, by: UUID, at: datetime) -> tuple[Rows, Rows]:
    """Let the cases of a client who was absorbed belong to the one who stays.

    Returns which moved, and which were there before. For the journey that joins two clients.
    """
    cases = _locked((into, absorbed))
    kept = [str(case.id) for case in cases if case.client_id == into]
    moved = [str(case.id) for case in cases if case.client_id == absorbed]
    Case.objects.filter(id__in=moved).update(client=into)
    return {CASES: moved}, {CASES: kept}


@command
def part_cases(
    *,
    into: UUID,
    absorbed: UUID,
    moved: Collection[str],
    given: Collection[UUID],
    notes: Mapping[UUID, UUID],
    by: UUID,
    at: datetime,
) -> tuple[UUID, ...]:
    """Give back the cases that moved, give those that came later and are said to be the absorbed client's,
    and put each note on a case of the client whom it is about. Returns the cases that are now theirs.

    For the journey that parts two clients. Raises NoCaseForTheNote.
    """
    cases = _locked((into, absorbed))
    theirs = {UUID(one) for one in moved} | set(given)
    for case in cases:
        case.client_id = absorbed if case.id in theirs else into
    Case.objects.bulk_update(cases, ["client"])
    for note in Note.objects.filter(id__in=list(notes)).select_related("case"):
        if note.case.client_id != notes[note.id]:
            note.case_id = _case_for(notes[note.id], cases)
            note.save(update_fields=["case_id"])
    for case in (one for one in cases if one.closed_at is None or one.id in given):
        serve_client_at(client_id=case.client_id, office_id=case.office_id, by=by, at=at)
    return tuple(case.id for case in cases if case.client_id == absorbed)


@command
def ask_owners_to_read(
    *, client_ids: Collection[UUID], kind: str, reference: str, by: UUID, at: datetime
) -> None:
    """Give everyone who owns an open case of these clients a task to read the record again; the leader, where
    a case has no owner. Asking a second time for the same reason adds nothing.
    """
    for case in _locked(client_ids):
        if case.closed_at is None and not case.tasks.filter(reference=reference).exists():
            task = new_task(case.id, kind, on=agency_day(at), at=at, for_leader=case.owner_id is None)
            task.reference = reference
            store_task(case, task, by=by, at=at)


def _locked(client_ids: Collection[UUID]) -> list[Case]:
    cases = Case.objects.select_for_update().filter(client__in=list(client_ids))
    return list(cases.order_by("id"))


def _case_for(client_id: UUID, cases: Sequence[Case]) -> UUID:
    """Where a note about a client goes: their latest open case, or else their latest."""
    theirs = [case for case in cases if case.client_id == client_id]
    if not theirs:
        raise NoCaseForTheNote
    return max(theirs, key=lambda case: (case.closed_at is None, case.opened_at, case.id)).id
