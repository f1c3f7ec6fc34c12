"""What access keeps that is due to be erased or made anonymous: accounts, and months of looks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from upheld.domains.access.models import LOOKS, Account, Grant
from upheld.domains.access.permissions import require_sight_of_erasing
from upheld.domains.access.rules.roles import Role
from upheld.domains.access.rules.scope import Viewer
from upheld.kernel.counting import count_each
from upheld.kernel.days import day_of
from upheld.kernel.detached import months_before

ANONYMOUS = {"client_account": "A closed account", "staff_account": "A former member of staff"}
"""The name of an account of each kind that was made anonymous."""


def due_accounts(kind: str, before: datetime) -> QuerySet[Any]:
    """Accounts of a kind that are still somebody's, and all of whose roles ended before then."""
    of_clients = Exists(_grants().filter(role__in=(Role.CLIENT, Role.REPRESENTATIVE)))
    of_staff = Exists(_grants().exclude(role__in=(Role.CLIENT, Role.REPRESENTATIVE)))
    live = Exists(_grants().filter(Q(ends_on=None) | Q(ends_on__gte=before.date())))
    kept = Account.objects.filter(~live, of_staff if kind == "staff_account" else of_clients & ~of_staff)
    ended = Cast(Max("grants__ends_on"), DateTimeField())
    return kept.exclude(is_active=False, email=None, name=ANONYMOUS[kind]).annotate(since=ended)


def due_months(before: datetime) -> list[tuple[date, str]]:
    """The months of looks that were over before then, oldest first, each with the name of its table."""
    return months_before(LOOKS, day_of(before, "UTC"))


def count_due_records(before: Mapping[str, datetime], *, viewer: Viewer, most: int) -> dict[str, int]:
    """How many of each are due; `most` for as many or more. At most four queries, however many there are.

    Raises NotYoursToDo, except for managers, safeguarding leads and administrators.
    """
    require_sight_of_erasing(viewer)
    accounts = {kind: due_accounts(kind, before[kind]) for kind in ANONYMOUS}
    return count_each(accounts, most=most) | {"look": _count_looks(before["look"], most)}


def _grants() -> QuerySet[Grant]:
    return Grant.objects.filter(account=OuterRef("pk"))


def _count_looks(before: datetime, most: int) -> int:
    tables = [table for _, table in due_months(before)]
    if not tables:
        return 0
    rows = " UNION ALL ".join(f"SELECT 1 FROM {table}" for table in tables)  # noqa: S608 - our tables
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({rows} LIMIT %s) AS due", [most])  # noqa: S608 - our tables
        return int(cursor.fetchone()[0])
