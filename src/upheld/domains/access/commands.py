"""Writes of access: accounts, passwords and grants."""

from datetime import date, datetime
from uuid import UUID

from upheld.domains.access.events import AccountClosed, AccountOpened, GrantEnded, RoleGranted
from upheld.domains.access.models import Account, Grant
from upheld.domains.access.rules import NoSuchAccount, Role, check_grant
from upheld.kernel import outbox
from upheld.kernel.commands import command
from upheld.kernel.identifiers import new_id


@command
def open_account(
    *, name: str, email: str | None = None, password: str | None = None, by: UUID, at: datetime
) -> UUID:
    """Open an account and return its id. Without an email address and a password its holder cannot sign in.

    Raises EmailIsTaken.
    """
    account = Account(id=new_id(), name=name, email=email.lower() if email else None)
    account.set_password(password)
    account.save(force_insert=True)
    outbox.record(AccountOpened(account_id=account.id), stream=f"account:{account.id}", by=by, at=at)
    return account.id


@command
def close_account(*, account_id: UUID, by: UUID, at: datetime) -> None:
    """Let someone sign in no more.

    What they did stays on record. Raises NoSuchAccount; does nothing when it is closed.
    """
    account = _locked(account_id)
    if not account.is_active:
        return
    account.is_active = False
    account.save(update_fields=["is_active"])
    outbox.record(AccountClosed(account_id=account_id), stream=f"account:{account_id}", by=by, at=at)


@command
def grant_role(
    *,
    account_id: UUID,
    role: Role,
    office_id: UUID | None = None,
    team_id: UUID | None = None,
    starts_on: date,
    ends_on: date | None = None,
    reason: str,
    by: UUID,
    at: datetime,
) -> UUID:
    """Give someone a role in an office, or in one team of it, or everywhere when no office is named.

    Returns the grant's id.

    Raises TeamWithoutItsOffice, GrantIsOutOfOrder.
    """
    check_grant(office_id=office_id, team_id=team_id, starts_on=starts_on, ends_on=ends_on)
    grant = Grant.objects.create(
        account_id=account_id,
        role=role.value,
        office_id=office_id,
        team_id=team_id,
        starts_on=starts_on,
        ends_on=ends_on,
        given_by=by,
        given_at=at,
        reason=reason,
    )
    event = RoleGranted(
        grant_id=grant.id,
        account_id=account_id,
        role=role.value,
        office_id=office_id,
        team_id=team_id,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    outbox.record(event, stream=f"account:{account_id}", by=by, at=at)
    return grant.id


@command
def end_grants(*, account_id: UUID, ends_on: date, by: UUID, at: datetime) -> int:
    """End every grant of someone from a day on, as when they leave. Returns how many were ended.

    One that would only have begun on that day or later never counts: it is taken back, and its events stay.
    """
    _locked(account_id)
    ended = 0
    for grant in Grant.objects.filter(account_id=account_id).counting_on_or_after(ends_on):
        if grant.starts_on < ends_on:
            grant.ends_on = ends_on
            grant.save(update_fields=["ends_on"])
        else:
            Grant.objects.filter(id=grant.id).delete()
        event = GrantEnded(grant_id=grant.id, account_id=account_id, ends_on=ends_on)
        outbox.record(event, stream=f"account:{account_id}", by=by, at=at)
        ended += 1
    return ended


def _locked(account_id: UUID) -> Account:
    account = Account.objects.select_for_update().filter(id=account_id).first()
    if account is None:
        raise NoSuchAccount
    return account
