"""What a roster is made of: people, duties, the limits that protect people, and who does what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from upheld.planning.figures import need, need_from


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be on duty: for which kinds they are qualified, and on which days they are present.

    `key` is an account's id as text. `present` are the days on which they work. `done` are duties of the
    weeks before, so that what was unequal is made up for; `most_a_week` is a limit of their own, if lower.
    """

    key: str
    qualified: frozenset[str]
    present: frozenset[date]
    done: int = 0
    most_a_week: int | None = None

    def __post_init__(self) -> None:
        need(bool(self.key), "key", repr(self.key), "a key")
        need_from(f"done of {self.key}", self.done)
        if self.most_a_week is not None:
            need_from(f"most_a_week of {self.key}", self.most_a_week)


@dataclass(frozen=True, slots=True)
class Duty:
    """A kind of duty on one day, in one session (morning, afternoon), for so many people at once.

    `weight` says how bad it is that one of them is missing, compared with other duties.
    """

    key: str
    kind: str
    on: date
    session: str = "day"
    people: int = 1
    weight: int = 1

    def __post_init__(self) -> None:
        need_from(f"people of {self.key}", self.people, 1)
        need(1 <= self.weight <= 1000, f"weight of {self.key}", self.weight, "from 1 to 1000")

    @property
    def week(self) -> tuple[int, int]:
        """The ISO year and week that it falls in."""
        return self.on.isocalendar()[:2]


@dataclass(frozen=True, slots=True)
class Limits:
    """What protects people, whoever is missing.

    `most_a_week`: duties of one person in one week. `most_a_day`: in one day. `rest_days`: for each kind of
    duty, calendar days after its day on which whoever did it has no duty of a kind in `rest_days`.
    """

    most_a_week: int = 3
    most_a_day: int = 1
    rest_days: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        need_from("most_a_week", self.most_a_week)
        need_from("most_a_day", self.most_a_day, 1)
        for kind, days in self.rest_days.items():
            need_from(f"rest_days after {kind}", days)

    def of(self, person: Person) -> int:
        """Duties that this person may have in a week."""
        own = person.most_a_week
        return self.most_a_week if own is None else min(own, self.most_a_week)

    def too_close(self, one: Duty, other: Duty) -> bool:
        """Whether nobody may have both, because one falls into the rest after the other."""
        first, second = (one, other) if one.on <= other.on else (other, one)
        days = (second.on - first.on).days
        return second.kind in self.rest_days and 0 < days <= self.rest_days.get(first.kind, 0)


@dataclass(frozen=True, slots=True, order=True)
class Placement:
    """One person has one duty."""

    duty: str
    person: str


def suits(person: Person, duty: Duty) -> bool:
    """Whether the person is qualified for the duty and present on its day."""
    return duty.kind in person.qualified and duty.on in person.present
