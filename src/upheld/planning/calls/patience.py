"""How long callers are ready to wait, read from what is published: the share answered and a mean wait.

In Erlang A the share that gives up is exactly the mean wait of all callers divided by their mean patience
(A. Mandelbaum and S. Zeltyn, 2007), so patience is wait divided by that share. If the published wait is
that of answered calls only, patience and officers are found together, so that both figures come out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scipy.optimize import brentq

from upheld.planning.calls.erlang import LONGEST_PATIENCE, Demand
from upheld.planning.calls.staffing import people_needed
from upheld.planning.figures import need, need_above, need_share

WaitOf = Literal["answered", "everyone"]


@dataclass(frozen=True, slots=True)
class Fitted:
    """What must have been so for the figures to come out: mean patience in seconds, officers on the phones.

    `agents` is not a whole number: it reproduces the published share exactly, between two whole ones.
    """

    patience_seconds: float
    agents: float


def patience_from_all(*, answered: float, wait_seconds: float) -> float:
    """Mean patience in seconds from the share answered and the mean wait of *all* callers, given up or not.

    Raises ImpossibleFigure when everyone was answered: then nothing shows how long people would have waited.
    """
    need_share("answered", answered, whole=False)
    need_above("wait_seconds", wait_seconds)
    return wait_seconds / (1.0 - answered)


def fit_service(
    demand: Demand, *, answered: float, wait_seconds: float, wait_of: WaitOf = "answered"
) -> Fitted:
    """Patience and officers that give this share of calls answered and this mean wait.

    `wait_of` says whose wait the figure is. Raises ImpossibleFigure where no patience of a day or less and no
    number of officers give both.
    """
    if wait_of == "everyone":
        patience = patience_from_all(answered=answered, wait_seconds=wait_seconds)
        return Fitted(patience, _between(demand, answered, patience)[0])
    need_share("answered", answered, whole=False)
    need_above("wait_seconds", wait_seconds)

    def too_long(patience: float) -> float:
        return _between(demand, answered, patience)[1] - wait_seconds

    low, high = 1.0, LONGEST_PATIENCE
    need(
        too_long(low) < 0.0 < too_long(high),
        "wait_seconds",
        wait_seconds,
        f"a wait that goes with {answered:.1%} answered",
    )
    patience = float(brentq(too_long, low, high, xtol=1e-6, rtol=1e-12))
    return Fitted(patience, _between(demand, answered, patience)[0])


def _between(demand: Demand, answered: float, patience: float) -> tuple[float, float]:
    """Officers, and the wait of the answered, where the share comes out exactly."""
    needed = people_needed(demand, answered=answered, patience_seconds=patience)
    if needed.one_fewer is None:
        return float(needed.agents), needed.service.wait_of_answered_seconds
    low, high = needed.one_fewer, needed.service
    part = (answered - low.answered) / (high.answered - low.answered)
    wait = low.wait_of_answered_seconds
    return low.agents + part, wait + part * (high.wait_of_answered_seconds - wait)
