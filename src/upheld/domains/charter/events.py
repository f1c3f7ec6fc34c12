"""What the charter announces. The words of a promise may name people, so they are never part of an event."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from upheld.kernel.event import DomainEvent


@dataclass(frozen=True, kw_only=True)
class PromiseEvent(DomainEvent):
    """What every event about a promise says of it."""

    promise_id: UUID
    promise_kind: str
    client_id: UUID
    case_id: UUID | None = None
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class PromiseMade(PromiseEvent):
    """A client was promised something by a moment."""

    standard: str
    pack_version: str


@dataclass(frozen=True, kw_only=True)
class PromiseKept(PromiseEvent):
    """What was promised was done; late when the moment had passed."""

    late: bool


@dataclass(frozen=True, kw_only=True)
class PromiseBroken(PromiseEvent):
    """The moment passed and what was promised was not done."""


@dataclass(frozen=True, kw_only=True)
class PromiseWithdrawn(PromiseEvent):
    """What was promised no longer applies."""
