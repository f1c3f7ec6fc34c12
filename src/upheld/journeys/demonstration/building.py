"""Building the demonstration: everyone is taken on, extracts are imported, the offices live their history.

The offices live side by side, each in a process of its own. Once a simulated week, and at the end once a day,
they wait for each other while the clock does its work for all of them.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from threading import BrokenBarrierError
from typing import TYPE_CHECKING, NoReturn
from uuid import UUID

from django.db import connection, connections

from upheld.domains.access.queries import the_service
from upheld.domains.casework.commands import return_unanswered_offers
from upheld.domains.charter.commands import break_promises_due
from upheld.domains.people.queries import find_clients_by_reference
from upheld.journeys.demonstration import colleagues, scenes
from upheld.journeys.demonstration.closed_records import close_records
from upheld.journeys.demonstration.extracts import SYSTEMS, write_extracts
from upheld.journeys.demonstration.history import History, Matter
from upheld.journeys.demonstration.linked_records import review_links
from upheld.journeys.demonstration.lives import give_back, live
from upheld.journeys.demonstration.marker import mark_begun, mark_built, refuse_other_people
from upheld.journeys.demonstration.owners import notice_releases
from upheld.journeys.demonstration.people_file import write_people
from upheld.journeys.demonstration.persons import Person, invent_people
from upheld.journeys.demonstration.plan import OFFICES, PIP, Size, Times, chance
from upheld.journeys.demonstration.staff import Office, take_on_everyone
from upheld.journeys.nightly import look_after_cases_at
from upheld.journeys.people_import import import_people
from upheld.kernel import outbox
from upheld.kernel.commands import command
from upheld.kernel.errors import RuleBroken
from upheld.kernel.identifiers import SYSTEM

if TYPE_CHECKING:
    from multiprocessing.context import ForkProcess
    from multiprocessing.queues import SimpleQueue
    from multiprocessing.synchronize import Barrier

LONGEST_WEEK = 300.0
"""Seconds that one simulated week may take before the building is given up."""


KNOWN_ONLY = 0.34
"""The part of the records that are only held: an award that runs in its own system, with no case here."""


class BuildFailed(RuleBroken):
    """The demonstration could not be built: {why} What was built so far is of no use.

    Build it again with: upheld demo --fresh
    """


@dataclass(frozen=True)
class Step:
    """How far the building is: what is going on, and how much of all the work is done, from 0 to 1."""

    words: str
    done: float


def build(*, size: Size, seed: int, now: datetime, home: Path, side_by_side: bool = True) -> Iterator[Step]:
    """Build the demonstration in an empty database, with its files in `home`, and say how far it is.

    Raises HoldsOtherPeople, BuildFailed.
    """
    refuse_other_people()
    times = Times.until(now, size.months)
    start = History.moment_of(times, times.first, 8)
    with outbox.reacting_at_once():
        yield Step("Opening three offices and taking on 60 officers", 0.0)
        mark_begun(seed=seed, at=start)
        offices, people_who_sign_in = take_on_everyone(times=times, seed=seed, at=start)
        people = invent_people(OFFICES, size, times.today, seed)
        for place, system in enumerate(_import(people, home, times.first, start, seed, later=False)):
            yield Step(f"Importing the extract of {system}", 0.02 + 0.01 * place)
        histories = _histories(offices, people, times, seed)
        yield from _live(histories, times, side_by_side=side_by_side)
        for system in _import(people, home, times.last, now, seed, later=True):
            yield Step(f"Importing the latest extract of {system}", 0.98)
        _clock(now)
        review_links(offices=offices, times=times, at=now)
        people_who_sign_in += close_records(offices=offices, times=times, at=now)
        write_people(people_who_sign_in, home)
        mark_built(seed=seed, size=size, until=times.today, at=now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    yield Step("Ready", 1.0)


def _import(
    people: Sequence[Person], home: Path, on: date, at: datetime, seed: int, *, later: bool
) -> Iterator[str]:
    """Write the extracts of a day and import them, as `upheld import people` does."""
    files = write_extracts(people, home / "demo-extracts", on=on, seed=seed, later=later)
    for system in SYSTEMS:
        for _ in import_people(path=files[system], system=system, by=SYSTEM, at=at):
            pass
        yield system


def _histories(offices: Sequence[Office], people: Sequence[Person], times: Times, seed: int) -> list[History]:
    """The histories that are to be lived, each with the claims that will come in."""
    clients = _clients(people)
    histories = []
    for place, office in enumerate(offices):
        rng = chance(seed, office.plan.key)
        history = History(office, times, rng, History.moment_of(times, times.first, 8.5))
        teams = {team.plan.name: team for team in office.teams}
        days = times.calendar.working_days_between(times.first, times.last)
        matters: list[Matter] = []
        for one in (one for one in people if one.office == office.plan.key):
            for claim in one.claims:
                if rng.random() < (0.12 if claim.benefit == PIP else KNOWN_ONLY):
                    continue
                late = rng.random() ** (0.72 if claim.benefit == PIP else 0.95)
                day = times.calendar.add_working_days(times.first, int(days * late))
                opens_at = history.moment(day, 9 + 7 * rng.random())
                client_id = clients[claim.system][claim.reference]
                matters.append(Matter(len(matters), claim.benefit, client_id, teams[claim.team], opens_at))
        for matter in matters:
            history.wake(matter.opens_at, live(history, matter))
            if rng.random() < 0.015:
                day = times.calendar.add_working_days(matter.opens_at.date(), rng.randrange(6, 40))
                history.wake(history.moment(day, 14), give_back(history, matter))
        colleagues.begin(history)
        if place == 0:
            scenes.begin(history)
        histories.append(history)
    return histories


def _clients(people: Sequence[Person]) -> dict[str, dict[str, UUID]]:
    references: dict[str, list[str]] = {system: [] for system in SYSTEMS}
    for one in people:
        for claim in one.claims:
            references[claim.system].append(claim.reference)
    return {
        system: find_clients_by_reference(viewer=the_service(), system=system, references=some)
        for system, some in references.items()
    }


def _live(histories: Sequence[History], times: Times, *, side_by_side: bool) -> Iterator[Step]:
    mornings = times.mornings()
    weeks = _side_by_side(histories, mornings) if side_by_side else _in_turn(histories, mornings)
    for place, day in enumerate(weeks, 1):
        share = place / len(mornings)
        # Later weeks have more open cases, and so more that happens.
        yield Step(f"Living through {day:%B %Y}", 0.06 + 0.91 * (0.6 * share + 0.4 * share * share))


def _in_turn(histories: Sequence[History], mornings: Sequence[date]) -> Iterator[date]:
    for day in mornings:
        for history in histories:
            _live_until(history=history, day=day)
        _clock(History.moment_of(histories[0].times, day, 6))
        for history in histories:
            _look_around(history=history, day=day)
        yield day


def _side_by_side(histories: Sequence[History], mornings: Sequence[date]) -> Iterator[date]:
    """The same, with each office in a process of its own, on a connection of its own."""
    context = multiprocessing.get_context("fork")
    barrier, failures = context.Barrier(len(histories) + 1), context.SimpleQueue()
    connections.close_all()
    processes = [
        context.Process(target=_office_process, args=(history, mornings, barrier, failures), daemon=True)
        for history in histories
    ]
    for process in processes:
        process.start()
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        for day in mornings:
            barrier.wait(LONGEST_WEEK)
            _clock(History.moment_of(histories[0].times, day, 6))
            barrier.wait(LONGEST_WEEK)
            yield day
        for process in processes:
            process.join(LONGEST_WEEK)
        if not failures.empty():
            raise _failed(failures.get())
    except BrokenBarrierError:
        raise _failed("" if failures.empty() else failures.get()) from None
    finally:
        signal.signal(signal.SIGTERM, before)
        _end(processes)


def _stop(number: int, _: object) -> NoReturn:
    """Turn SIGTERM into an orderly end, so that no office lives on alone."""
    raise SystemExit(128 + number)


def _failed(trace: str) -> BuildFailed:
    why = trace.strip().splitlines()[-1] if trace.strip() else "a part of it took far too long."
    failed = BuildFailed(why=why)
    failed.add_note(trace)
    return failed


def _end(processes: Sequence[ForkProcess]) -> None:
    for process in processes:
        if process.is_alive():
            process.terminate()
        process.join()


def _office_process(
    history: History, mornings: Sequence[date], barrier: Barrier, failures: SimpleQueue[str]
) -> None:
    # Ctrl-C is for the process that the person started; it ends us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # What lives here lives to the end: looking for garbage among it again and again would cost a tenth.
    gc.freeze()
    gc.set_threshold(100_000)
    # The same few hundred statements come again and again: the server plans each of them once.
    connection.settings_dict["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 2}
    try:
        with outbox.reacting_at_once():
            for day in mornings:
                _live_until(history=history, day=day)
                barrier.wait(LONGEST_WEEK)
                barrier.wait(LONGEST_WEEK)
                _look_around(history=history, day=day)
    except BrokenBarrierError:
        pass
    except Exception:
        failures.put(traceback.format_exc())
        barrier.abort()
    finally:
        connections.close_all()


@command
def _live_until(*, history: History, day: date) -> None:
    """Let an office live until six in the morning of a day, in one transaction."""
    with connection.cursor() as cursor:
        # If the machine stops now the demonstration is built again anyway.
        cursor.execute("SET LOCAL synchronous_commit = off")
    history.live_until(history.moment(day, 6))


@command
def _look_around(*, history: History, day: date) -> None:
    """Let an office see what the clock did."""
    history.at = history.moment(day, 8)
    notice_releases(history)
    history.leaders_go_through_their_tasks()


def _clock(at: datetime) -> None:
    """What the clock does by itself in a service that runs."""
    return_unanswered_offers(by=SYSTEM, at=at)
    look_after_cases_at(at)
    break_promises_due(at=at)
