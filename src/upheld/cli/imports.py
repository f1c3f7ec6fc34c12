"""`upheld import`: takes in what other systems hold, and looks after the rows that could not be read."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from upheld.cli.import_quarantine import app as quarantine
from upheld.journeys.people_import import Progress as SoFar
from upheld.journeys.people_import import import_people
from upheld.kernel import clock
from upheld.kernel.identifiers import SYSTEM

app = App(name="import", help="Take in what other systems hold.")
app.command(quarantine, name="quarantine")
app.command("upheld.cli.import_log:log", name="log", help="Import a case event log, XES or CSV.")


@app.command(name="people")
def people_(
    file: Path,
    *,
    system: str,
    office: str = "",
    extract_on: Annotated[
        date | None, Parameter(help="The day of the extract, for rows that do not say it.")
    ] = None,
    complete: Annotated[
        bool,
        Parameter(
            negative="", help="The extract names everybody whom the system holds: mark whom it leaves out."
        ),
    ] = False,
) -> int:
    """Import the extract of a benefit system. Repeating an import changes nothing. New records are linked.

    Rows that cannot be read are set aside and the rest is kept; the command then still ends with 0. It ends
    with 1 when the whole file is refused; then nothing is kept.

    :param file: The extract, as CSV.
    :param system: The system that it comes from, as the pack names it.
    :param office: The key of the office that serves these clients, for rows that do not say it.
    """
    last = None
    with _bar() as bar, _sparing_the_collector():
        task = bar.add_task(file.name, rows=0, total=None)
        steps = import_people(
            path=file,
            system=system,
            office_key=office,
            extract_on=extract_on,
            complete=complete,
            by=SYSTEM,
            at=clock.now(),
        )
        for so_far in steps:
            bar.update(task, completed=so_far.bytes_read, total=so_far.bytes_total, rows=so_far.rows)
            last = so_far
    if last:
        print("\n".join(summary(last, system)))
    return 0


def summary(done: SoFar, system: str) -> list[str]:
    """What came of an import, line by line."""
    counts = done.counts
    figures = [
        ("rows read", done.rows),
        ("new clients", counts.new_clients),
        ("linked to clients known already", counts.linked),
        ("records updated", counts.updated),
        ("unchanged", counts.unchanged),
        ("older than what is held", counts.older),
        ("quarantined", done.quarantined),
        ("conflicts, not linked", counts.conflicts),
        ("pairs in doubt, for a person to compare", counts.doubtful),
        ("withdrawn: the system no longer holds them", counts.withdrawn),
    ]
    often = ("older", "withdrawn")
    lines = [f"{number:>11,}  {label}" for label, number in figures if number or not label.startswith(often)]
    if counts.conflicts:
        named = ", ".join(counts.conflict_references[:10])
        more = "" if counts.conflicts <= 10 else f" and {counts.conflicts - 10:,} more"
        lines.append(
            "A conflict is a new client whose National Insurance number belongs to someone else too. "
            f"Compare them. References: {named}{more}."
        )
    if done.unreadable:
        lines.append(
            f"No record was marked as withdrawn: of {done.unreadable:,} rows nobody can tell whom they name. "
            "Mend the extract and import it again."
        )
    if done.quarantined:
        rows = "row was" if done.quarantined == 1 else "rows were"
        before = done.already_quarantined
        known = f" An earlier import had set aside {before:,} of them." if before else ""
        lines.append(
            f"{done.quarantined:,} {rows} set aside and not kept.{known} "
            f"See them with: upheld import quarantine list --system {system}"
        )
    return lines


@contextmanager
def _sparing_the_collector() -> Iterator[None]:
    """Keep Python from searching all that is loaded, again and again, for what could be freed."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rows]:,} rows"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
