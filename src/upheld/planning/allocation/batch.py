"""Plans a whole batch: who should own what, beside what everyone already has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version

import numpy as np

from upheld.planning.allocation.breaking_out import NOBODY, Draft, break_out
from upheld.planning.allocation.checking import check_inputs
from upheld.planning.allocation.demand import Demand
from upheld.planning.allocation.digest import digest_of
from upheld.planning.allocation.inputs import Case, Officer, Weights
from upheld.planning.allocation.network import Network
from upheld.planning.allocation.outcome import VERSION, MadeOf, OfficerLoad, Placement, Plan
from upheld.planning.allocation.reasons import Reasons
from upheld.planning.allocation.repair import Repair
from upheld.planning.allocation.supply import Supply

MOST_EJECTIONS = 20_000


def plan_batch(
    officers: Sequence[Officer],
    cases: Sequence[Case],
    weights: Weights,
    *,
    on: date,
    most_ejections: int = MOST_EJECTIONS,
) -> Plan:
    """Propose an owner for every case that has none, or say why there is nobody.

    `on` is the day of the plan, from which the days since a past owner are counted. The order of officers and
    cases makes no difference. Raises InputsAreFaulty.
    """
    check_inputs(officers, cases, weights)
    supply = Supply(officers, weights)
    demand = Demand(cases, supply, on)
    draft = Draft(demand, supply)
    break_out(Network(demand, supply).solved(), draft)
    repair = Repair(draft)
    repair.fill()
    repair.eject(most_ejections)
    return _plan(draft, cases, on, repair.ejections)


def _plan(draft: Draft, cases: Sequence[Case], on: date, ejections: int) -> Plan:
    """The draft as a plan, with everything by id."""
    demand, supply = draft.demand, draft.supply
    officers, reasons = supply.officers, Reasons(draft)
    owners, names = draft.owner.tolist(), [officer.id for officer in officers]
    everything = demand.cases
    if len(cases) > len(everything):
        everything = sorted(cases, key=lambda case: case.id)
    return Plan(
        placements=tuple(
            Placement(case.id, names[owner])
            for case, owner in zip(demand.cases, owners, strict=True)
            if owner != NOBODY
        ),
        unmet=tuple(reasons.of(row) for row in np.flatnonzero(draft.owner == NOBODY).tolist()),
        loads=_loads(draft),
        kept=len(cases) - len(demand.cases),
        ejections=ejections,
        weights=supply.weights,
        made_of=MadeOf(
            version=VERSION,
            solver=f"ortools {version('ortools')}",
            weights=supply.weights.version,
            on=on,
            digest=digest_of(officers, everything),
        ),
    )


def _loads(draft: Draft) -> tuple[OfficerLoad, ...]:
    demand, size = draft.demand, len(draft.supply.officers)
    given = draft.owner != NOBODY
    owners, points = draft.owner[given], demand.points[given]
    total = np.bincount(owners, weights=points, minlength=size).astype(np.int64).tolist()
    ordinary = np.where(demand.urgent[given], 0, points)
    usual = np.bincount(owners, weights=ordinary, minlength=size).astype(np.int64).tolist()
    heads = Counter(owners.tolist())
    return tuple(
        OfficerLoad(
            officer=one.id,
            capacity=one.capacity,
            before=one.load,
            after=one.load + total[row],
            held_before=one.held,
            held_after=one.held + heads[row],
            ordinary_after=one.load + usual[row],
        )
        for row, one in enumerate(draft.supply.officers)
    )
