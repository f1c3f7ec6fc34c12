"""The manifest of erasing: what was erased or anonymised, under which rule, when, without personal data.

Every batch writes one line of it in the transaction that erases, and announces the same in the chained
record of events: so a line can neither be missing nor be changed later. It stands in the kernel because
every domain, the pages and the outbox erase, and all of them must leave the same trace.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max, Min, Sum

from upheld.kernel import outbox
from upheld.kernel.commands import command
from upheld.kernel.events import RecordsErased
from upheld.kernel.identifiers import new_id
from upheld.kernel.models import Delivery, Erasure

Record = tuple[object, datetime]
"""What identifies a record that was erased, and the moment from which its time was counted."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """Erase at most `limit` records of a kind whose time counts from before `before`, under this rule."""

    run_id: UUID
    record_kind: str
    rule_from: date
    pack_version: str
    before: datetime
    limit: int


def note_erasure(order: Order, records: Sequence[Record], *, by: UUID, at: datetime) -> int:
    """Write one line of the manifest in the present transaction. Returns how many records; none, no line."""
    if not records:
        return 0
    moments = [moment for _, moment in records]
    digest = digest_of(record for record, _ in records)
    return note_number(order, len(records), digest, (min(moments), max(moments)), by=by, at=at)


def note_number(
    order: Order, number: int, digest: str, between: tuple[datetime, datetime], *, by: UUID, at: datetime
) -> int:
    """The same for records that were erased as a whole: how many, their digest, the first and last moment."""
    line = Erasure(
        id=new_id(),
        run_id=order.run_id,
        record_kind=order.record_kind,
        rule_from=order.rule_from,
        pack_version=order.pack_version,
        number=number,
        digest=digest,
        since=between[0],
        until=between[1],
        by=by,
        at=at,
    )
    line.save(force_insert=True)
    event = RecordsErased(
        erasure_id=line.id,
        run_id=line.run_id,
        record_kind=line.record_kind,
        rule_from=line.rule_from,
        pack_version=line.pack_version,
        number=line.number,
        digest=line.digest,
        since=line.since,
        until=line.until,
    )
    outbox.record(event, stream=f"erasing:{order.run_id}", by=by, at=at)
    return line.number


def digest_of(records: Iterable[object]) -> str:
    """One digest of which records, whatever their order: with the ids at hand, a line can be checked."""
    return hashlib.sha256("\n".join(sorted(map(str, records))).encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class ErasingRun:
    """What one run erased of one kind, under one rule."""

    run_id: UUID
    record_kind: str
    rule_from: date
    pack_version: str
    number: int
    batches: int
    since: datetime
    until: datetime
    began_at: datetime
    ended_at: datetime


def list_runs(*, limit: int = 50) -> list[ErasingRun]:
    """The latest runs, newest first, a row for each kind. It names nobody, so whoever asks may know."""
    same = ("run_id", "record_kind", "rule_from", "pack_version")
    rows = Erasure.objects.values(*same).annotate(
        erased=Sum("number"),
        batches=Count("id"),
        first=Min("since"),
        last=Max("until"),
        began_at=Min("at"),
        ended_at=Max("at"),
    )
    return [
        ErasingRun(
            **{name: row[name] for name in (*same, "batches", "began_at", "ended_at")},
            number=row["erased"],
            since=row["first"],
            until=row["last"],
        )
        for row in rows.order_by("-ended_at", "record_kind")[:limit]
    ]


@command
def erase_deliveries(*, order: Order, by: UUID, at: datetime) -> int:
    """Erase the marks of reactions that were carried out long ago. Returns how many. The events stay."""
    due = Delivery.objects.filter(done_at__lt=order.before).select_for_update(skip_locked=True)
    rows = list(due.values_list("id", "done_at")[: order.limit])
    Delivery.objects.filter(id__in=[id_ for id_, _ in rows]).delete()
    return note_erasure(order, [(id_, done_at) for id_, done_at in rows if done_at], by=by, at=at)


def count_due_deliveries(before: datetime, *, most: int) -> int:
    """How many of these marks are due; `most` when there are as many or more."""
    return Delivery.objects.filter(done_at__lt=before)[:most].count()
