"""What one point of a case costs with one officer, by the published weights."""

from __future__ import annotations

import numpy as np

from upheld.planning.allocation.demand import Demand
from upheld.planning.allocation.skills import Ints
from upheld.planning.allocation.supply import Supply


def pair_costs(demand: Demand, supply: Supply, case: int, officers: Ints) -> Ints:
    """The cost of one point of a case with each of these, apart from load: skill, journey and continuity."""
    kinds, near = supply.kind[officers], demand.cases[case].near
    costs = supply.costs(demand.needs[int(demand.need[case])])[kinds]
    if demand.near[case] >= 0 and near is not None:
        costs += supply.weights.travel * ~supply.skills.at(near)[kinds]
    if case in demand.past:
        costs -= supply.weights.continuity * np.isin(officers, np.array(demand.past[case], np.int64))
    return costs
