"""Invents an agency from a seed: officers in teams and offices, what they hold today, and cases that wait.

Nothing is taken from a real agency. What the shares below say is meant to be hard: teams know one benefit and
half of their people a second; one officer in twenty is away; few speak what some clients need; cases must be
met in person, are restricted, were decided by somebody here, or are known to a past owner.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from upheld.planning.allocation import Accreditation, Case, Officer, PastOwner, Urgency

ON = date(2026, 11, 23)
"""The day on which the invented agencies plan."""

BENEFITS = {
    "disability": 30,
    "universal": 25,
    "pension": 15,
    "credit": 10,
    "child": 8,
    "carer": 7,
    "winter": 5,
}
"""Benefits, and their share of officers and of cases in per cent."""

POINTS = {
    "disability": (3, 4, 5),
    "universal": (2, 3, 4),
    "pension": (1, 2, 3),
    "credit": (2, 3, 4),
    "child": (3, 4, 5),
    "carer": (2, 2, 3),
    "winter": (1, 1, 2),
}
"""Whole points of a case at the levels 1, 2 and 3."""

FORMATS = {"welsh": 4, "easy-read": 10, "bsl": 2, "polish": 2, "urdu": 2, "arabic": 1}
"""Languages and formats, and the per cent of officers who work in them; half as many clients need them."""

SPECIALISMS = ("end-of-life", "appointees", "fraud-victims", "care-leavers")
OFFICERS_OF_AN_OFFICE, OFFICERS_OF_A_TEAM = 50, 10


@dataclass(frozen=True)
class Agency:
    """Officers, the cases that wait, and the share of the capacity that both loads make together."""

    officers: tuple[Officer, ...]
    cases: tuple[Case, ...]
    ratio: float


def invent(*, cases: int, officers: int, ratio: float, seed: int) -> Agency:
    """An agency in which what is held and what waits are `ratio` of the capacity of all who are there."""
    chance = random.Random(seed)
    people = [_officer(number, officers, chance) for number in range(officers)]
    waiting = [_case(number, people, chance) for number in range(cases)]
    return Agency(tuple(_sized(people, waiting, ratio, chance)), tuple(waiting), ratio)


def _officer(number: int, of: int, chance: random.Random) -> Officer:
    """One officer of a team, whose capacity is not yet known."""
    office, team = number // OFFICERS_OF_AN_OFFICE, number // OFFICERS_OF_A_TEAM
    names = list(BENEFITS)
    team_chance = random.Random(team)
    first, second = team_chance.choices(names, list(BENEFITS.values()), k=2)
    level = chance.choices((1, 2, 3), (2, 5, 3))[0]
    trained = {first: level}
    if chance.random() < 0.5:
        trained.setdefault(second, max(1, level - 1))
    places = {f"office-{office:03}"}
    if chance.random() < 0.1:
        places.add(f"office-{chance.randrange(-(-of // OFFICERS_OF_AN_OFFICE)):03}")
    return Officer(
        id=f"officer-{number:05}",
        office=f"office-{office:03}",
        accreditations=tuple(Accreditation(*one) for one in sorted(trained.items())),
        capacity=0,
        heads=chance.randrange(28, 60),
        places=frozenset(places),
        clearance=chance.choices((0, 1, 2), (82, 14, 4))[0],
        conflicts=frozenset(f"client-{chance.randrange(10**6):06}" for _ in range(chance.randrange(3))),
        speaks=frozenset(name for name, share in FORMATS.items() if chance.random() * 100 < share),
        specialisms=frozenset(name for name in SPECIALISMS if chance.random() < 0.04),
        growing=frozenset({second} & set(trained)) if chance.random() < 0.2 else frozenset(),
        present=chance.random() >= 0.05,
    )


def _case(number: int, people: list[Officer], chance: random.Random) -> Case:
    """One case that waits, at the door of some officer, so that work lies about where people do."""
    door = people[chance.randrange(len(people))]
    benefit = chance.choice(door.accreditations).benefit
    level = chance.choices((1, 2, 3), (45, 40, 15))[0]
    draw = chance.random()
    urgency = Urgency.CRISIS if draw < 0.01 else Urgency.TERMINAL if draw < 0.02 else Urgency.NONE
    return Case(
        id=f"case-{number:06}",
        client=f"client-{chance.randrange(10**6):06}",
        benefit=benefit,
        points=100 * POINTS[benefit][level - 1],
        level=level,
        needs=frozenset(name for name, share in FORMATS.items() if chance.random() * 200 < share),
        place=door.office if chance.random() < 0.1 else None,
        near=door.office if chance.random() < 0.7 else None,
        clearance=chance.choices((0, 1, 2), (975, 20, 5))[0],
        specialism=chance.choice(SPECIALISMS) if chance.random() < 0.05 else None,
        past_owners=_past_owners(number, door, chance),
        barred=frozenset({door.id}) if chance.random() < 0.05 else frozenset(),
        age=min(250, int(chance.expovariate(1 / 55))),
        urgency=urgency,
    )


def _past_owners(number: int, door: Officer, chance: random.Random) -> tuple[PastOwner, ...]:
    """One case in five was somebody's before, half of them too long ago to matter."""
    if chance.random() >= 0.2:
        return ()
    return (PastOwner(door.id, ON - timedelta(days=chance.randrange(1, 365))),)


def _sized(people: list[Officer], cases: list[Case], ratio: float, chance: random.Random) -> list[Officer]:
    """The officers with hours and a load today, so that all is `ratio` of the capacity of those present."""
    hours = [chance.choice((1.0, 1.0, 1.0, 0.8, 0.6, 0.5)) for _ in people]
    held = [chance.uniform(0, 0.4) for _ in people]
    there = sum(hour for hour, one in zip(hours, people, strict=True) if one.present)
    free = sum(
        hour * (ratio - share) for hour, share, one in zip(hours, held, people, strict=True) if one.present
    )
    whole = sum(case.points for case in cases) / max(free, 0.01 * there)
    return [
        replace(
            one,
            capacity=int(whole * hour),
            load=int(whole * hour * share) // 100 * 100,
            held=int(one.heads * share / 2),
            hard_held=chance.randrange(7),
        )
        for one, hour, share in zip(people, hours, held, strict=True)
    ]
