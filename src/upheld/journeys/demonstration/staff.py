"""The people who work there: accounts, roles, teams, hours, training, and when each is away or leaves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from upheld.domains.access.commands import grant_role, open_account
from upheld.domains.access.queries import Role
from upheld.domains.workforce import commands as workforce
from upheld.journeys.demonstration import names
from upheld.journeys.demonstration.people_file import DemoSignIn, new_password
from upheld.journeys.demonstration.plan import OFFICES, OfficePlan, TeamPlan, Times, chance
from upheld.kernel.commands import command
from upheld.kernel.identifiers import SYSTEM
from upheld.policy import current_pack

WHY = "Needed for the work of the office."

SIGN_INS = {
    names.STAFF_NAMES[2]: (
        "officer",
        "My day: promises about to break, cases offered to you, and pairs of records that may be one person.",
    ),
    names.STAFF_NAMES[0]: (
        "team leader",
        "Team: who is near the limit, cases without an owner and why, offers that wait, who is away.",
    ),
    names.MANAGERS["wexcombe"]: (
        "service manager of Wexcombe",
        "Standards: each benefit by month against what was promised, for one office.",
    ),
    names.MANAGER_OF_ALL: (
        "service manager of all offices",
        "Standards of all offices together, and which office is behind.",
    ),
    names.ADMINISTRATOR: (
        "administrator",
        "What someone who keeps accounts does not see: no client and no case.",
    ),
}
"""Those who show the service best: only they get a password. What each is called, and what to look at."""


@dataclass
class Away:
    """A time away from `start` up to the day before `back`; `back` may lie after today."""

    start: date
    back: date
    kind: str = "leave"


@dataclass
class Officer:
    """An officer as the history needs them, with what they carry. `points` follows what casework counts."""

    id: UUID
    name: str
    team: str
    is_leader: bool
    hours: Decimal
    benefits: frozenset[str]
    limit: int
    away: list[Away] = field(default_factory=list)
    leaves_on: date | None = None
    can_own: bool = True
    points: int = 0

    def is_present(self, day: date) -> bool:
        """Whether they are at work on a day."""
        gone = self.leaves_on is not None and self.leaves_on <= day
        return not gone and not any(one.start <= day < one.back for one in self.away)


@dataclass
class Team:
    """A team with its officers; the first of them leads it."""

    id: UUID
    office_id: UUID
    plan: TeamPlan
    officers: list[Officer]

    @property
    def leader(self) -> Officer:
        """Who leads the team."""
        return self.officers[0]


@dataclass
class Office:
    """An office with its teams."""

    id: UUID
    plan: OfficePlan
    teams: list[Team]


@command
def take_on_everyone(*, times: Times, seed: int, at: datetime) -> tuple[list[Office], list[DemoSignIn]]:
    """Open the offices and teams, take everyone on, and say who can sign in."""
    hiring = _Hiring(times, chance(seed, "staff"), at, iter(names.STAFF_NAMES))
    offices = [hiring.office(plan) for plan in OFFICES]
    hiring.managers(offices)
    _plan_absences(offices, times, hiring.rng)
    return offices, sorted(hiring.signing_in, key=lambda one: list(SIGN_INS).index(one.name))


@dataclass
class _Hiring:
    """Taking everyone on, at one moment, and noting who can sign in."""

    times: Times
    rng: Random
    at: datetime
    people: Iterator[str]
    signing_in: list[DemoSignIn] = field(default_factory=list)

    def office(self, plan: OfficePlan) -> Office:
        """Open an office with its teams and officers."""
        office_id = workforce.open_office(name=plan.name, key=plan.key, by=SYSTEM, at=self.at)
        teams = []
        for team in plan.teams:
            team_id = workforce.open_team(office_id=office_id, name=team.name, by=SYSTEM, at=self.at)
            officers = [self.officer(office_id, team_id, team, place) for place in range(team.officers)]
            teams.append(Team(team_id, office_id, team, officers))
        return Office(office_id, plan, teams)

    def officer(self, office_id: UUID, team_id: UUID, team: TeamPlan, place: int) -> Officer:
        """Take someone on.

        Some work part of the week; the newest of a team is not trained for all of it yet.
        """
        name, rng = next(self.people), self.rng
        part_time = place > 2 and rng.random() < 0.25
        hours, days = (Decimal("22.5"), (1, 2, 3)) if part_time else (Decimal(37), (1, 2, 3, 4, 5))
        joined_on = self.times.first - timedelta(days=rng.randrange(60, 4000))
        benefits = list(team.claims)[: 1 if place == team.officers - 1 else None]
        account_id = self.account(name)
        workforce.take_on_officer(
            account_id=account_id,
            team_id=team_id,
            joined_on=joined_on,
            contracted_hours=hours,
            working_days=days,
            by=SYSTEM,
            at=self.at,
        )
        trained_on = joined_on + timedelta(days=30)
        for benefit in benefits:
            workforce.record_training(
                officer_id=account_id, benefit=benefit, starts_on=trained_on, by=SYSTEM, at=self.at
            )
        role = Role.TEAM_LEADER if place == 0 else Role.OFFICER
        self.grant(account_id, role, joined_on, office_id=office_id, team_id=team_id)
        limit = current_pack().limit_points(on=self.times.first, hours=hours)
        return Officer(account_id, name, team.name, place == 0, hours, frozenset(benefits), limit)

    def managers(self, offices: Collection[Office]) -> None:
        """A service manager for each office and one for all, and an administrator; none is an officer."""
        since = self.times.first - timedelta(days=60)
        for office in offices:
            manager = self.account(names.MANAGERS[office.plan.key])
            self.grant(manager, Role.SERVICE_MANAGER, since, office_id=office.id)
        self.grant(self.account(names.MANAGER_OF_ALL), Role.SERVICE_MANAGER, since)
        self.grant(self.account(names.ADMINISTRATOR), Role.ADMINISTRATOR, since)

    def account(self, name: str) -> UUID:
        """Open an account. Those who show the service get a password, and are noted."""
        email = work_email(name)
        if name not in SIGN_INS:
            return open_account(name=name, email=email, by=SYSTEM, at=self.at)
        (role, look_at), password = SIGN_INS[name], new_password()
        account_id = open_account(name=name, email=email, password=password, by=SYSTEM, at=self.at)
        self.signing_in.append(DemoSignIn(account_id, name, role, email, password, look_at))
        return account_id

    def grant(
        self,
        account_id: UUID,
        role: Role,
        starts_on: date,
        *,
        office_id: UUID | None = None,
        team_id: UUID | None = None,
    ) -> None:
        """Give someone a role in a place."""
        grant_role(
            account_id=account_id,
            role=role,
            office_id=office_id,
            team_id=team_id,
            starts_on=starts_on,
            reason=WHY,
            by=SYSTEM,
            at=self.at,
        )


def work_email(name: str) -> str:
    """An address that no mail server will ever have."""
    plain = "".join(
        mark if mark.isascii() and (mark.isalpha() or mark == " ") else "" for mark in name.lower()
    )
    return f"{'.'.join(plain.split())}@upheld.test"


def _plan_absences(offices: Sequence[Office], times: Times, rng: Random) -> None:
    """Leave for everyone about every five months, and the absences and leavings that are a story."""
    for office in offices:
        for team in office.teams:
            for officer in team.officers:
                officer.away = list(_leave(times, rng))
    first, second = offices[0].teams[0].officers, offices[0].teams[1].officers
    working = offices[1].teams[min(1, len(offices[1].teams) - 1)].officers
    _set_away(first[4], Away(times.before(14), times.after(28), "sickness"))
    _set_away(first[6], Away(times.before(3), times.after(4)))
    _set_away(working[5], Away(times.before(2), times.after(6)))
    for present in (first[0], first[1], first[2], first[3], first[5], working[0], second[0]):
        present.away = [one for one in present.away if one.back < times.before(8)]
    working[3].leaves_on = times.last
    second[4].leaves_on = times.next + timedelta(days=7)
    for leaver in (working[3], second[4]):
        leaver.away = [one for one in leaver.away if one.back < times.before(16)]
    middle = times.first + (times.last - times.first) / 2
    if (times.last - times.first).days > 300:
        _set_away(working[2], Away(middle, middle + timedelta(days=45), "sickness"))


def _set_away(officer: Officer, absence: Away) -> None:
    """Put an absence in place of the leave that it would overlap."""
    clear = timedelta(days=3)
    officer.away = [
        one for one in officer.away if one.back + clear < absence.start or absence.back + clear < one.start
    ]
    officer.away.append(absence)


def _leave(times: Times, rng: Random) -> Iterator[Away]:
    day = times.first + timedelta(days=rng.randrange(20, 150))
    while day <= times.last:
        start = times.calendar.next_working_day(day)
        back = times.calendar.add_working_days(start, rng.choice((3, 5, 8)))
        if start <= times.last:
            yield Away(start, back)
        day = back + timedelta(days=rng.randrange(90, 170))
