"""A roster by CP-SAT: as much filled as can be, weighed; then as fair as can be; the same every time.

What is filled comes first, by weight. Among those, duties are spread so that nobody has many more than
others, counting what they did before: each further duty of one person costs more than the one before (a
convex cost). One worker, a fixed seed and a limit in deterministic time make the result the same on every
machine. The roster by hand is given as a hint, and kept if nothing better is found.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise
from typing import Literal

from ortools.sat.python import cp_model

from upheld.planning.figures import ImpossibleFigure, need_above
from upheld.planning.rosters.gaps import Gap, find_gaps
from upheld.planning.rosters.greedy import fill_by_hand
from upheld.planning.rosters.people import Duty, Limits, Person, Placement, suits

Pair = tuple[str, str]

EFFORT = 20.0
"""Deterministic time: about as many seconds on one processor."""

MOST_PAIRS = 200_000
"""More possible placements than this are not given to the solver."""


@dataclass(frozen=True, slots=True)
class Roster:
    """Who has which duty, what stays open, and how many duties each person has with those before.

    `made_by` is the solver or the hand; `proven` means that none fills more, nor as much more fairly.
    """

    placements: tuple[Placement, ...]
    gaps: tuple[Gap, ...]
    loads: Mapping[str, int]
    made_by: Literal["solver", "hand"]
    proven: bool


def fill_roster(
    people: Sequence[Person],
    duties: Sequence[Duty],
    limits: Limits,
    *,
    effort: float = EFFORT,
    solver: bool = True,
) -> Roster:
    """The roster that fills the most, then the fairest of those, within the effort (deterministic time).

    Without `solver`, and where there are more than `MOST_PAIRS` possible placements, it is the one by hand.
    Raises ImpossibleFigure for keys given twice or an effort of nought.
    """
    need_above("effort", effort)
    for field, keys in (("people", people), ("duties", duties)):
        if twice := [key for key, number in Counter(one.key for one in keys).items() if number > 1]:
            raise ImpossibleFigure(field, f"{twice[0]} twice", "given once each")
    by_hand = fill_by_hand(people, duties, limits)
    pairs = sum(suits(person, duty) for duty in duties for person in people)
    if not solver or not 0 < pairs <= MOST_PAIRS:
        return _roster(by_hand, people, duties, limits, "hand", not pairs)
    found, proven = _solve(people, duties, limits, by_hand, effort)
    if found is None:
        return _roster(by_hand, people, duties, limits, "hand", False)
    return _roster(found, people, duties, limits, "solver", proven)


def _solve(
    people: Sequence[Person],
    duties: Sequence[Duty],
    limits: Limits,
    by_hand: Iterable[Placement],
    effort: float,
) -> tuple[tuple[Placement, ...] | None, bool]:
    model = cp_model.CpModel()
    has: dict[Pair, cp_model.IntVar] = {
        (duty.key, person.key): model.new_bool_var(f"{duty.key} {person.key}")
        for duty in duties
        for person in people
        if suits(person, duty)
    }
    for duty in duties:
        of_duty = [has[duty.key, one.key] for one in people if (duty.key, one.key) in has]
        model.add(sum(of_duty) <= duty.people)
    unfair: list[tuple[cp_model.IntVar, int]] = []
    for person in people:
        own = [duty for duty in duties if (duty.key, person.key) in has]
        if own:
            _protect(model, has, person, own, limits)
            most = limits.of(person) * len({duty.week for duty in own})
            unfair += _cost(model, [has[duty.key, person.key] for duty in own], person.done, most)
    # Filling comes before fairness: one place more is worth more than all unfairness together can cost.
    places = sum(duty.people for duty in duties)
    scale = places * (2 * (max(one.done for one in people) + places) + 1) + 1
    weights = {duty.key: duty.weight * scale for duty in duties}
    terms = [(variable, weights[duty]) for (duty, _), variable in has.items()]
    terms += [(variable, -cost) for variable, cost in unfair]
    model.maximize(cp_model.LinearExpr.weighted_sum([one for one, _ in terms], [cost for _, cost in terms]))
    hints = {(one.duty, one.person) for one in by_hand}
    for pair, variable in has.items():
        model.add_hint(variable, pair in hints)
    engine = cp_model.CpSolver()
    engine.parameters.num_workers = 1
    engine.parameters.random_seed = 1911
    engine.parameters.max_deterministic_time = effort
    status = engine.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, False
    chosen = sorted(Placement(*pair) for pair, variable in has.items() if engine.boolean_value(variable))
    return tuple(chosen), status == cp_model.OPTIMAL


def _protect(
    model: cp_model.CpModel,
    has: Mapping[Pair, cp_model.IntVar],
    person: Person,
    own: Sequence[Duty],
    limits: Limits,
) -> None:
    """The hard rules of one person."""
    by_week: defaultdict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
    by_day: defaultdict[date, list[cp_model.IntVar]] = defaultdict(list)
    by_time: defaultdict[tuple[date, str], list[cp_model.IntVar]] = defaultdict(list)
    for duty in own:
        variable = has[duty.key, person.key]
        by_week[duty.week].append(variable)
        by_day[duty.on].append(variable)
        by_time[duty.on, duty.session].append(variable)
    for variables in by_week.values():
        model.add(sum(variables) <= limits.of(person))
    for variables in by_day.values():
        model.add(sum(variables) <= limits.most_a_day)
    for variables in by_time.values():
        model.add_at_most_one(variables)
    for one, other in combinations(own, 2):
        if limits.too_close(one, other):
            model.add_at_most_one([has[one.key, person.key], has[other.key, person.key]])


def _cost(
    model: cp_model.CpModel, duties: Sequence[cp_model.IntVar], done: int, most: int
) -> list[tuple[cp_model.IntVar, int]]:
    """What the duties of one person cost: the square of their number, step by step, with those before.

    The n-th duty costs `2 n - 1`, so the cheapest way to fill the same places is the most even one.
    """
    steps = [model.new_bool_var("") for _ in range(min(most, len(duties)))]
    model.add(sum(steps) == sum(duties))
    for one, other in pairwise(steps):
        model.add_implication(other, one)
    return [(step, 2 * (done + place) + 1) for place, step in enumerate(steps)]


def _roster(
    placements: tuple[Placement, ...],
    people: Sequence[Person],
    duties: Sequence[Duty],
    limits: Limits,
    made_by: Literal["solver", "hand"],
    proven: bool,
) -> Roster:
    loads = Counter({one.key: one.done for one in people})
    loads.update(one.person for one in placements)
    gaps = find_gaps(placements, people, duties, limits)
    return Roster(placements, gaps, dict(loads), made_by, proven)
