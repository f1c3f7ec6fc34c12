"""The parts by month of each record: made ahead by themselves, so that every row finds its own.

A row belongs to the month in which its id was made (UTC). A row for which there is no part goes into the
spare one, `..._default`, so that nothing is ever refused for want of a part; `make_ahead` moves it on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from upheld.kernel.chained import RECORDS, Record

MONTHS_AHEAD = 3
PATIENCE = "5s"
"""How long a change of parts waits for those who use the table. It is tried again the next day."""

_ATTACHED = """
    SELECT part.relname, part.reltuples::bigint, pg_total_relation_size(part.oid)
      FROM pg_inherits JOIN pg_class AS part ON part.oid = inhrelid
     WHERE inhparent = to_regclass(%s) ORDER BY part.relname
"""


@dataclass(frozen=True)
class Part:
    """One part of a record. The spare one has no month. `rows` is reckoned, and exact for the spare one."""

    record: str
    name: str
    month: date | None
    rows: int
    size: int
    """Bytes, with its indexes."""


def make_ahead(*, today: date, months: int = MONTHS_AHEAD) -> list[str]:
    """Give every record its parts for this month and the next ones, and for what waits in the spare parts.

    Returns the names of those that were made. Each is made in a transaction of its own, and briefly.
    """
    made = []
    for record in RECORDS.values():
        wanted = {*_next_months(today, months), *_months_in_spare(record)}
        made += [name_of_part(record, month) for month in sorted(wanted) if _make(record, month)]
    return made


def list_parts() -> list[Part]:
    """Every part of every record that stands in its table, oldest first, the spare one last."""
    found = []
    for record in RECORDS.values():
        with connection.cursor() as cursor:
            cursor.execute(_ATTACHED, [record.table])
            rows = cursor.fetchall()
        for name, reckoned, size in rows:
            month = month_of_part(record, name)
            number = count_spare(record) if month is None else max(reckoned, 0)
            found.append(Part(record.table, name, month, number, size))
    return found


def count_spare(record: Record) -> int:
    """How many rows have no part of their own."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {record.table}_default")  # noqa: S608 - our own table
        return int(cursor.fetchone()[0])


def count_all_spare() -> int:
    """How many rows of all records have no part of their own."""
    return sum(count_spare(record) for record in RECORDS.values())


def name_of_part(record: Record, month: date) -> str:
    """The name of the table that holds a month."""
    return f"{record.table}_{month:%Y_%m}"


def month_of_part(record: Record, name: str) -> date | None:
    """The first day of the month that a part holds; None for the spare one."""
    year, _, month = name.removeprefix(f"{record.table}_").partition("_")
    return date(int(year), int(month), 1) if year.isdecimal() else None


def _next_months(today: date, months: int) -> Iterator[date]:
    count = today.year * 12 + today.month - 1
    for one in range(count, count + months + 1):
        yield date(one // 12, one % 12 + 1, 1)


def _months_in_spare(record: Record) -> list[date]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT kernel_month_of(id) FROM {record.table}_default"  # noqa: S608 - our own table
            " WHERE kernel_tells_its_month(id)"
        )
        return [month for (month,) in cursor.fetchall()]


def _make(record: Record, month: date) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [name_of_part(record, month)])
        if cursor.fetchone()[0]:
            return False
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT kernel_make_month(%s, %s)", [record.table, month])
        return bool(cursor.fetchone()[0])
