"""Who should own what: plans a batch, places one case, and says why.

It never moves a case that has an owner, never gives anyone more than their limit, and never hides what does
not fit. It is pure: the same officers, cases, weights and day give the same plan.
"""

from upheld.planning.allocation.batch import plan_batch
from upheld.planning.allocation.explaining import Explanation, explain
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
from upheld.planning.allocation.preferences import Why
from upheld.planning.allocation.sentences import say_share, say_why
from upheld.planning.allocation.sharing import Portion, explain_share
from upheld.planning.allocation.single import Index, place_one
from upheld.planning.allocation.unmet_demand import UnmetGroup, unmet_demand

__all__ = [
    "Accreditation",
    "Case",
    "Explanation",
    "Index",
    "InputsAreFaulty",
    "MadeOf",
    "Obstacle",
    "Officer",
    "OfficerLoad",
    "PastOwner",
    "Placement",
    "Plan",
    "Portion",
    "Unmet",
    "UnmetGroup",
    "Urgency",
    "Weights",
    "Why",
    "explain",
    "explain_share",
    "place_one",
    "plan_batch",
    "say_share",
    "say_why",
    "unmet_demand",
]
