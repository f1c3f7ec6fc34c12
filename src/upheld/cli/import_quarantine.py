"""`upheld import quarantine`: the rows of extracts that could not be read, to be mended by hand."""

import csv
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter
from rich import print as show
from rich.markup import escape
from rich.table import Table

from upheld.cli.door import showing
from upheld.domains.access.queries import the_service
from upheld.domains.people import commands
from upheld.domains.people.queries import (
    QuarantinedRowRecord,
    count_quarantined,
    get_quarantined_row,
    list_quarantined,
)
from upheld.journeys.people_import import retry_rows, row_for_export
from upheld.kernel import clock
from upheld.kernel.errors import RuleBroken
from upheld.kernel.identifiers import SYSTEM

app = App(name="quarantine", help="Rows of extracts that could not be read: list, mend and try them again.")


class NotAPair(RuleBroken):
    """A correction is written field=value, as in --set born_on=14/03/1980. Nothing was changed."""


class NothingToCorrect(RuleBroken):
    """Say what to correct with --set field=value. Nothing was changed."""


class FileIsThere(RuleBroken):
    """There is a file {name} already. Nothing was written. Choose another name."""


@app.command(name="list")
def list_(*, system: str | None = None, limit: int = 50, after: int = 0) -> None:
    """List the rows that wait, oldest first.

    :param system: Only those of one system.
    :param limit: How many at most.
    :param after: Begin after the row with this number.
    """
    waiting = sum(
        one.waiting
        for one in count_quarantined(viewer=the_service(), on=clock.today())
        if system in (None, one.system)
    )
    with showing("import quarantine list"):
        rows = list_quarantined(viewer=the_service(), system=system, after=after, limit=limit)
    if not rows:
        print("No row waits." if not waiting else "No row waits after this one.")
        return
    table = Table("ID", "System", "File", "Row", "Field", "Value", "Reason")
    for row in rows:
        cells = (
            str(row.id),
            row.system,
            row.file_name,
            str(row.row_number),
            row.field,
            row.value[:40],
            row.reason,
        )
        table.add_row(*map(escape, cells))
    show(table)
    print(f"{waiting:,} {'row waits' if waiting == 1 else 'rows wait'}.")
    if len(rows) < waiting and len(rows) == limit:
        print(f"For those that follow, add: --after {rows[-1].id}")


@app.command(name="show")
def show_(row_id: int) -> None:
    """Show a row as it was received, what is wrong with it, and the corrections so far.

    :param row_id: The number of the row in the list.
    """
    with showing("import quarantine show"):
        row = get_quarantined_row(viewer=the_service(), row_id=row_id)
    print(f"Row {row.row_number} of {row.file_name}, from {row.system}: {row.state}.")
    print(f"{row.field}: {row.value!r}. {row.reason}")
    if row.settled_because:
        print(f"Because: {row.settled_because}")
    table = Table("Column", "As received", "Corrected")
    for heading in {**row.raw, **row.corrections}:
        table.add_row(
            escape(heading), escape(row.raw.get(heading, "")), escape(row.corrections.get(heading, ""))
        )
    show(table)


@app.command
def correct(
    row_id: int,
    *,
    set_: Annotated[list[str] | None, Parameter(name="--set", help="A correction, as field=value.")] = None,
) -> None:
    """Correct values of a row, by the name of the field or the heading of the column. It is not tried yet.

    :param row_id: The number of the row in the list.
    """
    values = dict(_pair(text) for text in set_ or [])
    if not values:
        raise NothingToCorrect
    commands.correct_quarantined_row(row_id=row_id, values=values, by=SYSTEM, at=clock.now())
    print(f"Corrected. Now try it again: upheld import quarantine retry {row_id}")


@app.command
def retry(*row_ids: int, system: str | None = None) -> int:
    """Try rows again: those that are named, or all that wait, perhaps of one system. Ends with 1 if one
    cannot be read.

    :param row_ids: Numbers of rows in the list.
    :param system: Only those of one system.
    """
    chosen = list(row_ids) or [row.id for row in _all_waiting(system)]
    accepted, waiting = 0, 0
    for row_id, outcome in retry_rows(row_ids=chosen, by=SYSTEM, at=clock.now()):
        accepted += outcome.accepted
        waiting += not outcome.accepted
        if not outcome.accepted:
            print(f"Row {row_id} still waits. {outcome.field}: {outcome.value!r}. {outcome.reason}")
    print(f"{accepted:,} accepted, {waiting:,} still waiting.")
    return 1 if waiting else 0


@app.command
def dismiss(row_id: int, *, reason: str) -> None:
    """Decide that a row will not be read. It stays on record with the reason.

    :param row_id: The number of the row in the list.
    :param reason: Why, for whoever asks later.
    """
    commands.dismiss_quarantined_row(row_id=row_id, reason=reason, by=SYSTEM, at=clock.now())
    print("Dismissed.")


@app.command
def export(file: Path, *, system: str) -> None:
    """Write the rows of a system that wait to a file, as the system writes them, with what is wrong in
    added columns.

    :param file: The file to write; it must not exist yet.
    :param system: The system.
    """
    rows = _all_waiting(system)
    if not rows:
        print("No row waits.")
        return
    if file.exists():
        raise FileIsThere(name=file.name)
    layout, _ = row_for_export(rows[0].id)
    encoding = "utf-8-sig" if layout.encoding.startswith("utf-8") else layout.encoding
    added = ("quarantine id", "row number", "wrong field", "wrong value", "reason")
    with file.open("x", encoding=encoding, errors="replace", newline="") as target:
        writer = csv.writer(target, delimiter=layout.delimiter)
        for number, row in enumerate(rows):
            cells = row_for_export(row.id)[1]
            if number == 0:
                writer.writerow((*cells, *added))
            writer.writerow((*cells.values(), row.id, row.row_number, row.field, row.value, row.reason))
    print(f"{len(rows):,} rows were written to {file}. They are personal data: keep them safe.")


def _all_waiting(system: str | None) -> list[QuarantinedRowRecord]:
    rows: list[QuarantinedRowRecord] = []
    while some := list_quarantined(viewer=the_service(), system=system, after=rows[-1].id if rows else 0):
        rows += some
    return rows


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not (sign and name.strip()):
        raise NotAPair
    return name.strip(), value.strip()
