"""Reads of access: who is looking, and who has an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from upheld.domains.access.models import Account, Grant
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
    "the_service",
]


def get_viewer(account_id: UUID, *, on: date) -> Viewer:
    """What this person may see on a day. Raises NoSuchAccount, also for a closed account. One query."""
    rows = Account.objects.filter(id=account_id, is_active=True).values("name")
    grants = Grant.objects.live_on(on).filter(account_id=account_id)
    found = list(
        rows.filter(grants__in=grants).values("name", "grants__role", "grants__office_id", "grants__team_id")
    ) or list(rows)
    if not found:
        raise NoSuchAccount
    scopes = (
        Scope(row["grants__role"], row["grants__office_id"], row["grants__team_id"])
        for row in found
        if "grants__role" in row
    )
    return viewer_of(account_id, found[0]["name"], scopes)


def the_service() -> Viewer:
    """Upheld itself, for the person who runs its commands on the machine: it sees every office."""
    return Viewer(account_id=SYSTEM, name="Upheld", everywhere=True, manages_everywhere=True)


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
