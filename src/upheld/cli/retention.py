"""`upheld retention`: what is due to be erased and by which rule, erasing it, and what was erased."""

from typing import Annotated

from cyclopts import App, Parameter
from rich import print as show
from rich.progress import Progress
from rich.table import Table

from upheld.domains.access.queries import name_of, the_service
from upheld.domains.people.queries import list_holds
from upheld.journeys.retention import BATCH, DueKind, erase_due, list_due
from upheld.kernel import clock
from upheld.kernel.erasures import list_runs
from upheld.kernel.identifiers import SYSTEM

SHOWN = 50

app = App(name="retention", help="What is kept for how long, what is due to be erased, and what was.")


@app.command
def due() -> None:
    """Say for each kind of record what the rule is, and how many are due. Nothing is erased."""
    table = Table("Kind", "What", "Rule", "Due")
    for one in list_due(viewer=the_service(), as_of=clock.now()):
        rule = one.rule
        words = f"{rule.then} {rule.keep} after it was {rule.after.replace('_', ' ')}"
        table.add_row(one.kind, rule.label, words, number_due(one))
    show(table)
    print("Erase what is due: upheld retention run")


@app.command
def run(
    *,
    batch: Annotated[int, Parameter(help="How many records one transaction erases.")] = BATCH,
    limit: Annotated[int | None, Parameter(help="Stop after so many records.")] = None,
    only: Annotated[str, Parameter(help="Only this kind of record, as `due` names it.")] = "",
) -> None:
    """Erase what is due, until nothing is. Stop it with Ctrl-C whenever you like: the next run goes on."""
    erased: dict[str, int] = {}
    try:
        with Progress(transient=True) as progress:
            task = progress.add_task("Erasing", total=None)
            for done in erase_due(batch=batch, limit=limit, only=only, by=SYSTEM, at=clock.now()):
                erased[done.kind] = erased.get(done.kind, 0) + done.number
                progress.update(task, description=f"{done.label}: {erased[done.kind]:,}")
    except KeyboardInterrupt:
        print("Stopped. What is listed here is erased; the next run goes on with the rest.")
    for kind, number in erased.items():
        print(f"{kind}: {number:,}")
    print(f"{sum(erased.values()):,} records erased or made anonymous.")


@app.command(name="list")
def list_() -> None:
    """List the latest runs: what was erased, under which rule, of which time. Nobody is named."""
    table = Table("Began", "Kind", "Number", "Rule from", "Pack", "Time counted from", "to")
    for line in list_runs(limit=SHOWN):
        moments = (line.since.date().isoformat(), line.until.date().isoformat())
        rule = (line.rule_from.isoformat(), line.pack_version)
        table.add_row(
            f"{line.began_at:%Y-%m-%d %H:%M}", line.record_kind, f"{line.number:,}", *rule, *moments
        )
    show(table)


@app.command
def holds() -> None:
    """List the legal holds that stand: since when, who placed each, and on which client, by id."""
    table = Table("Since", "Client", "Placed by")
    found = list_holds(viewer=the_service(), limit=SHOWN)
    names = name_of(hold.placed_by for hold in found)
    for hold in found:
        table.add_row(hold.placed_at.date().isoformat(), str(hold.client_id), names.get(hold.placed_by, ""))
    show(table)


def number_due(one: DueKind) -> str:
    """How many are due, as people say it."""
    return f"more than {one.number - 1:,}" if one.is_cut else f"{one.number:,}"
