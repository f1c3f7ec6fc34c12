"""Events with their hashes, worked out as the database's own trigger does: `audit verify` accepts them."""

from __future__ import annotations

import dataclasses
import hashlib
from random import Random

from benchmarks.million.sheets import Sheet, identifier, told
from upheld.kernel.event import DomainEvent
from upheld.kernel.models import EventRow, Stream

SEPARATOR = "\x1f"
BARE = (bool, int)


class Kind:
    """A kind of event, and its facts as the database writes JSON: short names first, then by name."""

    def __init__(self, event: type[DomainEvent], *left_out: str) -> None:
        self.name = event.kind
        fields = [field for field in dataclasses.fields(event) if field.name not in left_out]
        ordered = sorted(fields, key=lambda field: (len(field.name), field.name))
        parts = (
            f'"{field.name}": ' + (f"%({field.name})s" if field.type in BARE else f'"%({field.name})s"')
            for field in ordered
        )
        self.facts = f"{{{', '.join(parts)}}}"


class Record:
    """The events of many streams, to be copied together."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.events = Sheet(
            EventRow,
            *("id", "stream", "number", "kind", "facts", "by", "at", "recorded_at", "previous_hash", "hash"),
        )
        self.heads = Sheet(Stream, "name", "number", "hash")


class Chain:
    """One stream of events, from its first."""

    __slots__ = ("hash", "name", "number", "record")

    def __init__(self, record: Record, name: str) -> None:
        self.record, self.name, self.number, self.hash = record, name, 0, ""

    def tell(self, kind: Kind, at: int, by: str, **facts: object) -> None:
        """Add one event, recorded at the moment at which it happened."""
        self.number += 1
        record, before, when = self.record, self.hash, told(at)
        id_, said = identifier(at, record.rng), kind.facts % facts
        parts = (before, self.name, str(self.number), id_, kind.name, said, by, when, when)
        self.hash = hashlib.sha256(SEPARATOR.join(parts).encode()).hexdigest()
        when = f"{when}+00"
        record.events.add(id_, self.name, self.number, kind.name, said, by, when, when, before, self.hash)

    def end(self) -> None:
        """Write down the head of the stream."""
        self.record.heads.add(self.name, self.number, self.hash)
