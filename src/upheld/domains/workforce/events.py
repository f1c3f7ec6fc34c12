"""What workforce announces. Why someone is away or leaves is personal, and is never part of an event."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from upheld.kernel.event import DomainEvent


@dataclass(frozen=True, kw_only=True)
class OfficeOpened(DomainEvent):
    """There is a new office."""

    office_id: UUID
    key: str


@dataclass(frozen=True, kw_only=True)
class TeamOpened(DomainEvent):
    """An office has a new team."""

    team_id: UUID
    office_id: UUID


@dataclass(frozen=True, kw_only=True)
class OfficerTakenOn(DomainEvent):
    """Someone joined a team as an officer."""

    officer_id: UUID
    team_id: UUID
    joined_on: date
    contracted_hours: Decimal
    working_days: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class OfficerMoved(DomainEvent):
    """An officer went from one team to another."""

    officer_id: UUID
    from_team_id: UUID
    to_team_id: UUID


@dataclass(frozen=True, kw_only=True)
class OfficerTrained(DomainEvent):
    """An officer may work on a benefit, from a day up to the day before another."""

    officer_id: UUID
    benefit: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class AbsenceStarted(DomainEvent):
    """An officer is away from a day on."""

    absence_id: UUID
    officer_id: UUID
    starts_on: date
    expected_back_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class AbsenceEnded(DomainEvent):
    """An officer is at work again from a day on."""

    absence_id: UUID
    officer_id: UUID
    returned_on: date


@dataclass(frozen=True, kw_only=True)
class OfficerLeaves(DomainEvent):
    """It is known that an officer will be, or is, gone from a day on."""

    officer_id: UUID
    leaving_on: date


@dataclass(frozen=True, kw_only=True)
class OfficerLeft(DomainEvent):
    """An officer is gone, and can own no case any more."""

    officer_id: UUID
    left_on: date


@dataclass(frozen=True, kw_only=True)
class OfficerAway(DomainEvent):
    """An officer can own no case for the time being."""

    officer_id: UUID


@dataclass(frozen=True, kw_only=True)
class OfficerBack(DomainEvent):
    """An officer can own cases again."""

    officer_id: UUID
