"""Old months, taken out of a record so that the chains still prove themselves without them.

A month that is detached stays in the database, in the schema `detached`, until it was written to a file and
dropped. What remains of it in the record: how many rows, a digest of them all, and for each stretch of a
chain its ends and their hashes. Each step is an event too.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction

from upheld.kernel import outbox
from upheld.kernel.chained import EVENTS, RECORDS, SEPARATOR, Record, Row, read_part
from upheld.kernel.commands import command
from upheld.kernel.copying import copy_in
from upheld.kernel.days import day_of
from upheld.kernel.errors import RuleBroken
from upheld.kernel.event import DomainEvent
from upheld.kernel.models import Detached, DetachedRun, EventRow, Partition
from upheld.kernel.partitions import PATIENCE, list_parts, name_of_part


class NoSuchRecord(RuleBroken):
    """There is no record called {table}. There are: {tables}."""


class MonthIsNotOver(RuleBroken):
    """A month is detached when it is over. Name a day before this month."""


class MonthIsNotWhole(RuleBroken):
    """A row of {part} was altered or removed, so it was not detached. upheld audit verify says which."""


class ReactionsAreOpen(RuleBroken):
    """{number} reactions to events of {part} were not carried out yet, so it was not detached.

    upheld events parked shows those that were given up.
    """


class NotDetached(RuleBroken):
    """There is no detached month {part} in the database. upheld partitions list shows what there is."""


class NotExported(RuleBroken):
    """{part} was not written to a file yet, so it was not dropped."""


@dataclass(frozen=True, kw_only=True)
class MonthDetached(DomainEvent):
    """A month was taken out of its record."""

    table: str
    month: date
    rows: int
    digest: str
    runs_digest: str


@dataclass(frozen=True, kw_only=True)
class MonthExported(DomainEvent):
    """A detached month was written to a file with this SHA-256."""

    table: str
    month: date
    file_digest: str


@dataclass(frozen=True, kw_only=True)
class MonthDropped(DomainEvent):
    """A detached month left the database. Its file is all that is left of its rows."""

    table: str
    month: date


def record_called(table: str) -> Record:
    """The record that is kept in a table. Raises NoSuchRecord."""
    if table not in RECORDS:
        raise NoSuchRecord(table=table, tables=", ".join(RECORDS))
    return RECORDS[table]


def detach_before(*, day: date, tables: tuple[str, ...] = (), by: UUID, at: datetime) -> list[Detached]:
    """Detach every month that was over before a day, oldest first, each in a transaction of its own.

    Raises NoSuchRecord, MonthIsNotOver, MonthIsNotWhole, ReactionsAreOpen; months before that one are
    detached then.
    """
    if day > day_of(at, "UTC").replace(day=1):
        raise MonthIsNotOver
    records = [record_called(table) for table in tables] or [*RECORDS.values()]
    wanted = {record.table for record in records}
    due = [
        (RECORDS[part.record], part.month)
        for part in list_parts()
        if part.record in wanted and part.month and _after(part.month) <= day
    ]
    return [_detach(record=record, month=month, by=by, at=at) for record, month in due]


def list_detached() -> list[Detached]:
    """Every month that was ever detached, oldest first."""
    return list(Detached.objects.order_by("parent", "month"))


def stands_detached(record: Record, month: date) -> bool:
    """Whether a detached month is still in the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [_detached_name(record, month)])
        return bool(cursor.fetchone()[0])


def export_month(*, table: str, month: date, to: Path, by: UUID, at: datetime) -> str:
    """Write a detached month to a new file, as CSV in the order of the chains. Returns the file's SHA-256.

    Raises NoSuchRecord, NotDetached, MonthIsNotWhole, FileExistsError.
    """
    record = record_called(table)
    kept = _kept(record, month)
    source = _detached_name(record, month)
    digest = hashlib.sha256()
    with transaction.atomic(), connection.cursor() as cursor:
        if _rows_digest(read_part(record, source)) != kept.digest:
            raise MonthIsNotWhole(part=name_of_part(record, month))
        order = f'{record.stream} COLLATE "C", row.number'
        rows = f"SELECT row.* FROM {source} AS row ORDER BY {order}"  # noqa: S608 - names of our own tables
        with to.open("xb") as file, cursor.copy(f"COPY ({rows}) TO STDOUT (FORMAT csv, HEADER)") as copy:
            for piece in copy:
                file.write(piece)
                digest.update(piece)
            file.flush()
            os.fsync(file.fileno())
    _tell(MonthExported(table=table, month=month, file_digest=digest.hexdigest()), by=by, at=at)
    return digest.hexdigest()


@command
def erase_month(*, record: Record, month: date, by: UUID, at: datetime) -> Detached:
    """Drop a month for good, with no file of it, detaching it first when it stands in its record.

    What remains says how many rows it had, with their digest. Raises MonthIsNotWhole, ReactionsAreOpen.
    """
    if not stands_detached(record, month):
        _detach(record=record, month=month, by=by, at=at)
    kept = _kept(record, month)
    _drop(record, month, by=by, at=at)
    return kept


def months_before(record: Record, day: date) -> list[tuple[date, str]]:
    """The months of a record in this database that were over before a day, oldest first, each with the name
    of its table.
    """
    attached = {part.month: part.name for part in list_parts() if part.record == record.table and part.month}
    detached = {
        one.month: _detached_name(record, one.month)
        for one in list_detached()
        if one.parent == record.table and stands_detached(record, one.month)
    }
    return sorted((month, name) for month, name in (detached | attached).items() if _after(month) <= day)


@command
def drop_month(*, table: str, month: date, by: UUID, at: datetime) -> None:
    """Drop a detached month that was written to a file. Raises NoSuchRecord, NotDetached, NotExported."""
    record = record_called(table)
    _kept(record, month)
    if not _told(record, month, MonthExported):
        raise NotExported(part=name_of_part(record, month))
    _drop(record, month, by=by, at=at)


def months_not_as_detached(record: Record) -> Iterator[tuple[date, bool]]:
    """Months that are gone without having been detached (True), or whose remains were altered (False)."""
    kept = {one.month: one for one in Detached.objects.filter(parent=record.table)}
    attached = {part.month for part in list_parts() if part.record == record.table}
    made = Partition.objects.filter(parent=record.table).order_by("month").values_list("month", flat=True)
    for month in made:
        if month not in attached and month not in kept:
            yield month, True
    for month, one in sorted(kept.items()):
        fault = _fault_of(record, one)
        if fault is not None:
            yield month, fault


def _fault_of(record: Record, kept: Detached) -> bool | None:
    """None when a detached month is as it was kept; else whether it is gone."""
    facts = [_facts_of(kept)]
    told = _told(record, kept.month, MonthDetached)
    if _digest_of_runs(record, kept.month) != kept.runs_digest or (told and told != facts):
        return False
    if stands_detached(record, kept.month):
        with transaction.atomic():
            digest = _rows_digest(read_part(record, _detached_name(record, kept.month)))
        return None if digest == kept.digest else False
    # When months of events were detached too, what told of this one may have gone with them.
    remembers = not DetachedRun.objects.filter(parent=EVENTS.table, stream=_stream(record.table)).exists()
    return True if remembers and not _told(record, kept.month, MonthDropped) else None


@command
def _detach(*, record: Record, month: date, by: UUID, at: datetime) -> Detached:
    part = name_of_part(record, month)
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        cursor.execute(f"LOCK TABLE {part} IN SHARE MODE")
        digest = hashlib.sha256()
        runs: list[DetachedRun] = []
        rows = 0
        with closing(read_part(record, part)) as links:
            for row in links:
                rows += 1
                digest.update(row.line())
                if row.computed_hash() != row.hash or not _continue(runs, row, record, month):
                    raise MonthIsNotWhole(part=part)
        copy_in(runs)
        if record is EVENTS:
            _take_deliveries(part, month)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {record.table} DETACH PARTITION {part}")
        cursor.execute(f"ALTER TABLE {part} SET SCHEMA detached")
        cursor.execute(
            "CREATE TRIGGER is_append_only BEFORE INSERT OR UPDATE OR DELETE"
            f" ON {_detached_name(record, month)}"
            " FOR EACH ROW EXECUTE FUNCTION kernel_refuse()"
        )
    kept = Detached(parent=record.table, month=month, rows=rows, digest=digest.hexdigest(), at=at, by=by)
    kept.runs_digest = _digest_of_runs(record, month)
    kept.save(force_insert=True)
    event = MonthDetached(
        table=record.table, month=month, rows=rows, digest=kept.digest, runs_digest=kept.runs_digest
    )
    _tell(event, by=by, at=at)
    return kept


def _drop(record: Record, month: date, *, by: UUID, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {_detached_name(record, month)}")
    _tell(MonthDropped(table=record.table, month=month), by=by, at=at)


def _continue(runs: list[DetachedRun], row: Row, record: Record, month: date) -> bool:
    """Take a row into the last stretch, or begin one with it. False when it does not fit the row before."""
    number, sequence = row.number or 0, row.sequence or 0
    last = runs[-1] if runs else None
    if last is None or last.stream != row.stream or last.last + 1 != number:
        runs.append(
            DetachedRun(
                parent=record.table,
                month=month,
                stream=row.stream,
                first=number,
                last=number,
                first_sequence=sequence,
                last_sequence=sequence,
                previous_hash=row.previous_hash,
                hash=row.hash,
            )
        )
        return True
    fits = row.previous_hash == last.hash
    last.last, last.hash = number, row.hash
    last.first_sequence = min(last.first_sequence, sequence)
    last.last_sequence = max(last.last_sequence, sequence)
    return fits


def _take_deliveries(part: str, month: date) -> None:
    """Move what was delivered of these events beside them. Raises ReactionsAreOpen."""
    of_these = f"event_id IN (SELECT id FROM {part})"  # noqa: S608 - names of our own tables
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT (SELECT count(*) FROM kernel_delivery WHERE done_at IS NULL AND {of_these})"  # noqa: S608
            " + (SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'upheld.kernel.tasks.deliver'"
            f" AND status IN ('todo', 'doing') AND (args->>'event_id')::uuid IN (SELECT id FROM {part}))"
        )
        number = int(cursor.fetchone()[0])
        if number:
            raise ReactionsAreOpen(number=number, part=part)
        taken = f"detached.kernel_delivery_{month:%Y_%m}"
        cursor.execute(f"CREATE TABLE {taken} AS SELECT * FROM kernel_delivery WHERE {of_these}")  # noqa: S608
        cursor.execute(f"DELETE FROM kernel_delivery WHERE {of_these}")  # noqa: S608


def _kept(record: Record, month: date) -> Detached:
    kept = Detached.objects.filter(parent=record.table, month=month).first()
    if kept is None or not stands_detached(record, month):
        raise NotDetached(part=name_of_part(record, month))
    return kept


def _detached_name(record: Record, month: date) -> str:
    return f"detached.{name_of_part(record, month)}"


def _digest_of_runs(record: Record, month: date) -> str:
    fields = ("stream", "first", "last", "first_sequence", "last_sequence", "previous_hash", "hash")
    runs = DetachedRun.objects.filter(parent=record.table, month=month).order_by("id").values_list(*fields)
    digest = hashlib.sha256()
    for run in runs.iterator():
        digest.update(f"{SEPARATOR.join(map(str, run))}\n".encode())
    return digest.hexdigest()


def _rows_digest(rows: Iterator[Row]) -> str:
    digest = hashlib.sha256()
    for row in rows:
        digest.update(row.line() if row.computed_hash() == row.hash else b"altered")
    return digest.hexdigest()


def _facts_of(kept: Detached) -> dict[str, object]:
    facts = ("rows", "digest", "runs_digest")
    event = {name: getattr(kept, name) for name in facts}
    return {"table": kept.parent, "month": kept.month.isoformat(), **event}


def _after(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _stream(table: str) -> str:
    return f"record:{table}"


def _told(record: Record, month: date, kind: type[DomainEvent]) -> list[dict[str, object]]:
    told = EventRow.objects.filter(stream=_stream(record.table), kind=kind.kind)
    return [*told.filter(facts__month=month.isoformat()).values_list("facts", flat=True)]


@command
def _tell(event: MonthDetached | MonthExported | MonthDropped, *, by: UUID, at: datetime) -> None:
    outbox.record(event, stream=_stream(event.table), by=by, at=at)
