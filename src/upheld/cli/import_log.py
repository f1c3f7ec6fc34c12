"""`upheld import log`: takes over the cases of another system from its event log."""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from upheld.domains.access.queries import the_service
from upheld.insight.eventlog import Unreadable
from upheld.insight.performance.held_logs import Deadlines, measure_held_log
from upheld.journeys.log_import import Imported, import_log
from upheld.journeys.log_registration import Wanted
from upheld.journeys.log_survey import Problems
from upheld.kernel import clock
from upheld.kernel.errors import RuleBroken
from upheld.kernel.identifiers import SYSTEM


class ReportIsThere(RuleBroken):
    """There is a file {name} already. Nothing was imported. Choose another name for --problems."""


class ReportCannotBeWritten(RuleBroken):
    """The file {name} cannot be written: {why}. Nothing was imported. Choose another place for --problems."""


def log(
    file: Path,
    *,
    name: Annotated[str, Parameter(help="What to call the log (default: the name of the file).")] = "",
    zone: Annotated[str, Parameter(help="The time zone of its days, such as Europe/London.")] = "",
    team: Annotated[str, Parameter(help="An existing team to take it over, as TEAM or OFFICE/TEAM.")] = "",
    benefit: Annotated[str, Parameter(help="The benefit of the pack that its cases are about.")] = "",
    problems: Annotated[
        Path | None, Parameter(help="Write what cannot be read to this file, as CSV.")
    ] = None,
) -> int:
    """Import a case event log, XES or CSV, gzipped or not. Repeating an import changes nothing.

    What cannot be read is reported and the rest is kept; the command then still ends with 0. It ends with 1
    when the whole file is refused; then nothing is kept.

    :param file: The log.
    """
    wanted = Wanted(name=name, zone=zone, team=team, benefit=benefit)
    at = clock.now()
    with _report(problems) as on_problem, _bar() as progress:
        done = import_log(file, wanted=wanted, progress=progress, on_problem=on_problem, by=SYSTEM, at=at)
    held = measure_held_log(done.log, viewer=the_service(), as_of=at)
    print("\n".join([*summary(done, held.deadlines), *list_problems(done.problems, problems)]))
    return 0


def summary(done: Imported, deadlines: Deadlines) -> list[str]:
    """What came of an import, line by line."""
    figures = [
        ("cases", done.new + done.held),
        ("events", done.events),
        ("workers", done.workers),
        ("new", done.new),
        ("already held", done.held),
        ("promises kept", deadlines.kept),
        ("promises kept late", deadlines.kept_late),
        ("promises broken", deadlines.broken),
        ("promises still open", deadlines.open),
        ("problems", done.problems.number),
    ]
    lines = [f"The log {done.log}, with days of {done.zone}:"]
    lines += [f"{number:>11,}  {label}" for label, number in figures]
    if done.differing:
        were = "It was" if done.differing == 1 else "They were"
        cases = _counted(done.differing, "case")
        lines.append(f"Of {cases} already held the file now says more. {were} left as before.")
    if done.other_events:
        lines.append(
            f"Read and not kept, because they complete nothing: {_counted(done.other_events, 'event')}."
        )
    lines.append(f"Its measures: upheld measure log {done.log}")
    return lines


def list_problems(problems: Problems, report: Path | None) -> list[str]:
    """What could not be read: the first ten, and where the others are."""
    if not problems.number:
        return []
    lines = [
        f"What could not be read was left out, and everything else was kept ({problems.number:,} in all):"
    ]
    for one in problems:
        value = f" “{one.value[:60]}”" if one.value else ""
        lines.append(f"  row {one.row}, {one.field}{value}: {one.reason}")
    if report:
        lines.append(f"All of them are in {report}.")
    elif problems.number > len(problems):
        lines.append("To have all of them in a file, import again with --problems FILE.")
    return lines


@contextmanager
def _report(path: Path | None) -> Iterator[Callable[[Unreadable], None] | None]:
    """What writes each problem to the file as it is found. Raises ReportIsThere, ReportCannotBeWritten."""
    if path is None:
        yield None
        return
    try:
        file = path.open("x", encoding="utf-8", newline="")
    except FileExistsError:
        raise ReportIsThere(name=path.name) from None
    except OSError as wrong:
        raise ReportCannotBeWritten(name=path.name, why=wrong.strerror or type(wrong).__name__) from None
    with file:
        rows = csv.writer(file)
        rows.writerow(["row", "field", "value", "reason"])
        yield lambda one: rows.writerow([one.row, one.field, one.value, one.reason])


@contextmanager
def _bar() -> Iterator[Callable[[str, int, int | None], None]]:
    """A bar on the error stream, so that what is printed stays clean."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda doing, done, of: bar.update(task, description=doing, completed=done, total=of)


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
