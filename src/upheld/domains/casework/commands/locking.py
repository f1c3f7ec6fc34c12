"""Finding the case that a command is about: locked, and only for those who may do this to it."""

from datetime import date, datetime
from uuid import UUID

from upheld.domains.access.queries import Viewer, get_viewer, the_service
from upheld.domains.casework.models import Case
from upheld.domains.casework.permissions import may_direct, may_work
from upheld.domains.casework.rules import CaseIsClosed, NoSuchCase, NotTheOwner
from upheld.kernel.days import day_of
from upheld.kernel.event import DomainEvent
from upheld.kernel.identifiers import SYSTEM
from upheld.kernel.outbox import record
from upheld.policy import current_pack


def who_acts(by: UUID, at: datetime) -> Viewer:
    """The person who acts, with the grants that they have that day. Upheld itself may do everything."""
    return the_service() if by == SYSTEM else get_viewer(by, on=agency_day(at))


def agency_day(at: datetime) -> date:
    """The day it is for the agency."""
    return day_of(at, current_pack().time_zone)


def seen_case(case_id: UUID, *, by: UUID, at: datetime) -> Case:
    """The case, locked, for someone who may see it. Raises NoSuchCase, CaseIsClosed."""
    case = _locked(case_id)
    if case.owner_id != by and not _sees(who_acts(by, at), case):
        raise NoSuchCase
    return _open(case)


def worked_case(case_id: UUID, *, by: UUID, at: datetime) -> Case:
    """The case, locked, for its owner or those who lead the team.

    Raises NoSuchCase, NotTheOwner, CaseIsClosed.
    """
    case = _locked(case_id)
    if case.owner_id != by:
        viewer = who_acts(by, at)
        if not _sees(viewer, case):
            raise NoSuchCase
        if not may_work(viewer, _open(case)):
            raise NotTheOwner
    return _open(case)


def directed_case(case_id: UUID, *, by: UUID, at: datetime) -> Case:
    """The case, locked, for those who lead the team. Raises NoSuchCase, NotTheOwner, CaseIsClosed."""
    case = _locked(case_id)
    viewer = who_acts(by, at)
    if not _sees(viewer, case):
        raise NoSuchCase
    if not may_direct(viewer, case):
        raise NotTheOwner
    return _open(case)


def tell(case: Case, event: DomainEvent, *, by: UUID, at: datetime) -> None:
    """Record an event in the case's own stream."""
    record(event, stream=f"case:{case.id}", by=by, at=at)


def _locked(case_id: UUID) -> Case:
    case = Case.objects.select_for_update().filter(id=case_id).first()
    if case is None:
        raise NoSuchCase
    return case


def _sees(viewer: Viewer, case: Case) -> bool:
    return viewer.may_read_in([case.office_id]) or may_work(viewer, case)


def _open(case: Case) -> Case:
    if case.closed_at is not None:
        raise CaseIsClosed
    return case
