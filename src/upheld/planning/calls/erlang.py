"""Two queues for one line: Erlang C, where everyone waits until answered, and Erlang A, where people give up.

Both take calls that arrive at random at a steady rate, handling times and patience that are exponential, and
officers who are alike. Erlang A is a birth-and-death chain whose probabilities are products; all sums here
are of positive terms, begun at the largest one, so that nothing is lost by subtraction and nothing overflows
with thousands of officers.

Sources: A. K. Erlang, *Solution of some problems in the theory of probabilities* (1917), for C; C. Palm,
*Research on telephone traffic carried by full availability groups* (1957), for A; A. Mandelbaum and
S. Zeltyn, *Service engineering in action: the Palm/Erlang-A queue* (2007), for its measures.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc

from upheld.planning.figures import need, need_above, need_from

Numbers = NDArray[np.float64]
Ratio = Callable[[Numbers], Numbers]

LONGEST_PATIENCE = 86_400.0
"""Seconds. Who would stay on the line for more than a day is not described by a queue."""

_NEGLIGIBLE, _NOTHING = 1e-24, 1e-300


@dataclass(frozen=True, slots=True)
class Demand:
    """Calls offered in an hour, and the mean seconds that one keeps an officer, work after it too."""

    calls_per_hour: float
    handling_seconds: float

    def __post_init__(self) -> None:
        need_above("calls_per_hour", self.calls_per_hour)
        need_above("handling_seconds", self.handling_seconds)

    @property
    def load(self) -> float:
        """Officers who would be busy if nobody ever waited or gave up, in erlangs."""
        return self.calls_per_hour / 3600.0 * self.handling_seconds


@dataclass(frozen=True, slots=True)
class Service:
    """What callers meet with so many officers, in the long run.

    `answered`, `delayed` (had to wait) and `answered_in_time` (waited at most `in_time_seconds`) are shares
    of all calls offered. Waits are mean seconds: `wait_seconds` of everyone, those who gave up too;
    `wait_of_answered_seconds` of those answered. `waiting` are people on hold, `occupancy` the share of
    officers' time on calls.
    """

    agents: int
    answered: float
    delayed: float
    wait_seconds: float
    wait_of_answered_seconds: float
    waiting: float
    occupancy: float
    in_time_seconds: float
    answered_in_time: float

    @property
    def abandoned(self) -> float:
        """The share of calls given up by the caller."""
        return 1.0 - self.answered


def erlang_c(demand: Demand, agents: int, *, in_time_seconds: float = 20.0) -> Service:
    """The queue in which nobody gives up. Raises ImpossibleFigure unless officers outnumber the load."""
    load = demand.load
    need_from("in_time_seconds", in_time_seconds)
    need(agents > load, "agents", agents, f"more than the load of {load:.6g} erlangs")
    inverse = inverse_erlang_b(load, agents)
    free = agents - load
    delayed = agents / (agents + free * (inverse - 1.0)) if math.isfinite(inverse) else 0.0
    wait = delayed * demand.handling_seconds / free
    late = delayed * math.exp(-free * in_time_seconds / demand.handling_seconds)
    return Service(
        agents=agents,
        answered=1.0,
        delayed=delayed,
        wait_seconds=wait,
        wait_of_answered_seconds=wait,
        waiting=wait * demand.calls_per_hour / 3600.0,
        occupancy=load / agents,
        in_time_seconds=in_time_seconds,
        answered_in_time=1.0 - late,
    )


def erlang_a(
    demand: Demand, agents: int, *, patience_seconds: float, in_time_seconds: float = 20.0
) -> Service:
    """The queue in which each caller gives up after a patience of this mean. Any number of officers will do.

    Raises ImpossibleFigure for a patience of nought or above `LONGEST_PATIENCE`, or fewer than one officer.
    """
    need(agents >= 1, "agents", agents, "1 or more")
    need_above("patience_seconds", patience_seconds)
    need(
        patience_seconds <= LONGEST_PATIENCE, "patience_seconds", patience_seconds, "at most 86,400 (one day)"
    )
    need_from("in_time_seconds", in_time_seconds)
    # Time is counted in patiences: a waiting caller gives up at rate 1, all officers finish at `ends`.
    arrivals = demand.calls_per_hour / 3600.0 * patience_seconds
    ends = agents * patience_seconds / demand.handling_seconds
    load = demand.load
    first, weights = _queue_weights(arrivals, ends)
    places = np.arange(first, first + len(weights), dtype=np.float64)
    at_full = float(weights[0]) if first == 0 else 0.0
    below = (inverse_erlang_b(load, agents) - 1.0) * at_full if at_full else 0.0
    if math.isinf(below):  # so many officers that nobody ever waits
        below, weights = 1.0, np.zeros_like(weights)
    delayed_weight = float(weights.sum())
    whole = below + delayed_weight
    queue_weight = float(places @ weights)
    waited = delayed_weight - (at_full if delayed_weight else 0.0) if first == 0 else delayed_weight
    answered = (below + agents / load * waited) / whole
    reach = weights * (ends / (ends + places + 1.0))
    harmonic = np.cumsum(1.0 / (ends + np.arange(1.0, places[-1] + 2.0)))[first:]
    in_time = betainc(places + 1.0, ends + 1.0, -math.expm1(-in_time_seconds / patience_seconds))
    return Service(
        agents=agents,
        answered=min(answered, 1.0),
        delayed=delayed_weight / whole,
        wait_seconds=queue_weight / whole / arrivals * patience_seconds,
        wait_of_answered_seconds=float(reach @ harmonic) / whole / answered * patience_seconds,
        waiting=queue_weight / whole,
        occupancy=min(answered * load / agents, 1.0),
        in_time_seconds=in_time_seconds,
        answered_in_time=min((below + float(reach @ in_time)) / whole, 1.0),
    )


def inverse_erlang_b(load: float, agents: int) -> float:
    """One through the share of calls lost when nobody can wait; infinite where that share is below 1e-308."""
    inverse = 1.0
    for agent in range(1, agents + 1):
        inverse = 1.0 + agent / load * inverse
    return inverse


def _queue_weights(arrivals: float, ends: float) -> tuple[int, Numbers]:
    """How likely each number of waiting callers is, the likeliest being 1, from the first worth counting."""
    likeliest = max(0, math.floor(arrivals - ends))
    upwards = _products(lambda steps: arrivals / (ends + likeliest + steps), _NEGLIGIBLE, None)
    downwards = _products(lambda steps: (ends + likeliest + 1.0 - steps) / arrivals, _NOTHING, likeliest)
    weights = np.concatenate([downwards[::-1], [1.0], upwards])
    return likeliest - len(downwards), weights


def _products(ratio: Ratio, enough: float, most: int | None) -> Numbers:
    """Running products of the ratios of steps 1, 2, 3 and on, until they are below `enough`."""
    length = 256
    while True:
        length = length if most is None else min(length, most)
        found: Numbers = np.cumprod(ratio(np.arange(1.0, length + 1.0)), dtype=np.float64)
        if length == most or found[-1] < enough:
            return found[: int(np.searchsorted(-found, -enough)) + 1]
        length *= 2
