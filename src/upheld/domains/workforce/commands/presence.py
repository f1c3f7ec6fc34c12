"""Being away and back, and owning cases meanwhile or not."""

from datetime import date, datetime
from uuid import UUID

from upheld.domains.workforce.commands.locking import employed_officer, tell
from upheld.domains.workforce.events import AbsenceEnded, AbsenceStarted, OfficerAway, OfficerBack
from upheld.domains.workforce.models import Absence
from upheld.domains.workforce.permissions import require_direction, require_direction_or_oneself
from upheld.domains.workforce.rules import (
    AbsenceKind,
    OfficerIsNotAway,
    ReturnIsBeforeTheAbsence,
    check_absence,
    check_reason,
)
from upheld.kernel.commands import command


@command
def record_absence(
    *,
    officer_id: UUID,
    starts_on: date,
    expected_back_on: date | None = None,
    kind: AbsenceKind,
    by: UUID,
    at: datetime,
) -> UUID:
    """Record that an officer is away from a day until their return is recorded. Returns the absence's id.

    Raises NoSuchOfficer, OfficerHasLeft, OfficerIsAlreadyAway, ReturnIsBeforeTheAbsence.
    """
    require_direction_or_oneself(by, at, employed_officer(officer_id))
    known = Absence.objects.filter(officer_id=officer_id).values_list("starts_on", "ended_on")
    check_absence(starts_on, expected_back_on, known)
    absence = Absence.objects.create(
        officer_id=officer_id,
        starts_on=starts_on,
        expected_back_on=expected_back_on,
        kind=AbsenceKind(kind).value,
    )
    event = AbsenceStarted(
        absence_id=absence.id,
        officer_id=officer_id,
        starts_on=starts_on,
        expected_back_on=expected_back_on,
    )
    tell(event, officer_id, by, at)
    return absence.id


@command
def record_return(*, officer_id: UUID, returned_on: date, by: UUID, at: datetime) -> None:
    """Record the first day on which an officer is at work again. To own cases again is a separate matter.

    Raises NoSuchOfficer, OfficerHasLeft, OfficerIsNotAway, ReturnIsBeforeTheAbsence.
    """
    require_direction_or_oneself(by, at, employed_officer(officer_id))
    absence = Absence.objects.filter(officer_id=officer_id, ended_on=None).first()
    if absence is None:
        raise OfficerIsNotAway
    if returned_on < absence.starts_on:
        raise ReturnIsBeforeTheAbsence
    absence.ended_on = returned_on
    absence.save(update_fields=["ended_on"])
    event = AbsenceEnded(absence_id=absence.id, officer_id=officer_id, returned_on=returned_on)
    tell(event, officer_id, by, at)


@command
def stop_owning_cases(*, officer_id: UUID, reason: str, by: UUID, at: datetime) -> None:
    """Let an officer own no cases for now, as when they are away for long; does nothing when that is so.

    The cases that they own must be released in the same transaction.
    Raises NoSuchOfficer, OfficerHasLeft, ReasonIsMissing.
    """
    officer = employed_officer(officer_id)
    require_direction(by, at, officer)
    reason = check_reason(reason)
    if not officer.can_own_cases:
        return
    officer.can_own_cases = False
    officer.not_owning_reason = reason
    officer.save(update_fields=["can_own_cases", "not_owning_reason"])
    tell(OfficerAway(officer_id=officer_id), officer_id, by, at)


@command
def start_owning_cases(*, officer_id: UUID, by: UUID, at: datetime) -> None:
    """Let an officer own cases again; does nothing when they may already.

    Raises NoSuchOfficer, OfficerHasLeft.
    """
    officer = employed_officer(officer_id)
    require_direction(by, at, officer)
    if officer.can_own_cases:
        return
    officer.can_own_cases = True
    officer.not_owning_reason = ""
    officer.save(update_fields=["can_own_cases", "not_owning_reason"])
    tell(OfficerBack(officer_id=officer_id), officer_id, by, at)
