"""What casework announces."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from upheld.kernel.event import DomainEvent


@dataclass(frozen=True, kw_only=True)
class CaseOpened(DomainEvent):
    """A case began, without an owner yet."""

    case_id: UUID
    client_id: UUID
    benefit: str
    office_id: UUID
    team_id: UUID
    standard: str
    pack_version: str
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class CaseTakenOver(DomainEvent):
    """A case came from another system's log, with what had happened to it there."""

    case_id: UUID
    client_id: UUID
    source: str
    steps: int
    owners: int
    closed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class LogRegistered(DomainEvent):
    """A case event log of another system is known, with the zone of its days and the team of its cases."""

    log_id: UUID
    zone: str
    benefit: str
    office_id: UUID
    team_id: UUID


@dataclass(frozen=True, kw_only=True)
class LogWorkerRecognised(DomainEvent):
    """A worker whom a log names is this officer."""

    log_id: UUID
    officer_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseOffered(DomainEvent):
    """Someone was asked to take a case. Nothing about its ownership has changed."""

    case_id: UUID
    handover_id: UUID
    from_owner_id: UUID | None = None
    to_owner_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseHandedOver(DomainEvent):
    """A case has a new owner, who accepted it."""

    case_id: UUID
    client_id: UUID
    handover_id: UUID
    from_owner_id: UUID | None = None
    to_owner_id: UUID
    is_return: bool


@dataclass(frozen=True, kw_only=True)
class OfferCameBack(DomainEvent):
    """An offer ended without a new owner: declined, withdrawn, or not answered in time."""

    case_id: UUID
    handover_id: UUID
    how: str


@dataclass(frozen=True, kw_only=True)
class CaseBecameUnowned(DomainEvent):
    """A case lost its owner and stands visibly unowned, for this reason."""

    case_id: UUID
    from_owner_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseWentOutOfReach(DomainEvent):
    """The client is restricted, and nobody who is at work may open the case."""

    case_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseCameWithinReach(DomainEvent):
    """Someone who is at work and may open it owns the case, or it is no longer restricted."""

    case_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseMoved(DomainEvent):
    """A case went from one stage to another."""

    case_id: UUID
    from_stage: str
    to_stage: str


@dataclass(frozen=True, kw_only=True)
class CaseClosed(DomainEvent):
    """A case ended, with an outcome."""

    case_id: UUID
    owner_id: UUID | None = None
    outcome: str
    closed_at: datetime


@dataclass(frozen=True, kw_only=True)
class CaseDescribed(DomainEvent):
    """Someone changed the words that say where a case stands."""

    case_id: UUID
    version: int


@dataclass(frozen=True, kw_only=True)
class TaskAdded(DomainEvent):
    """A case has one more thing to do."""

    case_id: UUID
    task_id: UUID
    task_kind: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class TaskDone(DomainEvent):
    """Something to do on a case was done."""

    case_id: UUID
    task_id: UUID
    task_kind: str


@dataclass(frozen=True, kw_only=True)
class TaskPostponed(DomainEvent):
    """Something to do on a case has a later day."""

    case_id: UUID
    task_id: UUID
    from_day: date
    to_day: date


@dataclass(frozen=True, kw_only=True)
class CaseHeld(DomainEvent):
    """A case waits for something, until a day."""

    case_id: UUID
    hold_id: UUID
    reason: str
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class HoldEnded(DomainEvent):
    """A case no longer waits."""

    case_id: UUID
    hold_id: UUID


@dataclass(frozen=True, kw_only=True)
class NoteWritten(DomainEvent):
    """Someone wrote a note on a case."""

    case_id: UUID
    note_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseWordsErased(DomainEvent):
    """What was written about a closed case was erased."""

    case_id: UUID
    run_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseErased(DomainEvent):
    """A closed case became anonymous: it belongs to nobody, and only what is measured remains."""

    case_id: UUID
    run_id: UUID
