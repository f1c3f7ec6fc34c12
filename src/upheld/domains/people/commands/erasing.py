"""Erasing what is due about people, a small batch at a time, and never what a legal hold stands on.

A batch locks the clients that it takes and passes over those whom somebody else has locked. Whoever places a
hold locks the same row: so the hold either comes first, and the batch sees it, or waits for the batch.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists

from upheld.domains.people.commands.unlinking import unlink
from upheld.domains.people.events import ClientErased
from upheld.domains.people.models import (
    Address,
    Client,
    ClientName,
    ContactPoint,
    EarlierSourceRecord,
    ErasedReference,
    LegalHold,
    Link,
    QuarantinedRow,
    Representative,
    SourceRecord,
)
from upheld.domains.people.queries.due import (
    DUE_CLIENTS,
    DUE_RECORDS,
    due_earlier_records,
    due_references,
    is_on_hold,
    may_go,
)
from upheld.domains.people.queries.holding import seal
from upheld.domains.people.rules.nobody import NOBODY, OFFICE_OF_NOBODY
from upheld.kernel import outbox
from upheld.kernel.commands import command
from upheld.kernel.deleting import delete_where
from upheld.kernel.erasures import Order, note_erasure

_OF_A_CLIENT = (ClientName, Address, ContactPoint, Representative, Link, SourceRecord, LegalHold)


@command
def erase_clients(*, order: Order, needed: Exists, by: UUID, at: datetime) -> tuple[UUID, ...]:
    """Erase everything about clients who are due and whom nothing needs. Returns their ids.

    `needed` is the condition that another domain still needs a client, such as for a case. It is asked again
    once they are locked. Whoever was found to be one of them goes with them. Of each record of a system a
    sealed mark stays, so that an old extract does not bring it back.
    """
    due = may_go(DUE_CLIENTS[order.record_kind](order.before), needed).order_by("id")
    taken = dict(
        due.select_for_update(skip_locked=True, of=("self",)).values_list("id", "since")[: order.limit]
    )
    free = may_go(Client.objects.filter(id__in=list(taken)), needed)
    since = _with_absorbed(
        {id_: taken[id_] for id_ in free.order_by("id").values_list("id", flat=True)}, needed
    )
    ids = sorted(since)
    records = SourceRecord.objects.filter(client__in=ids)
    leave_marks(records.values_list("system", "reference", "extract_on"), at=at)
    record_ids = list(records.values_list("id", flat=True))
    delete_where(EarlierSourceRecord, "record", record_ids)
    unlink(record_ids, ids)
    for kind in _OF_A_CLIENT:
        delete_where(kind, "client", ids)
    Client.objects.filter(id__in=ids).update(merged_into=None)
    delete_where(Client, "id", ids)
    told = [(ClientErased(client_id=id_, run_id=order.run_id), f"client:{id_}") for id_ in ids]
    outbox.record_many(told, by=by, at=at)
    note_erasure(order, [(id_, since[id_]) for id_ in ids], by=by, at=at)
    return tuple(ids)


def _with_absorbed(since: dict[UUID, datetime], needed: Exists) -> dict[UUID, datetime]:
    """These clients with all who were found to be one of them, and since when each is due.

    Whoever stands for somebody on hold, or whom something still needs, is kept with all of theirs.
    """
    root = {id_: id_ for id_ in since}
    step = list(since)
    while step:
        rows = Client.objects.select_for_update().filter(merged_into__in=step).order_by("id")
        found = dict(rows.values_list("id", "merged_into_id"))
        root |= {id_: root[into] for id_, into in found.items() if into}
        step = list(found)
    absorbed = Client.objects.filter(id__in=[id_ for id_ in root if id_ not in since])
    kept = set(absorbed.filter(is_on_hold()).values_list("id", flat=True))
    kept |= set(absorbed.filter(needed).values_list("id", flat=True))
    roots = {root[id_] for id_ in kept}
    return {id_: since[first] for id_, first in root.items() if first not in roots}


@command
def erase_earlier_records(*, order: Order, by: UUID, at: datetime) -> int:
    """Erase what systems said before something later replaced it. Returns how many."""
    due = due_earlier_records(order.before).select_related("record__client").order_by("replaced_at", "id")
    due = due.only("replaced_at", "record__client__version")
    locked = due.select_for_update(skip_locked=True, no_key=True, of=("self", "record__client"))
    taken = {one.id: one.replaced_at for one in locked[: order.limit]}
    free = EarlierSourceRecord.objects.filter(~is_on_hold("record__client_id"), id__in=list(taken))
    ids = list(free.values_list("id", flat=True))
    EarlierSourceRecord.objects.filter(id__in=ids).delete()
    return note_erasure(order, [(id_, taken[id_]) for id_ in ids], by=by, at=at)


@command
def erase_quarantined_rows(*, order: Order, by: UUID, at: datetime) -> int:
    """Erase rows that were set aside. Returns how many. A sealed mark keeps each from coming back."""
    due = DUE_RECORDS[order.record_kind](order.before).order_by("since", "id")
    locked = due.select_for_update(skip_locked=True).values_list("id", "since", "system", "digest")
    taken = list(locked[: order.limit])
    leave_marks(((system, row_seal(digest), None) for _, _, system, digest in taken), at=at)
    QuarantinedRow.objects.filter(id__in=[id_ for id_, *_ in taken]).delete()
    return note_erasure(order, [(id_, since) for id_, since, _, _ in taken], by=by, at=at)


@command
def erase_references(*, order: Order, by: UUID, at: datetime) -> int:
    """Erase the sealed marks of what was erased long ago. Returns how many."""
    due = due_references(order.before).order_by("erased_at").select_for_update(skip_locked=True)
    taken = list(due.values_list("digest", "erased_at")[: order.limit])
    ErasedReference.objects.filter(digest__in=[digest for digest, _ in taken]).delete()
    return note_erasure(order, taken, by=by, at=at)


@command
def forget_references(*, system: str, references: Sequence[str], by: UUID, at: datetime) -> None:
    """Leave a mark that these records of a system were erased, and are never to be taken over again."""
    leave_marks(((system, reference, None) for reference in references), at=at)


@command
def make_nobody(*, by: UUID, at: datetime) -> UUID:
    """The id of the client who is no person, to whom anonymised cases belong; made at the first need."""
    nobody = Client(
        id=NOBODY, offices=[OFFICE_OF_NOBODY], opened_at=at, changed_at=at, changed_by=by, version=1
    )
    Client.objects.bulk_create([nobody], ignore_conflicts=True)
    return NOBODY


def leave_marks(records: Iterable[tuple[str, str, date | None]], *, at: datetime) -> None:
    """Keep, sealed, that these records (system, reference, last extract) were erased."""
    said = {seal(system, reference): extract_on for system, reference, extract_on in records}
    final = ErasedReference.objects.filter(digest__in=list(said), extract_on=None)
    for digest in final.values_list("digest", flat=True):
        del said[digest]
    ErasedReference.objects.bulk_create(
        (ErasedReference(digest=one, extract_on=day, erased_at=at) for one, day in said.items()),
        update_conflicts=True,
        unique_fields=["digest"],
        update_fields=["extract_on", "erased_at"],
    )


def row_seal(digest: str) -> str:
    """What stands in a mark for a row that was set aside, whose digest this is."""
    return f"row {digest}"
