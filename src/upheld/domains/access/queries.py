"""Reads of access: who is looking, and who has an account."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import FilteredRelation, Q

from upheld.domains.access.models import Account
from upheld.domains.access.permissions import require_administrator
from upheld.domains.access.rules import NoSuchAccount, NotYoursToDo, Role, Scope, Viewer, viewer_of
from upheld.kernel.identifiers import SYSTEM

__all__ = [
    "AccountRow",
    "NoSuchAccount",
    "NotYoursToDo",
    "Role",
    "Viewer",
    "get_viewer",
    "list_accounts",
    "name_of",
    "the_service",
]


def get_viewer(account_id: UUID, *, on: date) -> Viewer:
    """What this person may see on a day. Raises NoSuchAccount, also for a closed account. One query."""
    live = Q(grants__starts_on__lte=on) & (Q(grants__ends_on=None) | Q(grants__ends_on__gt=on))
    rows = list(
        Account.objects.filter(id=account_id, is_active=True)
        .annotate(live=FilteredRelation("grants", condition=live))
        .values_list("name", "live__role", "live__office_id", "live__team_id")
    )
    if not rows:
        raise NoSuchAccount
    scopes = (Scope(role, office_id, team_id) for _, role, office_id, team_id in rows if role)
    return viewer_of(account_id, rows[0][0], scopes)


def the_service() -> Viewer:
    """Upheld itself, for the person who runs its commands on the machine: it sees every office."""
    return Viewer(account_id=SYSTEM, name="Upheld", everywhere=True, manages_everywhere=True)


def name_of(ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of these accounts, with "Upheld" for the system itself; an unknown id is left out. One query.

    No scope: it gives names to what a query of another domain has already let its viewer see.
    """
    wanted = set(ids)
    names = dict(Account.objects.filter(id__in=wanted - {SYSTEM}).values_list("id", "name"))
    return names | ({SYSTEM: "Upheld"} if SYSTEM in wanted else {})


@dataclass(frozen=True)
class AccountRow:
    """An account as a list shows it."""

    id: UUID
    name: str
    email: str | None
    is_active: bool


def list_accounts(*, viewer: Viewer) -> list[AccountRow]:
    """Every account, by name, for administrators. Raises NotYoursToDo for others."""
    require_administrator(viewer)
    rows = Account.objects.order_by("name", "id")
    return [AccountRow(row.id, row.name, row.email, row.is_active) for row in rows]


FACTS_FOR_RULES = (get_viewer, the_service, name_of)
"""Reads without a viewer: they make one, or give names to what a viewer was already shown."""
