"""Rows of one table, written down as COPY reads them: texts put into a template, as fast as that can be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from django.db import models
from psycopg import Connection

NULL = r"\N"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND = 1_000_000
"""Moments are whole microseconds since 1970, as text they are in UTC."""
MINUTE, HOUR, DAY = 60 * SECOND, 3600 * SECOND, 86_400 * SECOND

_PLAIN_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - arithmetic in UTC without a zone is twice as fast


class Sheet:
    """New rows of a table. Columns that are not named get the default of the model.

    Values are texts that need no escaping: without tabs, line ends and backslashes.
    """

    def __init__(self, model: type[models.Model], *columns: str) -> None:
        meta = model._meta
        fields = {str(field.column): field for field in meta.concrete_fields}
        if unknown := set(columns) - set(fields):
            raise ValueError(f"{meta.db_table} has no column {', '.join(sorted(unknown))}.")
        rest = [name for name, field in fields.items() if name not in columns and not _is_given(field)]
        fixed = "".join(f"\t{_text(fields[name].get_default())}" for name in rest).replace("%", "%%")
        self._row = "\t".join(["%s"] * len(columns)) + fixed + "\n"
        names = ", ".join(f'"{name}"' for name in (*columns, *rest))
        self.statement = f'COPY "{meta.db_table}" ({names}) FROM STDIN'
        self._rows: list[str] = []

    def add(self, *values: object) -> None:
        """Write one row down: a value for each of the named columns."""
        self._rows.append(self._row % values)

    @property
    def rows(self) -> tuple[str, ...]:
        """What is written down and not sent yet."""
        return tuple(self._rows)

    def send(self, connection: Connection[Any]) -> int:
        """Copy what was written down into the table, and begin anew. Returns how many rows."""
        number, text = len(self._rows), "".join(self._rows)
        self._rows.clear()
        if number:
            with connection.cursor() as cursor, cursor.copy(self.statement) as copy:
                copy.write(text)
        return number


def moment_of(at: datetime) -> int:
    """An aware moment as microseconds since 1970."""
    return (at - EPOCH) // timedelta(microseconds=1)


def told(moment: int) -> str:
    """A moment as text in UTC, to the microsecond, without the zone."""
    return (_PLAIN_EPOCH + timedelta(microseconds=moment)).isoformat(timespec="microseconds")


def stored(moment: int) -> str:
    """A moment as a column takes it."""
    return f"{told(moment)}+00"


def day_of(moment: int) -> date:
    """The day of a moment, in UTC."""
    return date.fromordinal(719_163 + moment // DAY)


def identifier(moment: int, rng: Random) -> str:
    """An identifier of version 7, as one that was made at that moment."""
    bits = rng.getrandbits(74)
    tail = f"{0x8000000000000000 | bits & 0x3FFFFFFFFFFFFFFF:016x}"
    when = f"{moment // 1000:012x}"
    return f"{when[:8]}-{when[8:]}-7{bits >> 62:03x}-{tail[:4]}-{tail[4:]}"


def _is_given(field: models.Field[Any, Any]) -> bool:
    """Whether the database fills the column by itself."""
    return isinstance(field, models.AutoField) or field.has_db_default() or field.generated


def _text(value: object) -> str:
    if value is None:
        return NULL
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, list | tuple):
        return f"{{{','.join(map(str, value))}}}"
    return str(value) if value != {} else "{}"


def send_all(sheets: Iterable[Sheet], connection: Connection[Any]) -> int:
    """Copy all sheets in their order. Returns how many rows."""
    return sum(sheet.send(connection) for sheet in sheets)
