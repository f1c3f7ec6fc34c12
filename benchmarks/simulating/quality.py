"""How right the answers are: forecasts that held, rosters against the hand, and the calls of 2023-24."""

from __future__ import annotations

import time
from datetime import date, timedelta

import numpy as np

from benchmarks.findings import Cell, Findings
from upheld.planning.calls import Demand, first_calls, fit_service, people_needed
from upheld.planning.forecast import History, forecast
from upheld.planning.rosters import Duty, Limits, Person, broken_rules, fill_roster

MONDAY = date(2023, 1, 2)
WEEKDAYS = (1.3, 1.1, 1.0, 0.9, 0.7, 0.0, 0.0)

ANSWERED, WAIT, CALLS = 0.76, 15 * 60 + 23, 22.6e6
"""In-house lines, 2023-24: National Audit Office, July 2024."""

HOURS_OF_A_YEAR = 253 * 9
SHARES = (0.85, 0.90, 0.94)


def measure_calls() -> Findings:
    """How many more officers than in 2023-24 the shares of calls would have taken."""
    rows: list[tuple[Cell, ...]] = []
    for handling in (360, 600, 1200):
        offered = Demand(CALLS / HOURS_OF_A_YEAR, handling)
        fitted = fit_service(offered, answered=ANSWERED, wait_seconds=WAIT)
        for redialling in (0.0, 0.5):
            first = first_calls(offered, answered=ANSWERED, redialling=redialling)
            more: list[Cell] = []
            for share in SHARES:
                needed = people_needed(
                    first, answered=share, patience_seconds=fitted.patience_seconds, redialling=redialling
                )
                more.append(f"{needed.agents:,} ({needed.agents / fitted.agents - 1:+.1%})")
            minutes = round(fitted.patience_seconds / 60, 1)
            rows.append((handling // 60, f"{redialling:.0%}", minutes, round(fitted.agents), *more))
    return Findings(
        title="The calls of 2023-24, asked again",
        columns=(
            "minutes for a call",
            "ring again",
            "patience, minutes",
            "officers on the phones then",
            *(f"for {share:.0%}" for share in SHARES),
        ),
        rows=rows,
        notes=(
            "Published: 76% of 22.6 million calls answered in-house, mean wait 15 minutes 23 seconds, taken "
            "as the wait of those answered; outsourced lines answered 94%. Not published: how long a call "
            "takes, opening hours (taken: 253 days of 9 hours, evenly busy), how many ring again. Officers "
            "are those on the phones at once; the percentages, which hardly depend on what was taken, are "
            "against those fitted for 2023-24.",
        ),
    )


def measure_forecasts(series: int = 30, ahead: int = 91) -> Findings:
    """How often intervals of nine in ten held, on generated series whose future was kept back."""
    kinds = {
        "steady": {},
        "level that wanders": {"drift": 0.006},
        "a season, three years known": {"season": 0.3, "days": 1190},
        "a season, under two years known": {"season": 0.3, "days": 700},
        "about four a day": {"level": 4.0},
    }
    rows: list[tuple[Cell, ...]] = []
    for name, kind in kinds.items():
        held, sums, told, seconds = [], [], [], []
        for seed in range(series):
            history = _invent(seed, **{"days": 520.0, **kind})
            known = len(history.counts) - ahead
            came = history.counts[known:]
            began = time.perf_counter()
            found = forecast(
                History(history.first_day, history.counts[:known], history.closed), horizon=ahead
            )
            seconds.append(time.perf_counter() - began)
            told.append(found.backtest.held)
            sums.append(found.total.low <= sum(came) <= found.total.high)
            pairs = zip(found.days, came, strict=True)
            held.append(np.mean([one.low <= count <= one.high for one, count in pairs if one.expected > 0]))
        shares = [f"{np.mean(one):.1%}" for one in (held, sums, told)]
        rows.append((name, series, *shares, round(float(np.mean(seconds)), 2)))
    return Findings(
        title="Forecasts whose intervals are to hold nine times in ten",
        columns=("series", "number", "days held", "sums held", "what it said before", "seconds"),
        rows=rows,
        notes=(
            f"{ahead} calendar days ahead, kept back. *What it said before*: the share that it had "
            "seen to hold on the latest part of what it knew. A season that has been seen only once "
            "cannot be told from a change of level, and the forecast says so.",
        ),
    )


def measure_rosters(offices: int = 10) -> Findings:
    """The solver against the hand, for four weeks of an office of 24."""
    rows: list[tuple[Cell, ...]] = []
    broken = 0
    for seed in range(offices):
        people, duties, limits = _office(seed)
        began = time.perf_counter()
        found = fill_roster(people, duties, limits)
        seconds = time.perf_counter() - began
        by_hand = fill_roster(people, duties, limits, solver=False)
        broken += len(broken_rules(found.placements, people, duties, limits))
        missing = [sum(gap.missing for gap in one.gaps) for one in (found, by_hand)]
        spread = [round(float(np.std(list(one.loads.values()))), 2) for one in (found, by_hand)]
        proven = "yes" if found.proven else "no"
        rows.append((seed, sum(one.people for one in duties), *missing, *spread, proven, round(seconds, 2)))
    return Findings(
        title="Duty rosters",
        columns=(
            *("office", "places", "open", "open, by hand", "spread of loads", "spread, by hand"),
            *("proven best", "seconds"),
        ),
        rows=rows,
        notes=(
            "24 people, four weeks, three kinds of duty, mornings and afternoons, at most three in a week, "
            "a day of rest after support. Filling comes before fairness: who alone is qualified has more.",
        ),
        failures=(f"{broken} hard rules are broken.",) if broken else (),
    )


def _invent(
    seed: int, *, days: float, level: float = 300.0, drift: float = 0.0, season: float = 0.0
) -> History:
    """Counts by weekday, closed days and what they held back, spread twice as wide as by chance."""
    chance = np.random.default_rng(seed)
    closed = frozenset(MONDAY + timedelta(days=place) for place in range(20, int(days) + 200, 45))
    log, held, counts = 0.0, False, []
    for place in range(int(days)):
        day = MONDAY + timedelta(days=place)
        log += chance.normal(0, drift)
        wave = 1 + season * np.sin(place / 364 * 2 * np.pi)
        mean = level * np.exp(log) * WEEKDAYS[day.weekday()] * wave
        if day in closed:
            held, mean = held or mean > 0, 0.0
        elif mean and held:
            held, mean = False, mean * 1.4
        counts.append(float(chance.poisson(chance.gamma(mean, 1.0) if mean else 0)))
    return History(MONDAY, tuple(counts), closed)


def _office(seed: int) -> tuple[list[Person], list[Duty], Limits]:
    chance = np.random.default_rng(seed)
    days = [MONDAY + timedelta(days=7 * week + day) for week in range(4) for day in range(5)]
    kinds = {"support partner": (0.3, 1, 10), "first aider": (0.35, 1, 10), "phones": (0.8, 2, 1)}
    people = [
        Person(
            key=f"officer {place:02}",
            qualified=frozenset(kind for kind, (share, _, _) in kinds.items() if chance.random() < share),
            present=frozenset(day for day in days if chance.random() < 0.85),
            done=int(chance.integers(0, 4)),
        )
        for place in range(24)
    ]
    duties = [
        Duty(f"{day} {kind} {session}", kind, day, session, number, weight)
        for day in days
        for kind, (_, number, weight) in kinds.items()
        for session in ("morning", "afternoon")
    ]
    return people, duties, Limits(most_a_week=3, rest_days={"support partner": 1})
