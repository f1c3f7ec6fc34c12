"""`upheld demo`: a believable agency, built from a seed and served."""

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import ProgrammingError, connection
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from upheld.cli.migrate import migrate, pending_steps
from upheld.cli.serve import PortIsTaken, serve
from upheld.domains.access.queries import NoSuchAccount, get_viewer
from upheld.journeys import demonstration
from upheld.journeys.demonstration import Demonstration, DemoSignIn, HoldsOtherPeople, Size, Summary
from upheld.kernel import clock
from upheld.kernel.days import day_of
from upheld.kernel.errors import RuleBroken
from upheld.policy import current_pack

PORTS_TRIED = 50


class CannotEmpty(RuleBroken):
    """The demonstration of an earlier day must make room, and this database user may not empty the database.

    Nothing was changed. Give the demonstration an empty database with DATABASE_URL.
    """


def demo(
    *,
    seed: int = demonstration.DEFAULT_SEED,
    fresh: bool = False,
    no_serve: bool = False,
    port: int = 8000,
    host: str = "127.0.0.1",
    clients: int = Size.clients,
    months: int = Size.months,
    one_process: bool = False,
) -> int:
    """Build a believable agency of invented people, unless it stands already, and serve it until Ctrl-C.

    What was built today is used again. What was built on an earlier day is built anew, so that its history
    ends today, unless someone added clients of their own.

    :param seed: Another number gives other people and another history.
    :param fresh: Build it anew even if it was built today. What was done in it since is lost.
    :param no_serve: Build it, say what stands in it, and end.
    :param port: The port to listen on; when it is taken, the next free one.
    :param host: The address to listen on.
    :param clients: How many clients to invent.
    :param months: How many months of history.
    :param one_process: Build in one process, more slowly.
    """
    size, home = Size(clients, months), Path(settings.UPHELD_HOME)
    console = Console()
    _prepare(console, size, seed, home, fresh=fresh, side_by_side=not one_process)
    _print_summary(console, demonstration.summarise(at=clock.now(), months=months))
    _print_people(console, demonstration.read_people(home), home)
    if no_serve:
        return 0
    return _serve_somewhere(console, host, port)


def _prepare(console: Console, size: Size, seed: int, home: Path, *, fresh: bool, side_by_side: bool) -> None:
    """See to it that the demonstration stands in the database."""
    now = clock.now()
    if pending_steps():
        migrate()
    built = demonstration.built_demonstration()
    if built and not fresh and _serves(built, size, seed, home, now):
        console.print(
            "The demonstration was built today and is used again. To build it anew: upheld demo --fresh"
        )
        return
    try:
        demonstration.refuse_other_people()
    except HoldsOtherPeople as others:
        if built and not fresh and _can_be_signed_in_to(home, now):
            console.print(
                f"The demonstration was built on {built.until:%-d %B %Y} and is used as it is, because "
                "clients were added to it since. Its history ends on that day."
            )
            return
        raise others
    if demonstration.has_begun():
        console.print("Making room: the demonstration that stands here is removed.")
        _empty()
        migrate()
    _build(console, size, seed, home, now, side_by_side=side_by_side)


def _serves(built: Demonstration, size: Size, seed: int, home: Path, now: datetime) -> bool:
    today = day_of(now, current_pack().time_zone)
    wanted = (seed, size, today)
    return (built.seed, built.size, built.until) == wanted and _can_be_signed_in_to(home, now)


def _can_be_signed_in_to(home: Path, now: datetime) -> bool:
    """Whether the passwords that are written down are those of this database."""
    people = demonstration.read_people(home)
    try:
        return bool([get_viewer(one.account_id, on=now.date()) for one in people])
    except NoSuchAccount:
        return False


def _empty() -> None:
    """Remove every table, and with them the record, which lets nothing else be removed."""
    with connection.cursor() as cursor:
        try:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        except ProgrammingError as refused:
            raise CannotEmpty from refused


def _build(console: Console, size: Size, seed: int, home: Path, now: datetime, *, side_by_side: bool) -> None:
    """Build it under a bar. The bar is drawn by hand: a thread of its own would not survive the forking."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=console,
        auto_refresh=False,
    )
    with bar:
        task = bar.add_task("Beginning", total=1.0)
        for step in demonstration.build(size=size, seed=seed, now=now, home=home, side_by_side=side_by_side):
            bar.update(task, description=step.words, completed=step.done, refresh=True)


def _print_summary(console: Console, summary: Summary) -> None:
    console.print(
        f"\n{summary.offices} offices, {summary.teams} teams, {summary.officers} officers "
        f"({summary.away} away today), {summary.clients:,} clients, {summary.open_cases:,} open cases. "
        f"{summary.quarantined} rows of the extracts could not be read and wait for someone.\n"
    )
    console.print(_numbers("Open cases", _owners(summary)))
    console.print(_numbers("Promises to clients", _promises(summary)))
    standards = Table(
        "Standard", "In time", "Due", "Percent", title="Standards by benefit", title_justify="left"
    )
    for line in summary.standards:
        standards.add_row(line.title, f"{line.met:,}", f"{line.due:,}", line.percent_text)
    console.print(standards)


def _owners(summary: Summary) -> Iterable[tuple[str, int]]:
    yield "owned", summary.owned
    for reason, number in summary.unowned:
        yield f"without an owner: {reason[:1].lower()}{reason[1:]}", number
    yield "officers over their limit", summary.over_limit


def _promises(summary: Summary) -> Iterable[tuple[str, int]]:
    counts = summary.promises
    yield "kept", counts.kept
    yield "kept late", counts.kept_late
    yield "broken", counts.broken
    yield "still open", counts.open
    yield "withdrawn in time", counts.withdrawn


def _numbers(title: str, rows: Iterable[tuple[str, int]]) -> Table:
    table = Table(title=title, title_justify="left", show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for words, number in rows:
        table.add_row(words, f"{number:,}")
    return table


def _print_people(console: Console, people: Iterable[DemoSignIn], home: Path) -> None:
    console.print("Who can sign in, and what to look at. Everybody here is invented.\n")
    for one in people:
        console.print(f"[bold]{one.name}[/bold], {one.role}", highlight=False)
        console.print(f"  {one.email}   {one.password}", highlight=False, soft_wrap=True)
        console.print(f"  {one.look_at}\n", highlight=False)
    console.print(f"The same is kept in {demonstration.people_file(home)}\n", highlight=False, soft_wrap=True)


def _serve_somewhere(console: Console, host: str, port: int) -> int:
    os.environ["UPHELD_DEMO"] = "1"
    for candidate in range(port, port + PORTS_TRIED):
        try:
            return serve(host=host, port=candidate)
        except PortIsTaken:
            console.print(f"Port {candidate} is taken. Trying {candidate + 1}.", highlight=False)
    raise PortIsTaken(port=port, host=host, other=port + PORTS_TRIED)
