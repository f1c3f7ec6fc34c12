"""Checks a record: that nothing in it was altered or removed. It works out every hash itself.

Each row, such as an event, vouches for the one before it in its stream, and the stream's head for the last.
Somebody who owns the database could rewrite a whole chain, so a verdict ends in a mark: how far the record
went, and one digest of all that it held. An auditor who notes the mark down elsewhere can later ask whether
the record still holds the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from django.db import OperationalError, connection, transaction

from upheld.kernel.chained import EVENTS, Record, Row, read_record
from upheld.kernel.detached import months_not_as_detached
from upheld.kernel.errors import RuleBroken

STEP = 1000
"""Events between two calls of `progress`."""

_LOCK_NOT_AVAILABLE = "55P03"


class MarkNotUnderstood(RuleBroken):
    """A mark is a number, a hyphen and 64 letters and digits, as `upheld audit verify` prints it."""


class RecordIsBeingWritten(RuleBroken):
    """A long piece of work, such as an import, is writing to the record now. Nothing is wrong.

    Try again when it is done.
    """


class MarkIsFromDetachedMonths(RuleBroken):
    """This mark lies in the midst of a month that was detached since. Compare it with that month's file,
    or use a mark from after it.
    """


class Finding(StrEnum):
    """What happened to a row, to the head of a stream, or to the part of a month."""

    ALTERED = "altered"
    REMOVED = "removed"
    HEAD_ALTERED = "head altered"
    MONTH_REMOVED = "month removed"
    MONTH_ALTERED = "month altered"


@dataclass(frozen=True)
class Fault:
    """The first thing that is wrong in one stream. An event that was removed has a place, and no id."""

    stream: str
    number: int
    finding: Finding
    event_id: UUID | None = None
    sequence: int | None = None
    thing: str = "event"

    def __str__(self) -> str:
        what = f"{self.thing} {self.number} of {self.stream}"
        if self.finding is Finding.HEAD_ALTERED:
            return f"The head of {self.stream} does not fit its {self.thing}s: it was altered or removed."
        if self.finding is Finding.MONTH_REMOVED:
            return f"The part of {self.stream} was removed, and it was not detached as it should be."
        if self.finding is Finding.MONTH_ALTERED:
            return f"What was detached as {self.stream}, or what was kept about that, was altered."
        identified = f" ({self.event_id})" if self.event_id else ""
        return f"{what[0].upper()}{what[1:]}{identified} was {self.finding.value}."


@dataclass(frozen=True)
class Mark:
    """How far the record went, and a digest of every event up to there."""

    sequence: int
    digest: str

    def __str__(self) -> str:
        return f"{self.sequence}-{self.digest}"

    @classmethod
    def read(cls, text: str) -> Mark:
        """Read a mark as it was printed. Raises MarkNotUnderstood."""
        sequence, _, digest = text.strip().partition("-")
        if not sequence.isdecimal() or len(digest) != 64:
            raise MarkNotUnderstood
        return cls(int(sequence), digest.lower())


@dataclass(frozen=True)
class Verdict:
    """What a check of the whole record found: months that are gone, then the first fault of each stream, the
    first of all first.
    """

    checked: int
    streams: int
    faults: tuple[Fault, ...]
    mark: Mark
    as_expected: bool | None = None
    """Whether the record still holds what it held at the expected mark; None when no mark was given."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing was altered or removed, as far as can be told."""
        return not self.faults and self.as_expected is not False


def verify(
    progress: Callable[[int], None] | None = None, *, expect: Mark | None = None, record: Record = EVENTS
) -> Verdict:
    """Check every row, not holding them in memory; `progress` is called with how many have been checked.

    Raises RecordIsBeingWritten when it cannot be told how far the record goes, and MarkIsFromDetachedMonths
    when it cannot be told whether the record holds what it held at `expect`.
    """
    end = _settled_end(record)
    now, then = _Digest(end), _Digest(expect.sequence if expect else 0)
    checked, streams, faults = 0, 0, []
    with transaction.atomic(), closing(read_record(record)) as rows:
        for stream, chain in groupby(rows, key=lambda row: row.stream):
            streams += 1
            check = _Check(stream, record.thing)
            for row in chain:
                check.see(row)
                now.add(row)
                then.add(row)
                checked += row.id is not None
                if progress and checked % STEP == 0:
                    progress(checked)
            fault = check.finish()
            if fault:
                faults.append(fault)
    months = [
        Fault(f"{record.table} {month:%Y-%m}", 0, Finding.MONTH_REMOVED if gone else Finding.MONTH_ALTERED)
        for month, gone in months_not_as_detached(record)
    ]
    faults.sort(key=lambda fault: (fault.sequence is None, fault.sequence or 0, fault.stream))
    as_expected = then.result() == expect.digest if expect else None
    return Verdict(checked, streams, (*months, *faults), Mark(end, now.result()), as_expected)


def _settled_end(record: Record) -> int:
    """How far the record goes, once whoever is writing has finished: nothing is added below it any more."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '5s'")
            cursor.execute(f"LOCK TABLE {record.table} IN SHARE MODE")
            cursor.execute(
                f"SELECT greatest((SELECT max(sequence) FROM {record.table}),"  # noqa: S608 - names of our own tables
                " (SELECT max(last_sequence) FROM kernel_detached_run WHERE parent = %s), 0)",
                [record.table],
            )
            return int(cursor.fetchone()[0])
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != _LOCK_NOT_AVAILABLE:
            raise
        raise RecordIsBeingWritten from error


@dataclass
class _Check:
    """Goes along one stream and keeps the first fault."""

    stream: str
    thing: str
    fault: Fault | None = None
    last: Row | None = None

    def see(self, row: Row) -> None:
        """Take the next row of the stream, or the next stretch of it that was detached."""
        if row.number is None:
            self.last = row
            return
        if self.fault is None:
            self.fault = self._fault_at(row, (self.last and self.last.number) or 0)
        self.last = row

    def _fault_at(self, row: Row, before: int) -> Fault | None:
        if row.first != before + 1:
            return self._found(before + 1, Finding.REMOVED, row.first_sequence)
        if not row.is_detached and row.computed_hash() != row.hash:
            return self._altered(row)
        if row.previous_hash != (self.last.hash if self.last else ""):
            # What follows an event vouches for it: this one still holds the hash that the one before it had.
            return self._altered(self.last or row)
        return None

    def finish(self) -> Fault | None:
        """The first fault, now that the stream is at its end."""
        last = self.last
        if self.fault is not None or last is None:
            return self.fault
        number = last.number or 0
        if last.head_number is None or last.head_number < number:
            return self._found(number, Finding.HEAD_ALTERED, last.sequence)
        if last.head_number > number:
            return self._found(number + 1, Finding.REMOVED, None)
        return self._altered(last) if last.head_hash != last.hash else None

    def _altered(self, row: Row) -> Fault:
        return Fault(self.stream, row.number or 0, Finding.ALTERED, row.id, row.sequence, self.thing)

    def _found(self, number: int, finding: Finding, sequence: int | None) -> Fault:
        return Fault(self.stream, number, finding, sequence=sequence, thing=self.thing)


@dataclass
class _Digest:
    """One digest over the last hash of every stream, as the record was at a place."""

    end: int
    _hash: hashlib._Hash = field(default_factory=hashlib.sha256)
    _last: Row | None = None

    def add(self, row: Row) -> None:
        """Take the next row, stream by stream. Raises MarkIsFromDetachedMonths."""
        if row.sequence is None or (row.first_sequence or 0) > self.end:
            return
        if row.sequence > self.end:
            raise MarkIsFromDetachedMonths
        if self._last is not None and self._last.stream != row.stream:
            self._close()
        self._last = row

    def result(self) -> str:
        """The digest, after the last event."""
        self._close()
        return self._hash.hexdigest()

    def _close(self) -> None:
        if self._last is not None:
            self._hash.update(self._last.line())
            self._last = None
