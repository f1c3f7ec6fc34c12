"""Learning from the months that were: of many ways in which things may be, those that give what was seen.

The team is simulated from what waited then. Each draw is weighed by how well it gives what was seen: how
many were decided, how old they were (quantiles), how many waited at the end and how old those were. Draws are
then taken again by their weights. Regions with the same benefit lend each other what they have in common: a
second round begins from where all of them lie, as wide as they differ, and is weighed by the region's own
figures. Source: approximate Bayesian computation (M. Beaumont, W. Zhang and D. Balding, 2002); partial
pooling (B. Efron and C. Morris, 1975).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from upheld.planning.caseload.changes import Scenario, schedule_of
from upheld.planning.caseload.draws import Draws, Ranges, draw, stream
from upheld.planning.caseload.simulating import Course, simulate
from upheld.planning.caseload.teams import Team
from upheld.planning.figures import ImpossibleFigure, need, need_above, need_from

Numbers = NDArray[np.float64]

WIDE = Ranges(effort=1.6, evidence=2.0, sent_back=2.0, claims=1.0)
"""From where learning begins. What arrived is known, and is not learned."""

LEARNED = {
    "effort": "how many hours a case takes",
    "evidence": "how long supporting information takes to come",
    "sent_back": "which share of decisions is sent back",
}
NOT_PINNED_DOWN = 0.6
"""Still spread out this much of what it was before: history said little about it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of a team over so many working days up to now.

    `decided` in the last `of_days`; `quantiles` of the working days that those took: {0.5: 62, 0.9: 90}.
    `open_claims` now, and `open_older`: {50: 0.2} says that a fifth of them is 50 working days old or more
    (counted from claims not yet decided).
    """

    days: int
    decided: float
    quantiles: Mapping[float, float]
    open_claims: float
    open_older: Mapping[int, float]
    of_days: int = 63

    def __post_init__(self) -> None:
        need_from("days", self.days, self.of_days)
        need_above("decided", self.decided)
        need_from("open_claims", self.open_claims)
        for share, age in self.quantiles.items():
            need(0 < share < 1, "quantiles", share, "between 0 and 1")
            need_from(f"quantile {share}", age)
        for age, part in self.open_older.items():
            need(0 <= part <= 1, f"open_older {age}", part, "a share from 0 to 1")


@dataclass(frozen=True, slots=True, eq=False)
class Calibrated:
    """Draws that give what was seen, by how far (`misfit`, 1 is about as far as figures are exact), and gaps.

    `alike` is how many different draws carry the weight: below ten, nothing that was tried gives these
    figures. `not_known` says in sentences what the figures did not tell.
    """

    team: str
    draws: Draws
    misfit: float
    alike: float
    not_known: tuple[str, ...]


def calibrate(
    teams: Sequence[Team],
    seen: Mapping[str, Seen],
    *,
    seed: int,
    tried: int = 300,
    number: int = 100,
    ranges: Ranges = WIDE,
) -> dict[str, Calibrated]:
    """Learn the draws of each team from its own figures and from the other regions of its benefit.

    The teams are as they were when the figures begin, with what waited then; all of `teams` count as regions
    of one benefit. `tried` draws are simulated in each of two rounds, `number` are given. Raises
    ImpossibleFigure for a team of which nothing was seen.
    """
    for team in teams:
        if team.name not in seen:
            raise ImpossibleFigure("seen", team.name, "given for every team")
    alone = {}
    for team in teams:
        lanes = draw(ranges, tried, seed=seed, name=team.name)
        alone[team.name] = (lanes, _weights(_misfit(team, lanes, seen[team.name], seed)))
    middle, width = _in_common([_moments(lanes, weights) for lanes, weights in alone.values()])
    return {
        team.name: _second_round(team, seen[team.name], middle, width, ranges, seed, tried, number)
        for team in teams
    }


def _second_round(
    team: Team,
    seen: Seen,
    middle: Numbers,
    width: Numbers,
    ranges: Ranges,
    seed: int,
    tried: int,
    number: int,
) -> Calibrated:
    luck = stream(seed, team.name, "second round")
    lanes = Draws(
        *(np.exp(luck.normal(one, spread, tried)) for one, spread in zip(middle, width, strict=True))
    )
    misfit = _misfit(team, lanes, seen, seed)
    weights = _weights(misfit)
    alike = float(1.0 / (weights**2).sum())
    ladder = (np.arange(number) + luck.random()) / number
    places = np.minimum(np.searchsorted(np.cumsum(weights), ladder), tried - 1)
    chosen = lanes.chosen(luck.permutation(places))
    best = float(np.sqrt(np.average(misfit, weights=weights)))
    return Calibrated(team.name, chosen, best, alike, _not_known(chosen, ranges, alike, best))


def _misfit(team: Team, lanes: Draws, seen: Seen, seed: int) -> Numbers:
    """For each draw the mean square of how far its figures are from those seen, in steps of exactness."""
    schedule = schedule_of(team, Scenario("what was"), seen.days)
    course = simulate(team, lanes, schedule, seed=seed, ages_of=seen.of_days, by_chance=False)
    open_now = course.stock[-1, :4].sum(axis=0)
    apart = [
        np.log(np.maximum(course.ages.sum(axis=0), 1e-9) / seen.decided) / 0.03,
        (open_now - seen.open_claims) / (0.05 * seen.open_claims + 5.0),
    ]
    apart += [
        (_quantile(course.ages, share) - age) / (0.04 * age + 1.0) for share, age in seen.quantiles.items()
    ]
    apart += [(_older(course, age) - part) / 0.03 for age, part in seen.open_older.items()]
    return np.asarray(np.mean(np.square(apart), axis=0))


def _quantile(ages: Numbers, share: float) -> Numbers:
    """The age below which this share of each column lies, within a day by straight line."""
    upto = np.cumsum(ages, axis=0)
    wanted = share * upto[-1]
    place = np.argmax(upto >= wanted, axis=0)
    lanes = np.arange(ages.shape[1])
    inside = ages[place, lanes]
    over = np.where(inside > 0, (upto[place, lanes] - wanted) / np.maximum(inside, 1e-12), 1.0)
    return np.asarray(place + 1.0 - over)


def _older(course: Course, age: int) -> Numbers:
    """The share of open claims that are so old or older."""
    old, whole = course.open_ages[age:].sum(axis=0), course.open_ages.sum(axis=0)
    return np.asarray(old / np.maximum(whole, 1e-12))


def _weights(misfit: Numbers) -> Numbers:
    """Weights that add up to 1: a figure one step from what was seen counts as in a normal law."""
    raw = np.exp(-2.0 * (misfit - misfit.min()))
    return np.asarray(raw / raw.sum())


def _moments(lanes: Draws, weights: Numbers) -> tuple[Numbers, Numbers]:
    """Mean and variance of the logarithms."""
    logs = np.log([getattr(lanes, one.name) for one in fields(lanes)])
    mean = logs @ weights
    return mean, np.square(logs - mean[:, None]) @ weights


def _in_common(moments: Sequence[tuple[Numbers, Numbers]]) -> tuple[Numbers, Numbers]:
    """Where all regions lie together, and how far one may be from there: between them and within each."""
    means = np.array([mean for mean, _ in moments])
    within = np.mean([variance for _, variance in moments], axis=0)
    width = np.sqrt(means.var(axis=0) + within)
    width[:3] = np.maximum(width[:3], 0.02)
    return means.mean(axis=0), width


def _not_known(draws: Draws, ranges: Ranges, alike: float, misfit: float) -> tuple[str, ...]:
    said = []
    for name, words in LEARNED.items():
        before = np.log(getattr(ranges, name)) / 1.645
        if before > 0 and np.log(getattr(draws, name)).std() > NOT_PINNED_DOWN * before:
            said.append(f"The figures hardly tell {words}: much of the range that was assumed is left.")
    if alike < 10 or misfit > 2:
        said.append("Nothing that was tried gives these figures well: something else is at work here.")
    return tuple(said)
