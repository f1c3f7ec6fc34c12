"""Offices, teams, officers, their training and absences, and the grants of all: the small tables."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from benchmarks.million.agency import Agency, Officer, Team, hours_of, invent_agency
from benchmarks.million.sheets import day_of, identifier, moment_of
from benchmarks.million.sizes import Scale
from upheld.domains.access.models import Account, Grant
from upheld.domains.access.queries import Role
from upheld.domains.workforce.models import Absence, Office, Training
from upheld.domains.workforce.models import Officer as OfficerRow
from upheld.domains.workforce.models import Team as TeamRow
from upheld.kernel.copying import copy_in
from upheld.kernel.identifiers import SYSTEM

BENEFITS = (
    *("personal-independence-payment", "disability-living-allowance-child", "employment-and-support-allowance"),
    *("state-pension", "pension-credit", "universal-credit", "jobseekers-allowance"),
)
MAIL = "{}@example.org"
VISITORS = {"officer30": 30, "officer300": 300, "everywhere": 0}
"""Officers of the first team who sign in to measure, and how many grants each has; 0 sees everything."""

LEADER, MANAGER = "leader", "manager"


def visiting_officers(agency: Agency) -> dict[str, Officer]:
    """Who of the first team signs in, by the name that is before the @; the leader too."""
    first = agency.teams[0].officers
    chosen = [one for one in first[1:] if not one.leaving_on and not one.away_since]
    return {LEADER: first[0], **dict(zip(VISITORS, chosen, strict=False))}


@transaction.atomic
def place_people(scale: Scale, password: str = "") -> None:
    """Fill the tables of access and workforce. With a password the visitors can sign in."""
    agency, rng = invent_agency(scale), Random(f"{scale.seed} grants")  # noqa: S311
    _accounts(agency, scale, password, rng)
    _workforce(agency, scale, rng)
    _grants(agency, scale, rng)


def _accounts(agency: Agency, scale: Scale, password: str, rng: Random) -> None:
    hashed = make_password(password or None)
    visitors = {one.id: MAIL.format(name) for name, one in visiting_officers(agency).items()}
    officers = [one for team in agency.teams for one in team.officers]
    rows = [
        Account(id=UUID(one.id), name=one.name, email=visitors.get(one.id), password=hashed)
        for one in officers
    ]
    manager = Account(id=manager_id(scale), name="Rosamund Adebayor", email=MAIL.format(MANAGER))
    manager.password = hashed
    copy_in([*rows, manager])


def manager_id(scale: Scale) -> UUID:
    """The service manager of every office."""
    return UUID(identifier(moment_of(scale.now) - 10**15, Random(f"{scale.seed} manager")))  # noqa: S311


def _workforce(agency: Agency, scale: Scale, rng: Random) -> None:
    copy_in([Office(id=UUID(one.id), key=one.key, name=one.name) for one in agency.offices])
    copy_in(
        [
            TeamRow(id=UUID(team.id), office_id=UUID(office.id), name=team.name)
            for office in agency.offices
            for team in office.teams
        ]
    )
    pairs = [(team, one) for team in agency.teams for one in team.officers]
    copy_in([_officer(team, one) for team, one in pairs])
    Training.objects.bulk_create(
        Training(officer_id=UUID(one.id), benefit=benefit, starts_on=one.joined_on)
        for team, one in pairs
        for benefit in team.benefits
    )
    copy_in(
        [
            Absence(officer_id=UUID(one.id), starts_on=one.away_since, kind="sickness")
            for _, one in pairs
            if one.away_since
        ]
    )


def _officer(team: Team, one: Officer) -> OfficerRow:
    return OfficerRow(
        account_id=UUID(one.id),
        team_id=UUID(team.id),
        joined_on=one.joined_on,
        leaving_on=one.leaving_on,
        leaving_reason="Moves to other work." if one.leaving_on else "",
        contracted_hours=hours_of(one),
        working_days=[1, 2, 3, 4, 5],
    )


def _grants(agency: Agency, scale: Scale, rng: Random) -> None:
    """Everyone has a grant in their own office; leaders lead; the visitors have what they are to show."""
    rows: list[Grant] = []
    visitors = {one.id: name for name, one in visiting_officers(agency).items()}
    for team in agency.teams:
        office_id = agency.offices[team.office].id
        for place, one in enumerate(team.officers):
            number = VISITORS.get(visitors.get(one.id, ""), 1)
            if number == 1:
                rows.append(_grant(one.id, Role.OFFICER, scale, office_id))
            if place == 0:
                rows.append(_grant(one.id, Role.TEAM_LEADER, scale, office_id, team.id))
            rows += _many(agency, one.id, number, scale) if number > 1 else []
            rows += [_grant(one.id, Role.OFFICER, scale), _grant(one.id, Role.SERVICE_MANAGER, scale)] * (number == 0)
    rows.append(_grant(str(manager_id(scale)), Role.SERVICE_MANAGER, scale))
    copy_in(rows)


def _many(agency: Agency, account_id: str, number: int, scale: Scale) -> list[Grant]:
    """So many grants: one office after another, in each one benefit after another."""
    return [
        _grant(account_id, Role.OFFICER, scale, agency.offices[place % len(agency.offices)].id)
        for place in range(number)
    ]


def _grant(
    account_id: str, role: Role, scale: Scale, office_id: str | None = None, team_id: str | None = None
) -> Grant:
    return Grant(
        account_id=UUID(account_id),
        role=role.value,
        office_id=UUID(office_id) if office_id else None,
        team_id=UUID(team_id) if team_id else None,
        starts_on=day_of(moment_of(scale.now)) - timedelta(days=300),
        given_by=SYSTEM,
        given_at=scale.now - timedelta(days=300),
        reason="Works there.",
    )
