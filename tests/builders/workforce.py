"""Offices, teams, officers and those who direct them, made by calling commands."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from uuid import UUID

from upheld.domains.access.commands import grant_role, open_account
from upheld.domains.access.queries import Role, Viewer, get_viewer, the_service
from upheld.domains.workforce import commands
from upheld.domains.workforce.queries import get_team
from upheld.kernel.identifiers import SYSTEM

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""A Monday morning."""
TODAY = NOW.date()
JOINED = date(2024, 1, 8)
BENEFIT = "state-pension"

_numbers = count(1)


def an_office() -> UUID:
    """An office without teams."""
    number = next(_numbers)
    return commands.open_office(name=f"Office {number}", key=f"place-{number}", by=SYSTEM, at=NOW)


def a_team(office_id: UUID | None = None) -> UUID:
    """A team, in an office of its own unless one is given."""
    name = f"Team {next(_numbers)}"
    return commands.open_team(office_id=office_id or an_office(), name=name, by=SYSTEM, at=NOW)


def an_officer(
    team_id: UUID | None = None, *, name: str = "", trained_for: tuple[str, ...] = (), **particulars: Any
) -> UUID:
    """An officer of a team, trained since they joined."""
    account_id = open_account(name=name or f"Officer {next(_numbers)}", by=SYSTEM, at=NOW)
    told = {"account_id": account_id, "team_id": team_id or a_team(), "joined_on": JOINED} | particulars
    commands.take_on_officer(**told, by=SYSTEM, at=NOW)
    for benefit in trained_for:
        commands.record_training(officer_id=account_id, benefit=benefit, starts_on=JOINED, by=SYSTEM, at=NOW)
    return account_id


def someone(role: Role | None = None, *, office_id: UUID | None = None, team_id: UUID | None = None) -> UUID:
    """The holder of an account, with a role in a place if one is named."""
    account_id = open_account(name=f"Person {next(_numbers)}", by=SYSTEM, at=NOW)
    if role:
        grant_role(
            account_id=account_id,
            role=role,
            office_id=office_id or (office_of(team_id) if team_id else None),
            team_id=team_id,
            starts_on=JOINED,
            reason="Needed for the work of the office.",
            by=SYSTEM,
            at=NOW,
        )
    return account_id


def seen_by(account_id: UUID) -> Viewer:
    """What someone may see today."""
    return get_viewer(account_id, on=TODAY)


def office_of(team_id: UUID) -> UUID:
    """The office of a team."""
    return get_team(team_id, viewer=the_service()).office_id
