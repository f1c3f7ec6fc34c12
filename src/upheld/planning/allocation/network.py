"""The flow of points from cases to kinds of officers at the least cost, solved by OR-Tools.

Points flow from cases, over what they need, to kinds of officers, and through their steps of load into one
sink; what finds no room goes there directly, the cheapest first. A case with a past owner is a node of its
own, with a way through a gate as wide as that person's room. Ordinary cases enter a kind below the
sustainable share, urgent ones behind it. Cases near a place, or of a specialism, have arcs of their own only
to the people there, or with it; to all others they go by way of the plain need. Costs are whole numbers for
one point.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from upheld.planning.allocation.arcs import Arcs
from upheld.planning.allocation.demand import Demand
from upheld.planning.allocation.pricing import pair_costs
from upheld.planning.allocation.skills import Bools, Ints
from upheld.planning.allocation.supply import Room, Supply, load_segments, pooled

FURTHER = -1
"""In place of a kind of officers: the plainer node behind this one."""

NOWHERE = -1
"""In place of a place: wherever the client lives."""

Start = tuple[int, int]
"""Where points begin: a need, and a place near which the client lives, or NOWHERE."""


@dataclass
class Flows:
    """How many points go where: by case and past owner, and from each start to kinds or further."""

    gates: dict[int, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    ways: dict[Start, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))


class Network:
    """The network of one plan."""

    def __init__(self, demand: Demand, supply: Supply) -> None:
        """Draw the network."""
        self._demand, self._supply = demand, supply
        self._arcs = Arcs(int(demand.points.sum()))
        self._sink = int(self._arcs.new_nodes(1)[0])
        self._leads: list[tuple[Start, Ints]] = []
        self._further: list[Start] = []
        self._draw_kinds()
        self._draw_needs()
        self._draw_places()
        self._draw_cases()
        self._draw_gates()

    def _draw_kinds(self) -> None:
        """A node below the sustainable share, one behind it, and an arc to the sink for each step of load."""
        arcs, supply = self._arcs, self._supply
        self._ordinary, self._any = arcs.new_nodes(supply.kinds), arcs.new_nodes(supply.kinds)
        arcs.add(self._ordinary, self._any, pooled(Room(supply).ordinary, supply), 0)
        for within, cost in load_segments(supply):
            arcs.add(self._any, self._sink, pooled(within, supply), cost)

    def _draw_needs(self) -> None:
        """From each need to the kinds that have the skill and some room; a special one to its specialists."""
        supply, demand = self._supply, self._demand
        open_kinds = pooled(Room(supply).full, supply) > 0
        self._needs = self._arcs.new_nodes(len(demand.needs))
        self._able = [kinds[open_kinds[kinds]] for kinds in map(supply.able, demand.needs)]
        for number, (node, need) in enumerate(zip(self._needs.tolist(), demand.needs, strict=True)):
            if number not in demand.plain:
                self._lead((number, NOWHERE), node)
                continue
            self._lead((number, NOWHERE), node, supply.skills.has(need.specialism))
            plain = int(self._needs[demand.plain[number]])
            self._lead_on((number, NOWHERE), node, plain, supply.weights.specialism)

    def _lead(self, start: Start, node: int, chosen: Bools | None = None) -> None:
        """Arcs from a node to the kinds that are able to do what is needed, or to those chosen of them."""
        kinds, need = self._able[start[0]], self._demand.needs[start[0]]
        if chosen is not None:
            kinds = kinds[chosen[kinds]]
        entry = (self._any if need.urgent else self._ordinary)[kinds]
        self._arcs.fan(node, entry, self._supply.costs(need)[kinds])
        self._leads.append((start, kinds))

    def _lead_on(self, start: Start, node: int, to: int, cost: int) -> None:
        """An arc from a node to a plainer one."""
        self._arcs.link(node, to, cost)
        self._further.append(start)

    def _draw_places(self) -> None:
        """From those who live near a place to the kinds there; to all others at the cost of the journey."""
        demand, supply, width = self._demand, self._supply, len(self._demand.places) + 1
        pairs, inverse = np.unique(demand.need * width + demand.near + 1, return_inverse=True)
        nodes = []
        here = [supply.skills.at(place) for place in demand.places]
        for pair in pairs.tolist():
            need, near = pair // width, pair % width - 1
            node = int(self._needs[need])
            if near != NOWHERE:
                nearest, node = node, int(self._arcs.new_nodes(1)[0])
                self._lead((need, near), node, here[near])
                self._lead_on((need, near), node, nearest, supply.weights.travel)
            nodes.append(node)
        self._start = np.array(nodes, np.int64)[inverse.ravel()]

    def _draw_cases(self) -> None:
        """Cases begin at their need or place, those with a past owner at a node each before it.

        Arcs to the sink, as wide as the points of each price, stand for what is left, the cheapest first.
        """
        demand, arcs = self._demand, self._arcs
        self._alone = np.array(sorted(demand.past), np.int64)
        self._solo = arcs.new_nodes(self._alone.size)
        arcs.add(self._solo, self._start[self._alone], demand.points[self._alone], 0)
        dearest = int(demand.price.max(initial=0)) + 1
        groups, inverse = np.unique(self._start * dearest + demand.price, return_inverse=True)
        points = np.bincount(inverse.ravel(), weights=demand.points, minlength=groups.size).astype(np.int64)
        arcs.add(groups // dearest, self._sink, points, groups % dearest)

    def _draw_gates(self) -> None:
        """From a case to each past owner, through a gate as wide as that person's room."""
        demand, supply, room = self._demand, self._supply, Room(self._supply)
        numbers: dict[tuple[int, bool], int] = {}
        self._gated = [(row, owner) for row in self._alone.tolist() for owner in demand.past[row]]
        through = [
            numbers.setdefault((owner, bool(demand.urgent[row])), len(numbers)) for row, owner in self._gated
        ]
        gates = self._arcs.new_nodes(len(numbers))
        owners = np.array([owner for owner, _ in numbers], np.int64)
        urgent = np.array([urgent for _, urgent in numbers], bool)
        entry = np.where(urgent, self._any[supply.kind[owners]], self._ordinary[supply.kind[owners]])
        widths = np.where(urgent, room.of(owners, urgent=True), room.of(owners, urgent=False))
        self._arcs.add(gates, entry, widths, 0)
        costs = [
            pair_costs(demand, supply, row, np.array(demand.past[row], np.int64))
            for row in self._alone.tolist()
        ]
        cases = np.array([row for row, _ in self._gated], np.int64)
        tails = self._solo[np.searchsorted(self._alone, cases)]
        heads = gates[np.array(through, np.int64)]
        cost = np.concatenate(costs) if costs else np.zeros(0, np.int64)
        self._gate_arcs = self._arcs.add(tails, heads, demand.points[cases], cost)

    def solved(self) -> Flows:
        """The flow of least cost."""
        demand, flows = self._demand, Flows()
        begin = self._start.copy()
        begin[self._alone] = self._solo
        supplies = np.bincount(begin, weights=demand.points, minlength=self._arcs.nodes).astype(np.int64)
        supplies[self._sink] = -int(demand.points.sum())
        solved = self._arcs.solved(supplies)
        for (row, owner), points in zip(self._gated, solved.columns[self._gate_arcs].tolist(), strict=True):
            if points:
                flows.gates[row][owner] = points
        sizes = [kinds.size for _, kinds in self._leads]
        lead = np.repeat(np.arange(len(sizes)), sizes)
        kinds = np.concatenate([kinds for _, kinds in self._leads]) if sizes else lead
        some = np.flatnonzero(solved.fans)
        for number, kind, points in zip(
            *(part[some].tolist() for part in (lead, kinds, solved.fans)), strict=True
        ):
            flows.ways[self._leads[number][0]].append((kind, points))
        for start, points in zip(self._further, solved.links.tolist(), strict=True):
            if points:
                flows.ways[start].append((FURTHER, points))
        return flows
