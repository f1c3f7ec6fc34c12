"""Who has an account."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from upheld.domains.access.models import Account
from upheld.domains.access.permissions import require_sight_of_grants
from upheld.domains.access.rules.scope import Viewer


@dataclass(frozen=True)
class AccountRow:
    """An account as a list shows it."""

    id: UUID
    name: str
    email: str | None
    is_active: bool


def list_accounts(*, viewer: Viewer) -> list[AccountRow]:
    """Every account, by name, for administrators and auditors. Raises NotYoursToDo for others."""
    require_sight_of_grants(viewer)
    rows = Account.objects.order_by("name", "id")
    return [AccountRow(row.id, row.name, row.email, row.is_active) for row in rows]
