"""Sixty invented offices with their teams and officers: the same each time for one seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from benchmarks.invented_people import choose, invent_names
from benchmarks.million.sheets import day_of, identifier, moment_of
from benchmarks.million.sizes import OFFICES, YEARS, Scale

PIP, DLA, ESA = (
    "personal-independence-payment",
    "disability-living-allowance-child",
    "employment-and-support-allowance",
)
SP, PC, UC, JSA = "state-pension", "pension-credit", "universal-credit", "jobseekers-allowance"
TEAMS = (
    ("Disability", (PIP, ESA, DLA), (62, 24, 14), 0.44),
    ("Pensions", (SP, PC), (60, 40), 0.24),
    ("Working age", (UC, JSA), (75, 25), 0.32),
)
"""Each office's teams: the name, the benefits with how often they are claimed, and the share of the work."""

AWAY_IN_A_HUNDRED, LEAVING_IN_A_HUNDRED = 5, 1
STAY_IN_A_TEAM = 4


@dataclass(frozen=True)
class Officer:
    """Someone who owns cases. `leaving_on` is the first day on which they are gone, if it is known."""

    id: str
    name: str
    joined_on: date
    leaving_on: date | None
    away_since: date | None


@dataclass(frozen=True)
class Team:
    """Officers who work on the same benefits; the first of them leads."""

    id: str
    office: int
    name: str
    benefits: tuple[str, ...]
    weights: tuple[int, ...]
    officers: tuple[Officer, ...]


@dataclass(frozen=True)
class Office:
    """A place, with its teams; an office of a smaller scale may have none."""

    id: str
    key: str
    name: str
    region: str
    teams: tuple[Team, ...]


@dataclass(frozen=True)
class Agency:
    """All offices. The staffed ones come first."""

    offices: tuple[Office, ...]

    @property
    def teams(self) -> tuple[Team, ...]:
        """Every team."""
        return tuple(team for office in self.offices for team in office.teams)

    @property
    def staffed(self) -> tuple[Office, ...]:
        """The offices in which someone works."""
        return tuple(office for office in self.offices if office.teams)


def invent_agency(scale: Scale) -> Agency:
    """Offices, teams and officers for so many cases."""
    rng = Random(f"{scale.seed} agency")
    families, givens = invent_names(rng)
    left, offices = scale.officers, []
    for number in range(OFFICES):
        staffed = scale.staffed_offices - number
        here = round(left / staffed) if staffed > 0 else 0
        left -= here
        name = choose(families, rng)
        office_id = identifier(_opened(scale), rng)
        people = (_officer(scale, rng, f"{choose(givens, rng)} {choose(families, rng)}") for _ in range(here))
        teams = tuple(_teams(number, here, people, scale, rng)) if here else ()
        offices.append(Office(office_id, f"office-{number + 1}", name, f"region-{number // 10 + 1}", teams))
    return Agency(tuple(offices))


def _teams(office: int, number: int, people: Iterator[Officer], scale: Scale, rng: Random) -> Iterator[Team]:
    sizes = [max(3, round(number * share)) for *_, share in TEAMS]
    sizes[0] += number - sum(sizes)
    for (name, benefits, weights, _), size in zip(TEAMS, sizes, strict=True):
        officers = tuple(_staying(next(people), place) for place in range(size))
        yield Team(identifier(_opened(scale), rng), office, name, benefits, weights, officers)


def _staying(one: Officer, place: int) -> Officer:
    """The first few of each team are at work and stay: among them are those who look at pages."""
    return replace(one, leaving_on=None, away_since=None) if place < STAY_IN_A_TEAM else one


def _officer(scale: Scale, rng: Random, name: str) -> Officer:
    today = day_of(moment_of(scale.now))
    joined_on = today - timedelta(days=rng.randrange(YEARS * 366 + 30, 9_000))
    chance = rng.randrange(100)
    leaves = chance < LEAVING_IN_A_HUNDRED
    away = LEAVING_IN_A_HUNDRED <= chance < LEAVING_IN_A_HUNDRED + AWAY_IN_A_HUNDRED
    return Officer(
        id=identifier(_opened(scale), rng),
        name=name,
        joined_on=joined_on,
        leaving_on=today + timedelta(days=rng.randrange(1, 8)) if leaves else None,
        away_since=today - timedelta(days=rng.randrange(0, 12)) if away else None,
    )


def _opened(scale: Scale) -> int:
    """When the agency began: a day before the first case."""
    return moment_of(scale.now - timedelta(days=YEARS * 366))


def hours_of(officer: Officer) -> Decimal:
    """What someone is contracted for: four of five work full time."""
    return Decimal(37) if UUID(officer.id).int % 5 else Decimal(24)
