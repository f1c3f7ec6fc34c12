"""What access knew and keeps no longer: about clients who were erased, about accounts, and who looked."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.db import connection

from upheld.domains.access.models import LOOKS, Account, Challenge, Clearance, Conflict, Grant, Restriction
from upheld.domains.access.queries.due import ANONYMOUS, due_accounts, due_months
from upheld.kernel.commands import command
from upheld.kernel.days import day_of, start_of_day
from upheld.kernel.detached import erase_month
from upheld.kernel.erasures import Order, note_erasure, note_number

ERASED = "The record of this client was erased."


@command
def forget_clients(*, client_ids: Sequence[UUID], by: UUID, at: datetime) -> None:
    """Forget restrictions and conflicts of clients who were erased, and the words of challenges.

    Accounts of theirs, or for them, open nothing any more. Who opened whose record on which day stays,
    without the reason: the id names nobody any more.
    """
    ids = list(client_ids)
    Restriction.objects.filter(client_id__in=ids).delete()
    Conflict.objects.filter(client_id__in=ids).delete()
    Challenge.objects.filter(client_id__in=ids).update(reason="", review="")
    today = day_of(at)
    theirs = Grant.objects.filter(client_id__in=ids).counting_on_or_after(today)
    theirs.filter(starts_on__gt=today).delete()
    theirs.update(ends_on=today, ended_by=by, ended_because=ERASED)


@command
def anonymise_accounts(*, order: Order, by: UUID, at: datetime) -> int:
    """Take out of accounts that open nothing any more whose they were, and every way to sign in.

    What was done with them stays, under the same id. Returns how many.
    """
    due = due_accounts(order.record_kind, order.before).values_list("id", "since").order_by("id")
    taken = dict(due[: order.limit])
    locked = Account.objects.filter(id__in=list(taken)).select_for_update()
    ids = [account.id for account in locked.only("id")]
    for kind in (EmailAddress, Authenticator, SocialAccount, UserSession):
        kind.objects.filter(user__in=ids).delete()
    for given in (Grant, Clearance):
        given.objects.filter(account__in=ids).update(reason="", ended_because="")
    Account.objects.filter(id__in=ids).update(
        name=ANONYMOUS[order.record_kind], email=None, password=make_password(None), is_active=False
    )
    return note_erasure(order, [(id_, taken[id_]) for id_ in ids], by=by, at=at)


@command
def erase_looks(*, order: Order, kept_for: Collection[UUID], by: UUID, at: datetime) -> int:
    """Erase the oldest month of looks that is due, as a whole. Returns how many looks it had.

    A month in which somebody looked at one of the clients in `kept_for` waits until none is left.
    """
    for month, table in due_months(order.before):
        if _is_needed(table, kept_for):
            continue
        gone = erase_month(record=LOOKS, month=month, by=by, at=at)
        first = start_of_day(month, "UTC")
        if gone.rows:
            return note_number(order, gone.rows, gone.digest, (first, first), by=by, at=at)
    return 0


def _is_needed(table: str, kept_for: Collection[UUID]) -> bool:
    with connection.cursor() as cursor:
        looked = f"SELECT EXISTS (SELECT 1 FROM {table} WHERE clients && %s::uuid[])"  # noqa: S608 - our table
        cursor.execute(looked, [list(kept_for)])
        return bool(cursor.fetchone()[0])
