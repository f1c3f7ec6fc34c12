"""Who may see what in the demonstration: regions, the roles beside officers and leaders, restricted records,
one that nobody may open, a record that was opened for a day, and someone who knows a client.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from upheld.domains.access import commands as access
from upheld.domains.access.queries import Role, the_service
from upheld.domains.casework.queries import list_cases_owned
from upheld.domains.people.queries import get_client_names
from upheld.journeys.demonstration.people_file import DemoSignIn, new_password
from upheld.journeys.demonstration.plan import Times
from upheld.journeys.demonstration.staff import WHY, Office, Officer, work_email
from upheld.kernel.commands import command
from upheld.kernel.identifiers import SYSTEM

REGIONS = {"wexcombe": "Inland", "tarnbridge": "Inland", "skelmouth": "Coast"}
"""In which region each office lies, by its key."""

PARTNER, LEAD, ANALYST, AUDITOR = (
    "Perpetua Lindqvist-Rowe",
    "Hesper Mbekiswood",
    "Lucian Oyelarin",
    "Thora Vanterpoole",
)
SHOWS = 2
"""The place in the first team of the officer as whom a visitor signs in."""


@dataclass(frozen=True)
class _Newcomer:
    """Someone beside the officers: their role, where, up to which level, and what to look at as them."""

    name: str
    role: Role
    said: str
    look_at: str
    office: str = ""
    region: str = ""
    level: str = ""


_NEWCOMERS = (
    _Newcomer(
        LEAD,
        Role.SAFEGUARDING_LEAD,
        "safeguarding lead of the inland offices",
        "Restricted: whose records are closed to most, and a case that nobody may open.",
        region="Inland",
        level="protected_person",
    ),
    _Newcomer(
        PARTNER,
        Role.SUPPORT_PARTNER,
        "support partner in Wexcombe",
        "Search for anyone of Wexcombe, and see what a partner may do.",
        office="wexcombe",
    ),
    _Newcomer(ANALYST, Role.ANALYST, "analyst", "Standards: figures alone, and small ones hidden."),
    _Newcomer(AUDITOR, Role.AUDITOR, "auditor", "Who looked: each view of a client, without any name."),
)


@command
def close_records(*, offices: Sequence[Office], times: Times, at: datetime) -> list[DemoSignIn]:
    """Say who may see what, and return those who can sign in because of it."""
    for office in offices:
        access.place_office(office_id=office.id, region=REGIONS[office.plan.key], by=SYSTEM, at=at)
    newcomers = [_take_on(one, offices, times, at) for one in _NEWCOMERS]
    team, elsewhere = offices[0].teams[0].officers, offices[1].teams[0].officers
    _restrict_some(team[3], offices[0], at, times)
    _restrict_for_nobody(team[1], offices[0], at)
    _open_one(elsewhere[1], team[SHOWS], offices[:2], at)
    for client_id in _clients_of(team[SHOWS], at)[2:3]:
        access.declare_conflict(client_id=client_id, by=team[0].id, at=at)
    return [*newcomers, *_own_page(team[SHOWS], times, at)]


def _take_on(one: _Newcomer, offices: Sequence[Office], times: Times, at: datetime) -> DemoSignIn:
    signs_in = _account(one.name, one.said, one.look_at, at)
    office_id = next((office.id for office in offices if office.plan.key == one.office), None)
    given: dict[str, Any] = {"starts_on": times.first, "reason": WHY, "by": SYSTEM, "at": at}
    access.grant_role(
        account_id=signs_in.account_id, role=one.role, office_id=office_id, region=one.region, **given
    )
    if one.level:
        access.give_clearance(account_id=signs_in.account_id, level=one.level, **given)
    return signs_in


def _account(name: str, said: str, look_at: str, at: datetime) -> DemoSignIn:
    email, password = work_email(name), new_password()
    account_id = access.open_account(name=name, email=email, password=password, by=SYSTEM, at=at)
    return DemoSignIn(account_id, name, said, email, password, look_at)


def _restrict_some(officer: Officer, office: Office, at: datetime, times: Times) -> None:
    """Some of an officer's clients are restricted, and the officer is cleared for it."""
    access.give_clearance(
        account_id=officer.id,
        level="domestic_abuse",
        starts_on=times.first,
        ends_on=times.today + timedelta(days=21),
        reason="Trained to work with people who live in danger.",
        by=SYSTEM,
        at=at,
    )
    reasons = (
        ("domestic_abuse", "A former partner asked us twice where the client lives."),
        ("colleague", "Their sister works for the pensions team here."),
        ("domestic_abuse", "The police asked that nobody learns the new address."),
    )
    for client_id, (level, reason) in zip(_clients_of(officer, at), reasons, strict=False):
        access.restrict_record(
            client_id=client_id, level=level, offices=[office.id], reason=reason, by=SYSTEM, at=at
        )


def _restrict_for_nobody(officer: Officer, office: Office, at: datetime) -> None:
    """One client is protected at a level for which no officer is cleared."""
    for client_id in _clients_of(officer, at)[:1]:
        reason = "A court protects the new name and the address."
        access.restrict_record(
            client_id=client_id,
            level="protected_person",
            offices=[office.id],
            reason=reason,
            by=SYSTEM,
            at=at,
        )


def _open_one(officer: Officer, owner: Officer, offices: Sequence[Office], at: datetime) -> None:
    """An officer of the second office opened a record of the first today."""
    for client_id in _clients_of(owner, at)[:1]:
        access.open_by_challenge(
            client_id=client_id,
            offices=[offices[0].id],
            owners=[owner.id],
            purpose="present",
            reason="She came to our desk and her payment has not arrived.",
            by=officer.id,
            at=at,
        )


def _own_page(officer: Officer, times: Times, at: datetime) -> list[DemoSignIn]:
    """A client of the officer who can sign in and see what is held."""
    mine = _clients_of(officer, at)[1:2]
    names = get_client_names(viewer=the_service(), client_ids=mine)
    look_at = "What we hold about you, what we promised, and who looked."
    found = []
    for client_id in mine:
        signs_in = _account(names[client_id], "customer", look_at, at)
        access.grant_role(
            account_id=signs_in.account_id,
            role=Role.CLIENT,
            client_id=client_id,
            starts_on=times.first,
            reason="Showed their letter and their card at the desk.",
            by=SYSTEM,
            at=at,
        )
        found.append(signs_in)
    return found


def _clients_of(officer: Officer, at: datetime) -> list[UUID]:
    """The clients of an officer's open cases, each once, by what is next."""
    rows = list_cases_owned(officer.id, viewer=the_service(), as_of=at, limit=20)
    return list(dict.fromkeys(row.client_id for row in rows))
