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
class SecondStepRemoved(DomainEvent):
    """Someone can sign in with their password alone, since what else they had is lost."""

    account_id: UUID


@dataclass(frozen=True, kw_only=True)
class RoleGranted(DomainEvent):
    """Someone was given a role in a place, from a day."""

    grant_id: UUID
    account_id: UUID
    role: str
    office_id: UUID | None = None
    team_id: UUID | None = None
    region: str = ""
    benefit: str = ""
    client_id: UUID | None = None
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class GrantEnded(DomainEvent):
    """A grant stops counting from a day."""

    grant_id: UUID
    account_id: UUID
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class ClearanceGiven(DomainEvent):
    """Someone may see restricted records up to a level, from a day."""

    clearance_id: UUID
    account_id: UUID
    level: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ClearanceEnded(DomainEvent):
    """A clearance stops counting from a day."""

    clearance_id: UUID
    account_id: UUID
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class RecordRestricted(DomainEvent):
    """Only people who are cleared for this level see that the record exists."""

    client_id: UUID
    level: str


@dataclass(frozen=True, kw_only=True)
class RestrictionLifted(DomainEvent):
    """The record is open again to all who work for the offices that serve the client."""

    client_id: UUID
    level: str


@dataclass(frozen=True, kw_only=True)
class ConflictDeclared(DomainEvent):
    """A record is closed to someone who knows the person, or who is the person."""

    account_id: UUID
    client_id: UUID
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class ConflictEnded(DomainEvent):
    """A record is no longer closed to someone."""

    account_id: UUID
    client_id: UUID


@dataclass(frozen=True, kw_only=True)
class RecordOpenedByChallenge(DomainEvent):
    """Someone opened a record outside of their scope, for one day, and gave a reason."""

    challenge_id: UUID
    account_id: UUID
    client_id: UUID
    purpose: str
    day: date


@dataclass(frozen=True, kw_only=True)
class ChallengeReviewed(DomainEvent):
    """A leader said whether opening the record was justified."""

    challenge_id: UUID
    account_id: UUID
    is_justified: bool
