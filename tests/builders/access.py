"""Accounts and grants for tests, made by calling the commands of access."""

from datetime import UTC, date, datetime
from itertools import count
from uuid import UUID

from upheld.domains.access.commands import grant_role, open_account
from upheld.domains.access.queries import Role, Viewer, get_viewer
from upheld.kernel.identifiers import SYSTEM, new_id

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""A Monday morning."""

TODAY = AT.date()

FIRST_DAY = date(2026, 1, 5)

_numbers = count(1)


def an_account(*, granted: bool = False, **details: str) -> UUID:
    """Open an account in an invented name; with `granted`, of an officer of an office."""
    name = details.pop("name", f"Invented Person {next(_numbers)}")
    account_id = open_account(name=name, by=SYSTEM, at=AT, **details)
    if granted:
        a_grant(account_id)
    return account_id


def a_grant(
    account_id: UUID,
    role: Role = Role.OFFICER,
    *,
    office_id: UUID | None = None,
    team_id: UUID | None = None,
    everywhere: bool = False,
    starts_on: date = FIRST_DAY,
    ends_on: date | None = None,
) -> UUID:
    """Give a role in an office (a new one, when none is named) or everywhere."""
    return grant_role(
        account_id=account_id,
        role=role,
        office_id=None if everywhere else office_id or new_id(),
        team_id=team_id,
        starts_on=starts_on,
        ends_on=ends_on,
        reason="Needed for the work of the office.",
        by=SYSTEM,
        at=AT,
    )


def a_viewer(role: Role = Role.OFFICER, *, on: date = TODAY, **place: UUID | bool | date | None) -> Viewer:
    """Someone new with one grant, as they are on a day."""
    account_id = an_account()
    a_grant(account_id, role, **place)  # type: ignore[arg-type]
    return get_viewer(account_id, on=on)
