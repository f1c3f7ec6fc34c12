"""Collects the arcs of a network in columns and has OR-Tools find the flow of least cost."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow  # type: ignore[import-untyped, unused-ignore]

from upheld.planning.allocation.skills import Ints


class Solved(NamedTuple):
    """The flow on the arcs: those added as columns, those of the fans, and the links."""

    columns: Ints
    fans: Ints
    links: Ints


class Arcs:
    """Arcs as growing columns. A fan goes from one node to many, a link from one to one; both are wide."""

    def __init__(self, most: int) -> None:
        """Begin with no node. `most` is as wide as an arc need ever be."""
        self.nodes, self._most, self._count = 0, most, 0
        self._columns: list[tuple[NDArray[Any], ...]] = []
        self._fans: list[tuple[int, NDArray[np.int32], NDArray[np.int32]]] = []
        self._links: list[tuple[int, int, int]] = []

    def new_nodes(self, number: int) -> Ints:
        """So many new nodes."""
        self.nodes += number
        return np.arange(self.nodes - number, self.nodes)

    def add(self, tails: Ints, heads: Ints | int, capacities: Ints, costs: Ints | int) -> slice:
        """Add arcs, and say at which places among the columns they stand."""
        self._columns.append(tuple(np.broadcast_arrays(tails, heads, capacities, costs)))
        start, self._count = self._count, self._count + tails.size
        return slice(start, self._count)

    def fan(self, tail: int, heads: Ints, costs: Ints) -> None:
        """Add arcs from one node to many."""
        self._fans.append((tail, heads.astype(np.int32), costs.astype(np.int32)))

    def link(self, tail: int, head: int, cost: int) -> None:
        """Add one arc."""
        self._links.append((tail, head, cost))

    def solved(self, supplies: Ints) -> Solved:
        """The points on each arc. Costs of all together are the least."""
        solver: Any = min_cost_flow.SimpleMinCostFlow()
        sizes = [self._add_columns(solver), self._add_fans(solver), self._add_links(solver)]
        solver.set_nodes_supplies(np.arange(self.nodes, dtype=np.int32), supplies)
        status = solver.solve()
        if status != solver.OPTIMAL:
            raise RuntimeError(f"The flow of cases could not be solved ({status.name}). Nothing was planned.")
        bounds = np.cumsum([0, *sizes])
        parts = [np.arange(low, high, dtype=np.int32) for low, high in pairwise(bounds)]
        return Solved(*(np.asarray(solver.flows(part)) for part in parts))

    def _add_columns(self, solver: Any) -> int:
        tails, heads, capacities, costs = (np.concatenate(one) for one in zip(*self._columns, strict=True))
        return _add(solver, tails, heads, capacities, costs)

    def _add_fans(self, solver: Any) -> int:
        if not self._fans:
            return 0
        sizes = [heads.size for _, heads, _ in self._fans]
        tails = np.repeat(np.array([tail for tail, _, _ in self._fans], np.int32), sizes)
        heads = np.concatenate([heads for _, heads, _ in self._fans])
        costs = np.concatenate([costs for _, _, costs in self._fans])
        self._fans.clear()
        return _add(solver, tails, heads, np.full(tails.size, self._most), costs)

    def _add_links(self, solver: Any) -> int:
        links = np.array(self._links, np.int64).reshape(-1, 3)
        return _add(solver, links[:, 0], links[:, 1], np.full(len(links), self._most), links[:, 2])


def _add(solver: Any, *columns: NDArray[Any]) -> int:
    """Give the solver tails, heads, capacities and costs. Says how many."""
    kinds = (np.int32, np.int32, np.int64, np.int64)
    if columns[0].size:
        given = (np.ascontiguousarray(one, kind) for one, kind in zip(columns, kinds, strict=True))
        solver.add_arcs_with_capacity_and_unit_cost(*given)
    return int(columns[0].size)
