"""What a plan is made of: officers, cases and published weights. Frozen, without any personal data but ids.

Points of work are whole hundredths everywhere: 350 means 3.50 points. So sums are exact on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Urgency(StrEnum):
    """Why a case goes before all others, if it does. Given by a person with a reason, never guessed here."""

    NONE = "none"
    TERMINAL = "terminal"
    CRISIS = "crisis"


class Accreditation(NamedTuple):
    """A live accreditation: the benefit, and the level of difficulty up to which it holds."""

    benefit: str
    level: int


class PastOwner(NamedTuple):
    """Somebody who owned the case before, and the last day on which they did."""

    officer: str
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """Somebody who can own cases, with what they hold today.

    `capacity` and `load` are hundredths of points, after everything that is taken off first. `places` are
    where they can meet a client. `speaks` are languages and formats. `conflicts` are ids of clients. `held`
    and `hard_held` count the cases that they own, and the hard ones among these. `growing` are benefits that
    they are to get practice in.
    """

    id: str
    office: str
    accreditations: tuple[Accreditation, ...]
    capacity: int
    heads: int
    places: frozenset[str] = frozenset()
    clearance: int = 0
    conflicts: frozenset[str] = frozenset()
    speaks: frozenset[str] = frozenset()
    specialisms: frozenset[str] = frozenset()
    growing: frozenset[str] = frozenset()
    present: bool = True
    load: int = 0
    held: int = 0
    hard_held: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case that needs an owner, or has one and so is left alone.

    `points` are hundredths. `level` is how hard it is, from 1. `needs` are languages and formats that the
    client must have. `place` is where the client must be met in person; `near` is where they live, which only
    makes a journey longer. `age` is the share of its standard's time that has passed, in per cent. `barred`
    are officers who may not have it, such as whoever made the decision that is looked at again.
    """

    id: str
    client: str
    benefit: str
    points: int
    level: int = 1
    needs: frozenset[str] = frozenset()
    place: str | None = None
    near: str | None = None
    clearance: int = 0
    specialism: str | None = None
    past_owners: tuple[PastOwner, ...] = ()
    barred: frozenset[str] = frozenset()
    age: int = 0
    urgency: Urgency = Urgency.NONE
    owner: str | None = None

    @property
    def is_urgent(self) -> bool:
        """Whether it may use the room that is kept free for crises."""
        return self.urgency is not Urgency.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What is preferred, and by how much: costs for one point of work. An agency publishes its own.

    A hard rule is never here: no weight can buy it. `sustainable_percent` is the share of somebody's capacity
    up to which ordinary cases are given; the rest is kept for urgent ones. In `unmet_by_age` and `load_steps`
    each pair holds a per cent and the cost from there on.
    """

    version: str = "suggested-1"
    sustainable_percent: int = 92
    unmet: int = 1_000
    unmet_by_age: tuple[tuple[int, int], ...] = (
        (0, 0),
        (50, 100),
        (75, 250),
        (100, 500),
        (150, 800),
        (200, 1_200),
    )
    unmet_terminal: int = 12_000
    unmet_crisis: int = 20_000
    continuity: int = 200
    continuity_days: int = 182
    travel: int = 80
    specialism: int = 60
    keep_specialists: int = 25
    development: int = 30
    hard: int = 40
    hard_level: int = 3
    many_hard_cases: int = 5
    load_steps: tuple[tuple[int, int], ...] = (
        (0, 0),
        (20, 5),
        (40, 10),
        (55, 20),
        (70, 40),
        (80, 60),
        (92, 150),
    )

    def unmet_price(self, case: Case) -> int:
        """What it costs to leave one point of this case without an owner."""
        by_urgency = {Urgency.TERMINAL: self.unmet_terminal, Urgency.CRISIS: self.unmet_crisis}
        by_age = [extra for since, extra in self.unmet_by_age if case.age >= since]
        return self.unmet + (by_age[-1] if by_age else 0) + by_urgency.get(case.urgency, 0)

    def sustainable(self, capacity: int) -> int:
        """How many hundredths of points of this capacity ordinary cases may fill."""
        return capacity * self.sustainable_percent // 100

    def is_continuity(self, past: PastOwner, on: date) -> bool:
        """Whether a past owner still counts as somebody whom the client knows."""
        return 0 <= (on - past.last_day).days <= self.continuity_days
