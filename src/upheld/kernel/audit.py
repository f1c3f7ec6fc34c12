"""Checks the record of events: that nothing in it was altered or removed. It works out every hash itself.

Each event vouches for the one before it in its stream, and the stream's head for the last. Somebody who owns
the database could rewrite a whole chain, so a verdict ends in a mark: how far the record went, and one digest
of all that it held. An auditor who notes the mark down elsewhere can later ask whether the record still holds
the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from django.db import OperationalError, connection, transaction

from upheld.kernel.errors import RuleBroken

STEP = 1000
"""Events between two calls of `progress`."""

_SEPARATOR = "\x1f"
_LOCK_NOT_AVAILABLE = "55P03"
_EVERYTHING = """
    SELECT coalesce(event.stream, head.name), event.sequence, event.id, event.number, event.kind,
           event.facts::text, event.by, event.at, event.recorded_at, event.previous_hash, event.hash,
           head.number, head.hash
      FROM kernel_event AS event FULL JOIN kernel_stream AS head ON head.name = event.stream
     ORDER BY coalesce(event.stream, head.name) COLLATE "C", event.number
"""


class MarkNotUnderstood(RuleBroken):
    """A mark is a number, a hyphen and 64 letters and digits, as `upheld audit verify` prints it."""


class RecordIsBeingWritten(RuleBroken):
    """A long piece of work, such as an import, is writing to the record now. Nothing is wrong.

    Try again when it is done.
    """


class Finding(StrEnum):
    """What happened to an event, or to the head of a stream."""

    ALTERED = "altered"
    REMOVED = "removed"
    HEAD_ALTERED = "head altered"


@dataclass(frozen=True)
class Fault:
    """The first thing that is wrong in one stream. An event that was removed has a place, and no id."""

    stream: str
    number: int
    finding: Finding
    event_id: UUID | None = None
    sequence: int | None = None

    def __str__(self) -> str:
        what = f"event {self.number} of {self.stream}"
        if self.finding is Finding.HEAD_ALTERED:
            return f"The head of {self.stream} does not fit its events: it was altered or removed."
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
    """What a check of the whole record found: the first fault of each stream, the first of all first."""

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


def verify(progress: Callable[[int], None] | None = None, *, expect: Mark | None = None) -> Verdict:
    """Check every event, not holding them in memory; `progress` is called with how many have been checked.

    Raises RecordIsBeingWritten when it cannot be told how far the record goes.
    """
    end = _settled_end()
    now, then = _Digest(end), _Digest(expect.sequence if expect else 0)
    checked, streams, faults = 0, 0, []
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(_EVERYTHING)
        rows = (_Row(*row) for row in cursor)
        for stream, chain in groupby(rows, key=lambda row: row.stream):
            streams += 1
            check = _Check(stream)
            for row in chain:
                check.see(row)
                now.add(row)
                then.add(row)
                checked += row.number is not None
                if progress and checked % STEP == 0:
                    progress(checked)
            fault = check.finish()
            if fault:
                faults.append(fault)
    faults.sort(key=lambda fault: (fault.sequence is None, fault.sequence or 0, fault.stream))
    as_expected = then.result() == expect.digest if expect else None
    return Verdict(checked, streams, tuple(faults), Mark(end, now.result()), as_expected)


def _settled_end() -> int:
    """How far the record goes, once whoever is writing has finished: nothing is added below it any more."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '5s'")
            cursor.execute("LOCK TABLE kernel_event IN SHARE MODE")
            cursor.execute("SELECT coalesce(max(sequence), 0) FROM kernel_event")
            return int(cursor.fetchone()[0])
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != _LOCK_NOT_AVAILABLE:
            raise
        raise RecordIsBeingWritten from error


@dataclass(frozen=True, slots=True)
class _Row:
    """An event beside the head of its stream; either may be missing."""

    stream: str
    sequence: int | None
    id: UUID
    number: int | None
    kind: str
    facts: str
    by: UUID
    at: datetime
    recorded_at: datetime
    previous_hash: str
    hash: str
    head_number: int | None
    head_hash: str | None

    def computed_hash(self) -> str:
        """The hash that this event must have, worked out here and not by the database."""
        parts = (
            self.previous_hash,
            self.stream,
            str(self.number),
            str(self.id),
            self.kind,
            self.facts,
            str(self.by),
            _moment(self.at),
            _moment(self.recorded_at),
        )
        return hashlib.sha256(_SEPARATOR.join(parts).encode()).hexdigest()


@dataclass
class _Check:
    """Goes along one stream and keeps the first fault."""

    stream: str
    fault: Fault | None = None
    last: _Row | None = None

    def see(self, row: _Row) -> None:
        """Take the next event of the stream."""
        if row.number is None:
            self.last = row
            return
        if self.fault is None:
            self.fault = self._fault_at(row, (self.last and self.last.number) or 0)
        self.last = row

    def _fault_at(self, row: _Row, before: int) -> Fault | None:
        if row.number != before + 1:
            return Fault(self.stream, before + 1, Finding.REMOVED, sequence=row.sequence)
        if row.computed_hash() != row.hash:
            return _altered(row)
        if row.previous_hash != (self.last.hash if self.last else ""):
            # What follows an event vouches for it: this one still holds the hash that the one before it had.
            return _altered(self.last or row)
        return None

    def finish(self) -> Fault | None:
        """The first fault, now that the stream is at its end."""
        last = self.last
        if self.fault is not None or last is None:
            return self.fault
        number = last.number or 0
        if last.head_number is None or last.head_number < number:
            return Fault(self.stream, number, Finding.HEAD_ALTERED, sequence=last.sequence)
        if last.head_number > number:
            return Fault(self.stream, number + 1, Finding.REMOVED)
        return _altered(last) if last.head_hash != last.hash else None


@dataclass
class _Digest:
    """One digest over the last hash of every stream, as the record was at a place."""

    end: int
    _hash: hashlib._Hash = field(default_factory=hashlib.sha256)
    _last: _Row | None = None

    def add(self, row: _Row) -> None:
        """Take the next event, stream by stream."""
        if row.sequence is None or row.sequence > self.end:
            return
        if self._last is not None and self._last.stream != row.stream:
            self._close()
        self._last = row

    def result(self) -> str:
        """The digest, after the last event."""
        self._close()
        return self._hash.hexdigest()

    def _close(self) -> None:
        if self._last is not None:
            line = (self._last.stream, str(self._last.number), self._last.hash)
            self._hash.update(f"{_SEPARATOR.join(line)}\n".encode())
            self._last = None


def _altered(row: _Row) -> Fault:
    return Fault(row.stream, row.number or 0, Finding.ALTERED, row.id, row.sequence)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")
