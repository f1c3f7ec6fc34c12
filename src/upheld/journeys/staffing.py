"""Someone starts: an account, a place in a team, their training and their role, in one go."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from upheld.domains.access.commands import grant_role, open_account
from upheld.domains.access.queries import Role
from upheld.domains.workforce.commands import record_training, take_on_officer
from upheld.kernel.commands import command
from upheld.policy import current_pack


@command
def take_on(
    *,
    name: str,
    email: str,
    password: str,
    role: Role,
    office_id: UUID | None,
    team_id: UUID | None,
    benefits: Collection[str] = (),
    hours: Decimal = Decimal(37),
    starts_on: date,
    by: UUID,
    at: datetime,
) -> UUID:
    """Take someone on in a role, and return the id of their account. Either all of it is kept or nothing.

    Those with a team become officers of it, trained for these benefits from `starts_on`; those without one,
    such
    as an administrator, only get the role. Raises EmailIsTaken, TeamWithoutItsOffice, UnknownValue for a
    benefit.
    """
    for benefit in benefits:
        current_pack().benefit(benefit)
    account_id = open_account(name=name, email=email, password=password, by=by, at=at)
    if team_id is not None:
        take_on_officer(
            account_id=account_id,
            team_id=team_id,
            joined_on=starts_on,
            contracted_hours=hours,
            by=by,
            at=at,
        )
        for benefit in benefits:
            record_training(officer_id=account_id, benefit=benefit, starts_on=starts_on, by=by, at=at)
    grant_role(
        account_id=account_id,
        role=role,
        office_id=office_id,
        team_id=team_id,
        starts_on=starts_on,
        reason="Given when they were taken on.",
        by=by,
        at=at,
    )
    return account_id
