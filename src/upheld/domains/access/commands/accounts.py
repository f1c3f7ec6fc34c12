"""Accounts: opened, closed, locked while something is given to their holder."""

from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator

from upheld.domains.access.events import AccountClosed, AccountOpened, SecondStepRemoved
from upheld.domains.access.models import Account
from upheld.domains.access.permissions import require_administrator
from upheld.domains.access.queries.viewers import who_acts
from upheld.domains.access.rules.refusals import NoSuchAccount
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
    account = lock_account(account_id)
    if not account.is_active:
        return
    account.is_active = False
    account.save(update_fields=["is_active"])
    outbox.record(AccountClosed(account_id=account_id), stream=f"account:{account_id}", by=by, at=at)


@command
def remove_second_step(*, email: str, by: UUID, at: datetime) -> UUID:
    """Let someone who lost their phone and their codes sign in with their password alone, until they set up
    a second step again. Their passkeys go too. Returns the account's id. Raises NotYoursToDo, NoSuchAccount.
    """
    require_administrator(who_acts(by, at))
    found = Account.objects.filter(email=email.strip().lower()).values_list("id", flat=True).first()
    if found is None:
        raise NoSuchAccount
    account = lock_account(found)
    Authenticator.objects.filter(user=account).delete()
    outbox.record(SecondStepRemoved(account_id=account.id), stream=f"account:{account.id}", by=by, at=at)
    return account.id


def lock_account(account_id: UUID) -> Account:
    """The account, held until the command ends. Raises NoSuchAccount."""
    account = Account.objects.select_for_update().filter(id=account_id).first()
    if account is None:
        raise NoSuchAccount
    return account
