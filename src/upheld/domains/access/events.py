"""What access announces."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from upheld.kernel.event import DomainEvent


@dataclass(frozen=True, kw_only=True)
class AccountOpened(DomainEvent):
    """Someone may now have grants."""

    account_id: UUID


@dataclass(frozen=True, kw_only=True)
class AccountClosed(DomainEvent):
    """Someone can no longer sign in."""

    account_id: UUID


@dataclass(frozen=True, kw_only=True)
class RoleGranted(DomainEvent):
    """Someone was given a role in a place, from a day."""

    grant_id: UUID
    account_id: UUID
    role: str
    office_id: UUID | None = None
    team_id: UUID | None = None
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class GrantEnded(DomainEvent):
    """A grant stops counting from a day."""

    grant_id: UUID
    account_id: UUID
    ends_on: date
