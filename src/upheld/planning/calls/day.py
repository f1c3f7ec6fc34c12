"""The intervals of a day: officers for each, and what happens when one hands its line on to the next.

`staff_day` looks at each interval as if it lasted for ever (the stationary independent period by period
approach of L. Green, P. Kolesar and W. Whitt, 2007). Where people wait about as long as an interval lasts
that is wrong: the queue of the morning is still there at noon. `follow_day` therefore follows the
probabilities of every queue length through the day, and is what to believe.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg import solve_banded

from upheld.planning.calls.erlang import Demand, Numbers
from upheld.planning.calls.staffing import Needed, on_the_rota, people_needed
from upheld.planning.figures import ImpossibleFigure, need, need_above, need_from


@dataclass(frozen=True, slots=True)
class Interval:
    """A part of the day: its demand, and how many minutes it lasts."""

    demand: Demand
    minutes: float = 30.0

    def __post_init__(self) -> None:
        need_above("minutes", self.minutes)


@dataclass(frozen=True, slots=True)
class IntervalPlan:
    """For one interval: officers on the phones, people on the rota for that, and the service expected."""

    interval: Interval
    needed: Needed
    on_the_rota: int


@dataclass(frozen=True, slots=True)
class IntervalFollowed:
    """What happened in one interval: calls offered, taken up by an officer and given up; people on hold at
    its end, on average over all that could have happened. A call that an officer handed back at the start is
    taken off those answered.
    """

    offered: float
    answered: float
    given_up: float
    waiting_at_the_end: float


@dataclass(frozen=True, slots=True)
class DayFollowed:
    """The intervals of a day in order. Who is still on hold at the end was neither answered nor gave up."""

    intervals: tuple[IntervalFollowed, ...]

    @property
    def answered(self) -> float:
        """The share of the day's calls that an officer took up."""
        return sum(one.answered for one in self.intervals) / sum(one.offered for one in self.intervals)


def staff_day(
    intervals: Sequence[Interval],
    *,
    answered: float,
    patience_seconds: float,
    redialling: float = 0.0,
    away: float = 0.0,
) -> tuple[IntervalPlan, ...]:
    """The fewest officers for each interval by itself. `away` is the share of paid time not on the phones."""
    plans = []
    for interval in intervals:
        needed = people_needed(
            interval.demand, answered=answered, patience_seconds=patience_seconds, redialling=redialling
        )
        plans.append(IntervalPlan(interval, needed, on_the_rota(needed.agents, away=away)))
    return tuple(plans)


def follow_day(
    intervals: Sequence[Interval],
    agents: Sequence[int],
    *,
    patience_seconds: float,
    step_seconds: float = 15.0,
    places: int | None = None,
) -> DayFollowed:
    """Follow the line from an empty start, with this many officers in each interval.

    Steps are implicit Euler: probabilities stay probabilities at any step, with an error proportional to it.
    `places` bounds how many can be in the system (a caller beyond it is counted as given up); by default
    far above what happens. Officers who leave at the end of an interval hand their call back to the line.
    Raises ImpossibleFigure.
    """
    need_above("patience_seconds", patience_seconds)
    need_above("step_seconds", step_seconds)
    if len(intervals) != len(agents) or not intervals:
        raise ImpossibleFigure("agents", len(agents), f"one number for each of {len(intervals)} intervals")
    for number in agents:
        need_from("agents", number)
    room = _room(intervals, agents, patience_seconds) if places is None else places
    need(room >= 1, "places", room, "1 or more")
    chances = np.zeros(room + 1)
    chances[0] = 1.0
    found: list[IntervalFollowed] = []
    for interval, number in zip(intervals, agents, strict=True):
        waiting = found[-1].waiting_at_the_end if found else 0.0
        chances, one = _follow(chances, waiting, interval, number, patience_seconds, step_seconds)
        found.append(one)
    return DayFollowed(tuple(found))


def _room(intervals: Sequence[Interval], agents: Sequence[int], patience: float) -> int:
    """More than can be in the system: the busiest load with the fewest officers, and twelve deviations."""
    most = 0.0
    for interval, number in zip(intervals, agents, strict=True):
        arrivals = interval.demand.calls_per_hour / 3600.0
        held = max(0.0, arrivals - number / interval.demand.handling_seconds) * patience
        busy = interval.demand.load + number + held
        most = max(most, busy + 12.0 * (busy + arrivals * patience) ** 0.5 + 20.0)
    return int(most)


def _follow(
    chances: Numbers, before: float, interval: Interval, agents: int, patience: float, step: float
) -> tuple[Numbers, IntervalFollowed]:
    demand, seconds = interval.demand, interval.minutes * 60.0
    steps = max(1, round(seconds / step))
    length = seconds / steps
    arrivals = demand.calls_per_hour / 3600.0
    people = np.arange(len(chances), dtype=np.float64)
    queue = np.maximum(people - agents, 0.0)
    leaving = np.minimum(people, agents) / demand.handling_seconds + queue / patience
    bands = np.zeros((3, len(people)))
    bands[0, 1:] = -length * leaving[1:]
    bands[1] = 1.0 + length * (leaving + arrivals)
    bands[1, -1] -= length * arrivals
    bands[2, :-1] = -length * arrivals
    given_up = 0.0
    for _ in range(steps):
        chances = solve_banded((1, 1), bands, chances, check_finite=False)
        given_up += length * (float(queue @ chances) / patience + arrivals * float(chances[-1]))
    offered, after = arrivals * seconds, float(queue @ chances)
    return chances, IntervalFollowed(offered, offered - given_up - (after - before), given_up, after)
