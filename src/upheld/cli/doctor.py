"""`upheld doctor`: what is wrong, in words, and how to mend it."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Literal

from django.apps import apps
from django.conf import settings
from django.db import OperationalError, connection
from rich import print as show
from rich.markup import escape

from upheld.cli.migrate import pending_steps
from upheld.journeys.backups import last_backup
from upheld.kernel import clock, outbox
from upheld.kernel.partitions import count_all_spare
from upheld.kernel.tasks import get_backlog
from upheld.kernel.working_days import CALENDAR_NAMES, calendar
from upheld.policy import check_pack, list_packs

OLDEST_POSTGRESQL = 15
LATE, MUCH_TOO_LATE = timedelta(minutes=5), timedelta(hours=1)
CLOCK_DIFFERS, CLOCK_IS_WRONG = timedelta(seconds=5), timedelta(minutes=1)
DAYS_AHEAD = 90
BACKUP_IS_OLD, BACKUP_IS_MUCH_TOO_OLD = timedelta(days=2), timedelta(days=7)
DISK_IS_LOW, DISK_IS_FULL = 5 * 10**9, 10**9
"""Bytes."""


class State(StrEnum):
    """How one thing is."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True)
class Finding:
    """How one thing is, what that means, and how to mend it."""

    state: State
    meaning: str
    remedy: str = ""


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    name: str
    state: State
    meaning: str
    remedy: str


def doctor(*, format: Literal["text", "json"] = "text") -> int:
    """Say what is wrong, what it means and how to mend it. Ends with 1 if something is bad.

    :param format: Sentences for people, or the same for programs.
    """
    checks = examine()
    if format == "json":
        print(json.dumps([asdict(check) for check in checks], indent=2))
    else:
        for check in checks:
            _show(check)
    return 1 if any(check.state is State.BAD for check in checks) else 0


def examine() -> list[Check]:
    """Look at everything. What needs the database is left out when the database cannot be used."""
    checks = [_look("database", database)]
    if checks[-1].state is State.OK:
        checks.append(_look("tables", tables))
    if len(checks) == 2 and checks[-1].state is State.OK:
        checks += [_look("worker", worker), _look("reactions", reactions)]
    if checks[0].state is State.OK:
        checks.append(_look("clock", clocks))
    rest = {"calendars": calendars, "packs": packs, "static files": static_files}
    rest |= {"disk": disk, "backups": backups}
    return checks + [_look(name, examined) for name, examined in rest.items()]


def database() -> Finding:
    """Whether the database can be reached and is young enough."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        return Finding(
            State.BAD,
            f"The database cannot be reached: {str(error).splitlines()[0]}.",
            "Start it, or mend DATABASE_URL. Without DATABASE_URL Upheld brings its own database.",
        )
    version = connection.cursor().connection.info.server_version // 10_000
    if version < OLDEST_POSTGRESQL:
        return Finding(
            State.BAD,
            f"The database is PostgreSQL {version}, too old for Upheld.",
            f"Use PostgreSQL {OLDEST_POSTGRESQL} or later.",
        )
    return Finding(State.OK, f"PostgreSQL {version} answers.")


def tables() -> Finding:
    """Whether the tables are those of this release, and every row is in the part of its month."""
    steps = pending_steps()
    if steps:
        return Finding(State.BAD, f"The tables are {steps} steps behind this release.", "upheld migrate")
    if spare := count_all_spare():
        meaning = f"{spare:,} rows of the records are in no part of a month of their own. Nothing is lost."
        return Finding(State.WARN, meaning, "upheld partitions make")
    return Finding(State.OK, "The tables are those of this release.")


def worker() -> Finding:
    """Whether background work is done, and how far behind it is."""
    backlog = get_backlog()
    jobs = "1 job waits" if backlog.waiting == 1 else f"{backlog.waiting} jobs wait"
    waiting = f"{jobs}, the first for {_spoken(backlog.longest)}" if backlog.waiting else "Nothing waits"
    if not backlog.workers:
        meaning = f"No worker runs: nothing follows an event, and no promise breaks by the clock. {waiting}."
        return Finding(State.BAD, meaning, "upheld worker (upheld serve starts one too)")
    if backlog.longest >= LATE:
        state = State.BAD if backlog.longest >= MUCH_TOO_LATE else State.WARN
        return Finding(state, f"The worker is behind: {waiting}.", "Run one more beside it: upheld worker")
    return Finding(State.OK, f"Workers that run: {backlog.workers}. {waiting}.")


def reactions() -> Finding:
    """Whether something that should have followed an event was given up."""
    parked = len(outbox.list_parked())
    if parked:
        return Finding(
            State.BAD,
            f"{parked} reactions failed at their last try: what should follow those events has not happened.",
            "upheld events parked shows why; when that is mended: upheld events retry",
        )
    return Finding(State.OK, "Nothing is parked: what should follow events has followed, or is being tried.")


def clocks() -> Finding:
    """Whether this machine and the database agree what time it is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        theirs: datetime = cursor.fetchone()[0]
    apart = abs(clock.now() - theirs)
    if apart >= CLOCK_DIFFERS:
        return Finding(
            State.BAD if apart >= CLOCK_IS_WRONG else State.WARN,
            f"The clocks of this machine and the database are {_spoken(apart)} apart: days could be wrong.",
            "Let both take the time from the network (NTP).",
        )
    return Finding(State.OK, "This machine and the database agree what time it is.")


def calendars() -> Finding:
    """Whether the bank holidays of the next months are known."""
    ends = {name: calendar(name).horizon for name in CALENDAR_NAMES}
    last = min(end for end in ends.values() if end is not None)
    left = (last - clock.today()).days
    if left < DAYS_AHEAD:
        return Finding(
            State.BAD if left < 0 else State.WARN,
            f"Bank holidays are known until {last:%-d %B %Y}; beyond that no due date can be worked out.",
            "Bring in newer ones: update the package govuk-bank-holidays.",
        )
    return Finding(State.OK, f"Bank holidays are known until {last:%-d %B %Y}.")


def packs() -> Finding:
    """Whether the pack in use, and those that come with Upheld, are in order."""
    used = os.environ.get("UPHELD_PACK") or "dwp"
    faulty = [name for name in sorted({used, *list_packs()}) if check_pack(name)]
    if faulty:
        state = State.BAD if used in faulty else State.WARN
        remedy = " and ".join(f"upheld packs check {name}" for name in faulty)
        return Finding(state, f"Packs that are not in order: {', '.join(faulty)}.", f"See {remedy}")
    return Finding(State.OK, f"The pack in use is {Path(used).name}; it is in order.")


def static_files() -> Finding:
    """Whether the styles of the pages were built."""
    folder = Path(apps.get_app_config("web").path) / "static"
    if not any(folder.rglob("*.css")):
        return Finding(
            State.BAD, "The pages have no styles: they were not built.", "make setup, in the project's folder"
        )
    return Finding(State.OK, "The styles of the pages are built.")


def disk() -> Finding:
    """Whether there is room where Upheld keeps its data."""
    home = Path(settings.UPHELD_HOME)
    standing = next(folder for folder in (home, *home.parents) if folder.exists())
    free = shutil.disk_usage(standing).free
    said = f"{free / 10**9:.1f} GB are free in {home}."
    if free < DISK_IS_LOW:
        state = State.BAD if free < DISK_IS_FULL else State.WARN
        return Finding(
            state, said, "Make room, or set UPHELD_HOME to a larger disk and move the folder there."
        )
    return Finding(State.OK, said)


def backups() -> Finding:
    """Whether there is a backup of late."""
    if settings.DEMO:
        return Finding(State.OK, "This is the demonstration: nothing in it would be missed.")
    last = last_backup(Path(settings.UPHELD_HOME))
    if last is None:
        meaning = "No backup was made from here yet, or it is made by something that Upheld does not know."
        return Finding(State.WARN, meaning, "upheld backup keys, then upheld backup FILE every night")
    age = clock.now() - last.made_at
    said = f"The last backup was made {_spoken(age)} ago: {last.file}."
    if age >= BACKUP_IS_OLD:
        state = State.BAD if age >= BACKUP_IS_MUCH_TOO_OLD else State.WARN
        return Finding(state, said, "upheld backup FILE, every night (cron, systemd)")
    return Finding(State.OK, said)


def _look(name: str, examined: Callable[[], Finding]) -> Check:
    try:
        found = examined()
    except Exception as error:
        meaning = f"It could not be looked at: {str(error) or type(error).__name__}"
        found = Finding(State.BAD, meaning, "Mend that first, then run upheld doctor again.")
    return Check(name, found.state, found.meaning, found.remedy)


def _show(check: Check) -> None:
    colour = {State.OK: "green", State.WARN: "yellow", State.BAD: "red"}[check.state]
    show(f"[{colour}]{check.state:<5}[/] [bold]{check.name}[/]: {escape(check.meaning)}")
    if check.remedy:
        show(f"      To mend it: {escape(check.remedy)}")


def _spoken(span: timedelta) -> str:
    seconds = int(span.total_seconds())
    for size, unit in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit}"
    return f"{seconds} seconds"
