"""How many officers a standard of answering needs, and how many people that is on the rota."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from upheld.planning.calls.erlang import Demand, Service
from upheld.planning.calls.redials import with_redials
from upheld.planning.figures import need, need_share

MOST_OFFICERS = 1_000_000

NOT_KNOWN = (
    "Within an interval calls come evenly. A real one has peaks, and needs more officers than is shown.",
    "Patience has one mean for all. In truth more people give up at the start and after an announcement.",
    "Officers are alike, and calls too but for chance.",
    "Those who ring again do so at some other time, not as soon as the line is free.",
)
"""What every answer leaves out, to be shown with it."""

Enough = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Needed:
    """The fewest officers on the phones with whom the standard is met, and what callers then meet with.

    `one_fewer` is the service with one officer fewer, which does not meet it; None if there can be no fewer.
    """

    agents: int
    service: Service
    one_fewer: Service | None


def people_needed(
    demand: Demand,
    *,
    answered: float,
    patience_seconds: float,
    redialling: float = 0.0,
    in_time_seconds: float | None = None,
) -> Needed:
    """The fewest officers with whom this share of calls is answered (within so many seconds, if given).

    `answered` is a share below 1, `redialling` the share of those who gave up who ring again. More officers
    never answer fewer, so halving finds the number. Raises ImpossibleFigure.
    """
    need_share("answered", answered, whole=False)

    def serve(agents: int) -> Service:
        return with_redials(
            demand,
            agents,
            patience_seconds=patience_seconds,
            redialling=redialling,
            in_time_seconds=20.0 if in_time_seconds is None else in_time_seconds,
        ).service

    def enough(agents: int) -> bool:
        service = serve(agents)
        return (service.answered if in_time_seconds is None else service.answered_in_time) >= answered

    fewest = _fewest(enough, math.ceil(demand.load))
    return Needed(fewest, serve(fewest), serve(fewest - 1) if fewest > 1 else None)


def on_the_rota(agents: int, *, away: float) -> int:
    """People to employ so that so many are on the phones, when this share of paid time is spent elsewhere.

    Leave, sickness, training, breaks. Raises ImpossibleFigure unless the share is below 1.
    """
    need_share("away", away, whole=False)
    return math.ceil(agents / (1.0 - away) - 1e-9)


def _fewest(enough: Enough, guess: int) -> int:
    """The smallest number from 1 that is enough, where every larger one is too."""
    high = max(guess, 1)
    low = 0
    while not enough(high):
        low, high = high, high * 2
        need(high <= MOST_OFFICERS, "answered", "out of reach", f"within reach of {MOST_OFFICERS:,} officers")
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high
