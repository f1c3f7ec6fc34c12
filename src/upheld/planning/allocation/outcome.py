"""What comes out: who should own what, what stands without an owner and why, and what it was made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from upheld.planning.allocation.inputs import Urgency, Weights

VERSION = "allocation-1"
"""The method. The same inputs, weights, day, method and solver give the same plan."""


class Obstacle(StrEnum):
    """What can stand between an officer and a case: the hard rules, in the order in which they are asked."""

    NOT_TRAINED = "not-trained"
    LEVEL_TOO_LOW = "level-too-low"
    LACKS_FORMAT = "lacks-format"
    NOT_CLEARED = "not-cleared"
    NOT_AT_PLACE = "not-at-place"
    AWAY = "away"
    CONFLICT = "conflict"
    FULL = "full"
    NO_HEADS = "no-heads"
    KEPT_FOR_CRISES = "kept-for-crises"


class Placement(NamedTuple):
    """A case and the officer who should own it."""

    case: str
    officer: str


class Unmet(NamedTuple):
    """A case for which there is nobody, and the first rule at which nobody was left.

    `office` is where the client must be met or lives, `None` if that is not known. `missing` names the skill,
    language, level or place that lacks, empty where only room does.
    """

    case: str
    reason: Obstacle
    missing: str
    benefit: str
    level: int
    points: int
    age: int
    urgency: Urgency
    office: str | None


class OfficerLoad(NamedTuple):
    """What an officer holds before the plan and with it: hundredths of points, and cases."""

    officer: str
    capacity: int
    before: int
    after: int
    held_before: int
    held_after: int
    ordinary_after: int

    @property
    def percent(self) -> float:
        """The load with the plan, in per cent of the capacity; nothing available counts as full."""
        return 100 * self.after / self.capacity if self.capacity else 100.0


class MadeOf(NamedTuple):
    """From what a plan was made, so that it can be made again."""

    version: str
    solver: str
    weights: str
    on: date
    digest: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A proposal: nothing moves because of it. `kept` counts the cases that have an owner and keep them."""

    placements: tuple[Placement, ...]
    unmet: tuple[Unmet, ...]
    loads: tuple[OfficerLoad, ...]
    kept: int
    ejections: int
    weights: Weights
    made_of: MadeOf


class InputsAreFaulty(ValueError):
    """Officers or cases cannot be planned as given. Says which one, field and value. Nothing was planned."""
