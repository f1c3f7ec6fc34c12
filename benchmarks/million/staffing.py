"""Offices, teams, officers, their training and absences, and the grants of all: the small tables."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from benchmarks.million.agency import TEAMS, Agency, Officer, Team, hours_of, invent_agency
from benchmarks.million.sheets import day_of, identifier, moment_of
from benchmarks.million.sizes import Scale
from upheld.domains.access.models import (
    Account,
    Challenge,
    Clearance,
    Conflict,
    Grant,
    Place,
)
from upheld.domains.access.queries import Role
from upheld.domains.workforce.models import Absence, Office, Training
from upheld.domains.workforce.models import Officer as OfficerRow
from upheld.domains.workforce.models import Team as TeamRow
from upheld.kernel.copying import copy_in
from upheld.kernel.identifiers import SYSTEM

BENEFITS = tuple(benefit for _, benefits, *_ in TEAMS for benefit in benefits)
MAIL = "{}@example.org"
LEADER, MANAGER, EVERYWHERE = "leader", "manager", "everywhere"
VISITORS = {"officer30": 30, "officer300": 300}
"""Officers of the first team who sign in to measure, and how many grants each has."""

BENEFITS_OF_A_GRANT = 6


def visiting_officers(agency: Agency) -> dict[str, Officer]:
    """Who of the first team signs in, by the name that is before the @; the leader too."""
    first = agency.teams[0].officers
    chosen = [one for one in first[1:] if not one.leaving_on and not one.away_since]
    return {LEADER: first[0], **dict(zip((*VISITORS, EVERYWHERE), chosen, strict=False))}


@transaction.atomic
def place_people(scale: Scale, password: str = "") -> None:
    """Fill the tables of access and workforce. With a password the visitors can sign in."""
    agency = invent_agency(scale)
    _accounts(agency, scale, password)
    _workforce(agency)
    _grants(agency, scale)


def _accounts(agency: Agency, scale: Scale, password: str) -> None:
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
    return UUID(identifier(moment_of(scale.now) - 10**15, Random(f"{scale.seed} manager")))


def _workforce(agency: Agency) -> None:
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


def _grants(agency: Agency, scale: Scale) -> None:
    """Everyone has a grant in their own office; leaders lead; the visitors have what they are to show."""
    rows: list[Grant] = []
    visitors = {one.id: name for name, one in visiting_officers(agency).items()}
    for team in agency.teams:
        office_id = agency.offices[team.office].id
        for place, one in enumerate(team.officers):
            name = visitors.get(one.id, "")
            rows += _of_officer(agency, scale, one.id, name, office_id)
            if place == 0:
                rows.append(_grant(one.id, Role.TEAM_LEADER, scale, office_id, team.id))
    rows.append(_grant(str(manager_id(scale)), Role.SERVICE_MANAGER, scale))
    copy_in(rows)
    copy_in([Place(office_id=UUID(one.id), region=one.region) for one in agency.offices])


def _of_officer(agency: Agency, scale: Scale, account_id: str, name: str, office_id: str) -> list[Grant]:
    if name == EVERYWHERE:
        return [_grant(account_id, role, scale) for role in (Role.OFFICER, Role.SERVICE_MANAGER)]
    if name in VISITORS:
        return [
            _grant(account_id, Role.OFFICER, scale, office, benefit=benefit)
            for office, benefit in places_of(agency, VISITORS[name])
        ]
    return [_grant(account_id, Role.OFFICER, scale, office_id)]


def places_of(agency: Agency, number: int) -> list[tuple[str, str]]:
    """The office and the benefit of each of so many grants: office after office, six benefits in each."""
    six = BENEFITS[:BENEFITS_OF_A_GRANT]
    return [(agency.offices[place // len(six)].id, six[place % len(six)]) for place in range(number)]


def clear_visitors(scale: Scale) -> None:
    """Put restricted levels, conflicts and challenges into play, once clients are there.

    The officer with most grants is cleared for two of the three levels, may not see three clients, and
    opened five others for today; who sees everything is cleared for all.
    """
    visitors, rng = visiting_officers(invent_agency(scale)), Random(f"{scale.seed} clients")
    most, everyone = UUID(visitors["officer300"].id), UUID(visitors[EVERYWHERE].id)
    since = day_of(moment_of(scale.now)) - timedelta(days=300)
    for account_id, level, rank in ((most, "domestic_abuse", 20), (everyone, "protected_person", 30)):
        Clearance.objects.create(
            account_id=account_id,
            level=level,
            rank=rank,
            starts_on=since,
            given_by=SYSTEM,
            given_at=scale.now,
            reason="Works with people who are in danger.",
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, offices FROM people_client ORDER BY id LIMIT 8")
        *known, first, second, third, fourth, fifth = cursor.fetchall()
    _close_to(most, [client_id for client_id, _ in known], scale)
    _open_for_today(most, [first, second, third, fourth, fifth], scale, rng)


def _close_to(account_id: UUID, client_ids: list[UUID], scale: Scale) -> None:
    """Clients whom someone knows, and so never sees."""
    Conflict.objects.bulk_create(
        Conflict(
            account_id=account_id,
            client_id=client_id,
            kind="declared",
            declared_by=account_id,
            declared_at=scale.now,
        )
        for client_id in client_ids
    )


def _open_for_today(
    account_id: UUID, clients: list[tuple[UUID, list[UUID]]], scale: Scale, rng: Random
) -> None:
    """Clients, each with their offices, whom someone opened for today."""
    Challenge.objects.bulk_create(
        Challenge(
            id=UUID(identifier(moment_of(scale.now), rng)),
            account_id=account_id,
            client_id=client_id,
            purpose="covering",
            reason="Covers for a colleague of that office today.",
            day=day_of(moment_of(scale.now)),
            opened_at=scale.now,
            teams=[],
            from_offices=[],
            offices=offices,
            owners=[],
        )
        for client_id, offices in clients
    )


def _grant(
    account_id: str,
    role: Role,
    scale: Scale,
    office_id: str | None = None,
    team_id: str | None = None,
    benefit: str = "",
) -> Grant:
    return Grant(
        account_id=UUID(account_id),
        role=role.value,
        office_id=UUID(office_id) if office_id else None,
        team_id=UUID(team_id) if team_id else None,
        benefit=benefit,
        starts_on=day_of(moment_of(scale.now)) - timedelta(days=300),
        given_by=SYSTEM,
        given_at=scale.now - timedelta(days=300),
        reason="Works there.",
    )
