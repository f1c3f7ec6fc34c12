"""Finding the case that a command is about: locked, and only for those who may do this to it."""

from datetime import date, datetime
from uuid import UUID

from upheld.domains.access.queries import Viewer, who_acts
from upheld.domains.casework.models import Case
from upheld.domains.casework.permissions import may_direct, may_work
from upheld.domains.casework.rules import CaseIsClosed, NoSuchCase, NotTheOwner
from upheld.kernel.days import day_of
from upheld.kernel.event import DomainEvent
from upheld.kernel.outbox import record
from upheld.policy import current_pack


def agency_day(at: datetime) -> date:
    """The day it is for the agency."""
    return day_of(at, current_pack().time_zone)


def seen_case(case_id: UUID, *, by: UUID, at: datetime) -> Case:
    """The case, locked, for someone who may see it. Raises NoSuchCase, CaseIsClosed."""
    return _open(_locked(case_id, who_acts(by, at)))


def worked_case(case_id: UUID, *, by: UUID, at: datetime) -> Case:
    """The case, locked, for its owner or those who lead the team.

    Raises NoSuchCase, NotTheOwner, CaseIsClosed.
    """
    viewer = who_acts(by, at)
    case = _open(_locked(case_id, viewer))
    if not may_work(viewer, case):
        raise NotTheOwner
    return case


def directed_case(case_id: UUID, *, by: UUID, at: datetime) -> Case:
    """The case, locked, for those who lead the team. Raises NoSuchCase, NotTheOwner, CaseIsClosed."""
    viewer = who_acts(by, at)
    case = _locked(case_id, viewer)
    if not may_direct(viewer, case):
        raise NotTheOwner
    return _open(case)


def tell(case: Case, event: DomainEvent, *, by: UUID, at: datetime) -> None:
    """Record an event in the case's own stream."""
    record(event, stream=f"case:{case.id}", by=by, at=at)


def _locked(case_id: UUID, viewer: Viewer) -> Case:
    case = Case.objects.visible_to(viewer).select_for_update().filter(id=case_id).first()
    if case is None:
        raise NoSuchCase
    return case


def _open(case: Case) -> Case:
    if case.closed_at is not None:
        raise CaseIsClosed
    return case
