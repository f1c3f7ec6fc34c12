"""Who should own what: plans a batch, places one case, and says why.

It never moves a case that has an owner, never gives anyone more than their limit, and never hides what does
not fit. It is pure: the same officers, cases, weights and day give the same plan.
"""

from upheld.planning.allocation.batch import plan_batch
from upheld.planning.allocation.inputs import Accreditation, Case, Officer, PastOwner, Urgency, Weights
from upheld.planning.allocation.outcome import (
    InputsAreFaulty,
    MadeOf,
    Obstacle,
    OfficerLoad,
    Placement,
    Plan,
    Unmet,
)

__all__ = [
    "Accreditation",
    "Case",
    "InputsAreFaulty",
    "MadeOf",
    "Obstacle",
    "Officer",
    "OfficerLoad",
    "PastOwner",
    "Placement",
    "Plan",
    "Unmet",
    "Urgency",
    "Weights",
    "plan_batch",
]
