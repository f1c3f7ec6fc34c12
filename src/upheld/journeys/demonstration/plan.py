"""What is to be built: how large, over which time, with which offices, teams and demand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from upheld.kernel.days import day_of
from upheld.kernel.working_days import Calendar, add_months
from upheld.policy import current_pack

DEFAULT_SEED = 1911
"""The seed when nobody gives one. Any number gives an agency of its own."""


def chance(seed: int, about: str) -> Random:
    """Dice of its own for each thing, so that one thing more does not change all the others."""
    return Random(f"{seed}/{about}")


PIP, SP, ESA, JSA, PC, DLA, UC = (
    "personal-independence-payment",
    "state-pension",
    "employment-and-support-allowance",
    "jobseekers-allowance",
    "pension-credit",
    "disability-living-allowance-child",
    "universal-credit",
)

IN_TIME: Mapping[str, float] = {PIP: 51.7, SP: 96.2, ESA: 39.5, JSA: 58.7, PC: 77.7, DLA: 3.5, UC: 84.4}
"""Percent of claims decided within the planned time in 2023-24; Universal Credit: first payment in full and
on time in 2022-23, the last published. Source: DWP, parliamentary answer of 1 May 2024."""


@dataclass(frozen=True)
class TeamPlan:
    """A team: its name, how many officers it has with its leader, and claims in 18 months by benefit."""

    name: str
    officers: int
    claims: Mapping[str, int]


@dataclass(frozen=True)
class OfficePlan:
    """An office: its key in extracts, its name, the towns around it and its teams."""

    key: str
    name: str
    towns: tuple[str, ...]
    postcode_area: str
    teams: tuple[TeamPlan, ...]


OFFICES = (
    OfficePlan(
        "wexcombe",
        "Wexcombe",
        ("Wexcombe", "Little Tarrow", "Hallowmere"),
        "XW",
        (
            TeamPlan("Independence", 8, {PIP: 540}),
            TeamPlan("Pensions", 7, {SP: 270, PC: 130}),
            TeamPlan("Universal Credit", 7, {UC: 310}),
        ),
    ),
    OfficePlan(
        "tarnbridge",
        "Tarnbridge",
        ("Tarnbridge", "Oxley Cross", "Brackenfold"),
        "XT",
        (
            TeamPlan("Independence and Children", 8, {PIP: 290, DLA: 100}),
            TeamPlan("Working Age", 8, {ESA: 180, JSA: 250}),
            TeamPlan("Families", 7, {UC: 310}),
        ),
    ),
    OfficePlan(
        "skelmouth",
        "Skelmouth",
        ("Skelmouth", "Port Ennis", "Garrowby Sands"),
        "XS",
        (
            TeamPlan("Pensions", 7, {SP: 190, PC: 90}),
            TeamPlan("Health and Work", 8, {PIP: 150, ESA: 90, DLA: 50}),
        ),
    ),
)

CLAIMS = sum(sum(team.claims.values()) for office in OFFICES for team in office.teams)
FULL_CLIENTS = 2_500
FULL_MONTHS = 18


@dataclass(frozen=True)
class Size:
    """How many clients there are after matching, and how many months of history."""

    clients: int = FULL_CLIENTS
    months: int = FULL_MONTHS

    def claims(self, team: TeamPlan) -> dict[str, int]:
        """The claims of a team by benefit, in proportion to the clients; at least one of each."""
        part = self.clients / FULL_CLIENTS
        return {benefit: max(1, round(number * part)) for benefit, number in team.claims.items()}


@dataclass(frozen=True)
class Times:
    """From when to when the history runs, in working days: `last` is the one before today."""

    now: datetime
    today: date
    first: date
    last: date
    next: date
    calendar: Calendar
    zone: str

    @classmethod
    def until(cls, now: datetime, months: int) -> Times:
        """The history of so many months that ends now."""
        pack = current_pack()
        today = day_of(now, pack.time_zone)
        calendar = pack.calendar
        return cls(
            now=now,
            today=today,
            first=calendar.next_working_day(add_months(today, -months)),
            last=calendar.add_working_days(today, -1),
            next=calendar.next_working_day(today),
            calendar=calendar,
            zone=pack.time_zone,
        )

    def before(self, days: int) -> date:
        """The working day that lies so many working days before today."""
        return self.calendar.add_working_days(self.today, -days)

    def after(self, days: int) -> date:
        """The working day that lies so many working days after today."""
        return self.calendar.add_working_days(self.today, days)

    def mornings(self) -> list[date]:
        """The days on which the clock does its work: each Monday, and each of the last fourteen days."""
        days = (self.first + timedelta(days=n) for n in range(1, (self.today - self.first).days + 1))
        recent = self.today - timedelta(days=14)
        return [day for day in days if day.weekday() == 0 or day > recent]
