"""Roles: given in a place for a time, and ended."""

from datetime import date, datetime
from uuid import UUID

from upheld.domains.access.commands.accounts import lock_account
from upheld.domains.access.commands.giving import end_given, receiver
from upheld.domains.access.events import GrantEnded, RoleGranted
from upheld.domains.access.models import Grant, Place
from upheld.domains.access.permissions import require_administrator
from upheld.domains.access.queries.viewers import who_acts
from upheld.domains.access.rules.giving import check_grant, check_reason, check_together
from upheld.domains.access.rules.refusals import NoSuchGrant
from upheld.domains.access.rules.roles import Role
from upheld.kernel import outbox
from upheld.kernel.commands import command
from upheld.policy import current_pack


@command
def grant_role(
    *,
    account_id: UUID,
    role: Role,
    office_id: UUID | None = None,
    team_id: UUID | None = None,
    region: str = "",
    benefit: str = "",
    client_id: UUID | None = None,
    starts_on: date,
    ends_on: date | None = None,
    reason: str,
    by: UUID,
    at: datetime,
) -> UUID:
    """Give someone a role, and return the grant's id.

    In an office, in one team of it, in a region, or everywhere when no place is named; for cases of one
    benefit, or of all; for a client and a representative, of one client.

    Raises NotYoursToDo, GrantToOneself, NoSuchAccount, TeamWithoutItsOffice, OneSortOfPlace,
    ClientMustBeNamed, GrantIsOutOfOrder, RolesDoNotGoTogether, ReasonSaysNothing, and UnknownValue for a
    benefit.
    """
    check_grant(
        role=role,
        office_id=office_id,
        team_id=team_id,
        region=region,
        client_id=client_id,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    if benefit:
        current_pack().benefit(benefit)
    receiver(account_id, by=by, at=at)
    _check_together(account_id, role, starts_on, ends_on)
    given = {
        "account_id": account_id,
        "role": role.value,
        "office_id": office_id,
        "team_id": team_id,
        "region": region,
        "benefit": benefit,
        "client_id": client_id,
        "starts_on": starts_on,
        "ends_on": ends_on,
    }
    grant = Grant.objects.create(**given, given_by=by, given_at=at, reason=check_reason(reason))
    event = RoleGranted(grant_id=grant.id, **given)  # type: ignore[arg-type]
    outbox.record(event, stream=f"account:{account_id}", by=by, at=at)
    return grant.id


@command
def end_grant(*, grant_id: UUID, ends_on: date, because: str, by: UUID, at: datetime) -> None:
    """Let a grant count no more from a day on.

    Raises NotYoursToDo, NoSuchGrant, also for one that has ended by then, and ReasonSaysNothing.
    """
    require_administrator(who_acts(by, at))
    grant = Grant.objects.select_for_update().counting_on_or_after(ends_on).filter(id=grant_id).first()
    if grant is None:
        raise NoSuchGrant
    _end(grant, ends_on=ends_on, because=check_reason(because), by=by, at=at)


@command
def end_grants(*, account_id: UUID, ends_on: date, by: UUID, at: datetime) -> int:
    """End every grant of someone from a day on, as when they leave. Returns how many were ended.

    One that would only have begun on that day or later never counts.
    """
    lock_account(account_id)
    grants = list(Grant.objects.filter(account_id=account_id).counting_on_or_after(ends_on))
    for grant in grants:
        _end(grant, ends_on=ends_on, because="They leave.", by=by, at=at)
    return len(grants)


@command
def place_office(*, office_id: UUID, region: str, by: UUID, at: datetime) -> None:
    """Say in which region an office lies: whoever has a role in the region has it there from now on.

    Raises NotYoursToDo.
    """
    require_administrator(who_acts(by, at))
    Place.objects.update_or_create(office_id=office_id, defaults={"region": region})


def _end(grant: Grant, *, ends_on: date, because: str, by: UUID, at: datetime) -> None:
    end_given(grant, ends_on=ends_on, because=because, by=by)
    event = GrantEnded(grant_id=grant.id, account_id=grant.account_id, ends_on=ends_on)
    outbox.record(event, stream=f"account:{grant.account_id}", by=by, at=at)


def _check_together(account_id: UUID, role: Role, starts_on: date, ends_on: date | None) -> None:
    """Raise RolesDoNotGoTogether. The account is locked, so nobody gives another role meanwhile."""
    grants = Grant.objects.filter(account_id=account_id).counting_between(starts_on, ends_on)
    pack_roles = current_pack().roles
    not_with = {key: frozenset(pack_roles.get(key, starts_on).not_with) for key in pack_roles}
    check_together(role, grants.values_list("role", flat=True), not_with)
