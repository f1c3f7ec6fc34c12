"""The life of a case in moments: how long each step takes, and when the agency's clock would run out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from random import Random

from benchmarks.million import agency
from benchmarks.million.sheets import DAY, HOUR, MINUTE, SECOND, day_of, moment_of
from upheld.kernel.days import end_of_day
from upheld.policy import Pack

ON_TIME = {
    agency.PIP: 0.52,
    agency.DLA: 0.62,
    agency.ESA: 0.80,
    agency.SP: 0.96,
    agency.PC: 0.77,
    agency.UC: 0.87,
    agency.JSA: 0.91,
}
"""Near to what was published for 2023-24: how many of a hundred are decided by the standard."""


@dataclass(frozen=True, slots=True)
class Life:
    """When each step of a case happens; what lies after `now` is still to happen. Moments.

    `handed_over` is 0 for the many cases that stay with one owner; `held` and `hold_ends` likewise.
    """

    opened: int
    due: int
    first_contact_due: int
    owned: int
    contacted: int
    ready: int
    decided: int
    closed: int
    is_awarded: bool
    handed_over: int
    held: int
    hold_ends: int


class Calendar:
    """When a case of a benefit that opens on a day is due, by the pack: worked out once for each day."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.due_at = lru_cache(None)(self._due_at)
        self.contact_due_at = lru_cache(None)(self._contact_due_at)

    def standard(self, benefit: str, day: date) -> str:
        """The key of the benefit's standard on a day."""
        return self.pack.standard_for(benefit, on=day).key

    def _due_at(self, benefit: str, day: date) -> int:
        standard = self.pack.standard_for(benefit, on=day)
        return moment_of(end_of_day(self.pack.due_on(standard, start=day), self.pack.time_zone))

    def _contact_due_at(self, day: date) -> int:
        due_on = self.pack.promise_due_on("first_contact", start=day, on=day)
        return moment_of(end_of_day(due_on, self.pack.time_zone))


def invent_life(benefit: str, opened: int, calendar: Calendar, rng: Random) -> Life:
    """One case, from its opening to its end."""
    day = day_of(opened)
    due, contact_due = calendar.due_at(benefit, day), calendar.contact_due_at(day)
    owned = opened + rng.randrange(10 * MINUTE, 4 * DAY)
    slow = rng.random() < 0.1
    contacted = max(owned + HOUR, opened + rng.randrange(DAY, 12 * DAY if slow else 5 * DAY))
    if rng.random() < ON_TIME[benefit]:
        decided = max(contacted + 2 * HOUR, due - int((due - opened) * 0.7 * rng.random() ** 2) - MINUTE)
    else:
        decided = due + HOUR + int(60 * DAY * rng.random() ** 3)
    is_awarded = rng.random() < 0.7
    later = rng.randrange(DAY, 70 * DAY) if is_awarded else 0
    held = contacted + HOUR if rng.random() < 0.06 and decided - contacted > 8 * DAY else 0
    return Life(
        opened=opened,
        due=due,
        first_contact_due=contact_due,
        owned=owned,
        contacted=contacted,
        ready=decided - HOUR,
        decided=decided,
        closed=decided + later,
        is_awarded=is_awarded,
        handed_over=contacted + (decided - contacted) // 2 if rng.random() < 0.15 else 0,
        held=held,
        hold_ends=held and held + rng.randrange(3, 8) * DAY,
    )


def office_hours(day: int, rng: Random) -> int:
    """A moment between nine and five on a day, given in days since 1970."""
    return day * DAY + rng.randrange(9 * HOUR // SECOND, 17 * HOUR // SECOND) * SECOND
