"""`upheld partitions`: the parts by month of the records that only grow."""

import re
from datetime import date
from pathlib import Path

from cyclopts import App
from rich import print as show
from rich.table import Table

from upheld.kernel import clock
from upheld.kernel.detached import (
    detach_before,
    drop_month,
    export_month,
    list_detached,
    record_called,
    stands_detached,
)
from upheld.kernel.errors import RuleBroken
from upheld.kernel.identifiers import SYSTEM
from upheld.kernel.partitions import list_parts, make_ahead, name_of_part

app = App(name="partitions", help="The parts by month of the records: list, make and detach them.")


class MonthNotUnderstood(RuleBroken):
    """A month is written as year and month: 2026-03."""


@app.command(name="list")
def list_() -> None:
    """List every part: what it holds, and which months were detached."""
    table = Table("Part", "Month", "Rows (about)", "Size")
    for part in list_parts():
        month = f"{part.month:%Y-%m}" if part.month else "no month of its own"
        table.add_row(part.name, month, f"{part.rows:,}", f"{part.size / 10**6:,.1f} MB")
    for one in list_detached():
        record = record_called(one.parent)
        where = "detached" if stands_detached(record, one.month) else "detached, exported and dropped"
        table.add_row(name_of_part(record, one.month), f"{one.month:%Y-%m}", f"{one.rows:,}", where)
    show(table)


@app.command
def make() -> None:
    """Make the parts of this month and the next three, and of rows that have no part of their own yet."""
    made = make_ahead(today=clock.today("UTC"))
    print(f"Made: {', '.join(made)}." if made else "Every month that is needed has its part.")


@app.command
def detach(*tables: str, before: str) -> None:
    """Take months that are over out of their records. Their rows stay in the schema “detached”.

    :param tables: Only of these records. Without any, of all.
    :param before: The first month that stays, as 2020-01.
    """
    done = detach_before(day=_month(before), tables=tables, by=SYSTEM, at=clock.now())
    for one in done:
        part = name_of_part(record_called(one.parent), one.month)
        print(f"Detached {part}: {one.rows:,} rows, digest {one.digest}")
    print("Note the digests down elsewhere." if done else "No month before that stands in a record.")


@app.command
def export(table: str, month: str, *, to: Path, drop: bool = False) -> None:
    """Write a detached month to a new file, as CSV.

    :param table: Of which record, as `upheld partitions list` shows it: kernel_event.
    :param month: Which month, as 2020-01.
    :param to: The file. It must not exist yet.
    :param drop: Drop the month from the database when it is written.
    """
    digest = export_month(table=table, month=_month(month), to=to, by=SYSTEM, at=clock.now())
    print(f"Written to {to}. SHA-256 of the file, to note down elsewhere: {digest}")
    if drop:
        drop_month(table=table, month=_month(month), by=SYSTEM, at=clock.now())
        print("The month was dropped from the database. Keep the file.")


def _month(text: str) -> date:
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text)
    if found is None:
        raise MonthNotUnderstood
    return date(int(found[1]), int(found[2]), 1)
