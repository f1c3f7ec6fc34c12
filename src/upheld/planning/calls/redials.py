"""Those who give up and ring again: what is counted as calls is then more than the people who needed one.

If `r` of those who give up ring again, and each attempt is given up with chance `p`, then `first` callers
make `first / (1 - r p)` calls; and `p` depends on the calls. The two are brought into agreement. Source: the
retrial as a fixed point, after J. W. Cohen, *Basic problems of telephone traffic theory* (1957); that redials
arrive at random and much later than the attempt before is an assumption.
"""

from __future__ import annotations

from dataclasses import dataclass

from upheld.planning.calls.erlang import Demand, Service, erlang_a
from upheld.planning.figures import need_share

_HALVINGS, _AGREED = 60, 1e-13


@dataclass(frozen=True, slots=True)
class Redialled:
    """Calls offered in an hour, redials among them, what callers meet with, and how it ends for people.

    `people_answered` is the share of people who are answered in the end, however often they ring.
    """

    offered_per_hour: float
    service: Service
    people_answered: float


def first_calls(offered: Demand, *, answered: float, redialling: float) -> Demand:
    """The first calls among those counted, when this share was answered and the counted held redials.

    Raises ImpossibleFigure for shares that are not.
    """
    need_share("answered", answered)
    need_share("redialling", redialling, whole=False)
    again = redialling * (1.0 - answered)
    return Demand(offered.calls_per_hour * (1.0 - again), offered.handling_seconds)


def with_redials(
    first: Demand,
    agents: int,
    *,
    patience_seconds: float,
    redialling: float,
    in_time_seconds: float = 20.0,
) -> Redialled:
    """The service when `first` holds only first calls and this share of those who give up rings again.

    Raises ImpossibleFigure for a share that is not below 1, and as `erlang_a`.
    """
    need_share("redialling", redialling, whole=False)

    def serve(calls: float) -> Service:
        offered = Demand(calls, first.handling_seconds)
        return erlang_a(offered, agents, patience_seconds=patience_seconds, in_time_seconds=in_time_seconds)

    low, high = first.calls_per_hour, first.calls_per_hour / (1.0 - redialling)
    for _ in range(_HALVINGS if redialling else 0):
        if high - low <= _AGREED * high:
            break
        middle = (low + high) / 2.0
        new = middle * (1.0 - redialling * serve(middle).abandoned)
        low, high = (low, middle) if new > first.calls_per_hour else (middle, high)
    offered = (low + high) / 2.0 if redialling else low
    service = serve(offered)
    return Redialled(offered, service, service.answered / (1.0 - redialling * service.abandoned))
