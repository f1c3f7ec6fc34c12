"""How long the simulations take, against the case-by-case one of the same run."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from statistics import median

from benchmarks.findings import Cell, Findings, times
from benchmarks.simulating.teams import invent_teams, one_large_team
from upheld.planning.caseload import (
    EXACTLY,
    TWO_YEARS,
    Ranges,
    Scenario,
    draw,
    explore,
    schedule_of,
    simulate,
)
from upheld.planning.caseload.case_by_case import run

COLUMNS = (
    *("what", "cases", "seconds", "CPU seconds", "promised at most"),
    *("cases each CPU second", "times case by case", "peak memory, MB"),
)
Taken = tuple[float, float]
"""Seconds by the clock, and seconds for which a processor was at work: on a busy machine far fewer."""
SEED = 1911
PLAIN = Scenario("as things are")
ONE_MILLION, ONE_MILLION_SECONDS = 1_000_000, 0.2
TEAMS, DRAWS, ALL_SECONDS = 200, 100, 900.0
BY_ITSELF = 50_000
RUNS = 5


def measure_speed(teams: int = TEAMS, draws: int = DRAWS, by_itself: int = BY_ITSELF) -> Findings:
    """A million cases in one, every case by itself, and an agency of teams with an ensemble for each."""
    small, large = one_large_team(by_itself, TWO_YEARS), one_large_team(ONE_MILLION, TWO_YEARS)
    schedule = schedule_of(small, PLAIN, TWO_YEARS)
    alone = _seconds(lambda: run(small, schedule, seed=SEED))
    each = by_itself / alone[1]
    runs = [_seconds(lambda: simulate(large, EXACTLY, schedule, seed=SEED)) for _ in range(RUNS)]
    whole = median(one for one, _ in runs), median(one for _, one in runs)
    lanes = draw(Ranges(), draws, seed=SEED, name=large.name)
    ensemble = _seconds(lambda: simulate(large, lanes, schedule, seed=SEED))
    invented = list(invent_teams(teams, SEED))
    agency = _seconds(lambda: [explore([one], [PLAIN], seed=SEED, number=draws) for one in invented] and None)
    cases = round(sum(one.claims_a_day for one in invented) * TWO_YEARS * draws)
    rows = [
        _row("case by case and officer by officer", by_itself, alone, None, each),
        _row("one team, one draw", ONE_MILLION, whole, ONE_MILLION_SECONDS, each),
        _row(f"one team, {draws} draws", ONE_MILLION * draws, ensemble, None, each),
        _row(f"{teams} teams, {draws} draws each, with bands and answers", cases, agency, ALL_SECONDS, each),
    ]
    slow = [
        f"{row[0]} took {row[3]} CPU seconds, and {row[4]} are promised."
        for row in rows
        if isinstance(row[3], float) and isinstance(row[4], float) and row[3] > row[4]
    ]
    return Findings(
        title="Simulating two years",
        columns=COLUMNS,
        rows=rows,
        notes=(
            f"Two years are {TWO_YEARS} working days. One process with one thread: what is promised is",
            "compared with its CPU seconds, which other work on the machine hardly changes. Cases count in",
            "each draw. The simulation in whole columns counts cases by the day on which they fall due, so",
            "its time grows with days and draws and hardly with cases.",
        ),
        failures=tuple(slow),
    )


def _seconds(work: Callable[[], object]) -> Taken:
    began, used = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - used


def _row(what: str, cases: int, taken: Taken, promised: float | None, each: float) -> tuple[Cell, ...]:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    seconds, used = taken
    speed = cases / used
    shown = round(seconds, 3), round(used, 3)
    return what, cases, *shown, promised, round(speed), times(speed, each), memory
