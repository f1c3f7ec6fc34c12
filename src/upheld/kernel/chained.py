"""Records whose rows the database chains by hash: what a check, and the parts by month, must know of them."""

from __future__ import annotations

import hashlib
from collections.abc import Generator
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

SEPARATOR = "\x1f"

MOMENT = """to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')"""
"""SQL of a moment as it is hashed."""


@dataclass(frozen=True)
class Record:
    """A table with `id`, `sequence`, `number`, `previous_hash` and `hash`, and the table of its heads.

    `stream` is SQL for the name of a row's chain, with the table as `row`; `head` the same for a row of the
    heads, as `head`. `hashed` is SQL for the texts that are hashed after the hash before.
    """

    table: str
    heads: str
    stream: str
    head: str
    hashed: tuple[str, ...]
    thing: str
    """What a row is called, for people."""


RECORDS: dict[str, Record] = {}
"""Every record of this release, by the name of its table."""


def declare(record: Record) -> Record:
    """Make a record known: it is given its parts by month, and can be checked."""
    RECORDS[record.table] = record
    return record


EVENTS = declare(
    Record(
        table="kernel_event",
        heads="kernel_stream",
        stream="row.stream",
        head="head.name",
        hashed=(
            "row.stream",
            "row.number",
            "row.id",
            "row.kind",
            "row.facts",
            "row.by",
            MOMENT.format("row.at"),
            MOMENT.format("row.recorded_at"),
        ),
        thing="event",
    )
)


@dataclass(frozen=True, slots=True)
class Row:
    """One link: a row beside the head of its chain, or a stretch that was detached. Either may be missing."""

    stream: str
    first: int | None
    """The number of the row; of a stretch, that of its first."""

    number: int | None
    """The number of the row; of a stretch, that of its last."""

    sequence: int | None
    first_sequence: int | None
    id: UUID | None
    previous_hash: str
    hash: str
    head_number: int | None
    head_hash: str | None
    hashed: tuple[str, ...]

    @property
    def is_detached(self) -> bool:
        """Whether this is a stretch of which only the ends are known."""
        return self.number is not None and self.id is None

    def computed_hash(self) -> str:
        """The hash that this row must have, worked out here and not by the database."""
        return hashlib.sha256(SEPARATOR.join((self.previous_hash, *self.hashed)).encode()).hexdigest()

    def line(self) -> bytes:
        """What a digest of rows holds of this one."""
        return f"{SEPARATOR.join((self.stream, str(self.number), self.hash))}\n".encode()


def read_record(record: Record) -> Generator[Row, None, None]:
    """Every row of a record with its head, and what was detached, chain by chain. In a transaction."""
    texts = ", ".join(f"({text})::text" for text in record.hashed)
    nothing = ", ".join(["NULL"] * len(record.hashed))
    return _read(
        f"""
        SELECT coalesce(link.stream, {record.head}), link.first, link.number, link.sequence,
               link.first_sequence, link.id, link.previous_hash, link.hash, head.number, head.hash,
               {", ".join(f"link.t{place}" for place in range(len(record.hashed)))}
          FROM (SELECT {record.stream}, row.number, row.number, row.sequence, row.sequence, row.id,
                       row.previous_hash, row.hash, {texts}
                  FROM {record.table} AS row
                 UNION ALL
                SELECT run.stream, run.first, run.last, run.last_sequence, run.first_sequence, NULL,
                       run.previous_hash, run.hash, {nothing}
                  FROM kernel_detached_run AS run WHERE run.parent = %s)
               AS link (stream, first, number, sequence, first_sequence, id, previous_hash, hash,
                        {", ".join(f"t{place}" for place in range(len(record.hashed)))})
          FULL JOIN {record.heads} AS head ON {record.head} = link.stream
         ORDER BY coalesce(link.stream, {record.head}) COLLATE "C", link.first
        """,  # noqa: S608 - names of our own tables
        [record.table],
    )


def read_part(record: Record, table: str) -> Generator[Row, None, None]:
    """Every row of one part of a record, chain by chain, without heads. In a transaction."""
    texts = ", ".join(f"({text})::text" for text in record.hashed)
    return _read(
        f"""
        SELECT {record.stream}, row.number, row.number, row.sequence, row.sequence, row.id,
               row.previous_hash, row.hash, NULL, NULL, {texts}
          FROM {table} AS row ORDER BY {record.stream} COLLATE "C", row.number
        """,  # noqa: S608 - names of our own tables
        [],
    )


def _read(sql: str, values: list[str]) -> Generator[Row, None, None]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, values)
        for row in cursor:
            yield Row(*(*row[:10], row[10:]))
