"""Leaving: known beforehand, and taking effect on the day."""

from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from upheld.domains.workforce.commands.locking import employed_officer, locked_officer, tell
from upheld.domains.workforce.events import OfficerLeaves, OfficerLeft
from upheld.domains.workforce.models import Officer
from upheld.domains.workforce.permissions import require_direction
from upheld.domains.workforce.rules import (
    LeavingIsBeforeJoining,
    NoSuchOfficer,
    OfficerHasNotLeftYet,
    check_reason,
)
from upheld.kernel.commands import command
from upheld.kernel.days import day_of
from upheld.policy import current_pack

HAS_LEFT = "has left"


@command
def record_leaving(*, officer_id: UUID, leaving_on: date, reason: str, by: UUID, at: datetime) -> None:
    """Record the first day on which an officer is gone; while that day has not come it can be recorded anew.

    When the day is the day of `at` or earlier they are gone at once; otherwise `end_employment` sees to it.
    The cases that they own must be released in the same transaction.
    Raises NoSuchOfficer, OfficerHasLeft, LeavingIsBeforeJoining, ReasonIsMissing.
    """
    officer = employed_officer(officer_id)
    require_direction(by, at, officer)
    reason = check_reason(reason)
    if leaving_on <= officer.joined_on:
        raise LeavingIsBeforeJoining
    if officer.leaving_on != leaving_on or officer.leaving_reason != reason:
        officer.leaving_on = leaving_on
        officer.leaving_reason = reason
        officer.save(update_fields=["leaving_on", "leaving_reason"])
        tell(OfficerLeaves(officer_id=officer_id, leaving_on=leaving_on), officer_id, by, at)
    if leaving_on <= day_of(at, current_pack().time_zone):
        _end_employment(officer, by, at)


@command
def end_employment(*, officer_id: UUID, on: date, by: UUID, at: datetime) -> None:
    """Let a leaving date that has come by a day take effect; does nothing when it has.

    Raises NoSuchOfficer, OfficerHasNotLeftYet.
    """
    officer = locked_officer(officer_id)
    require_direction(by, at, officer)
    if officer.left_on is not None:
        return
    if officer.leaving_on is None or officer.leaving_on > on:
        raise OfficerHasNotLeftYet
    _end_employment(officer, by, at)


def hold_officer_still(officer_id: UUID) -> None:
    """Keep an officer's row as it is until the caller's transaction ends; call it before reading their facts.

    A leaving that is being recorded waits for us, or we for it. Raises NoSuchOfficer.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An officer is held still only within a transaction: use @command.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM workforce_officer WHERE account_id = %s FOR SHARE", [officer_id])
        if cursor.fetchone() is None:
            raise NoSuchOfficer


def _end_employment(officer: Officer, by: UUID, at: datetime) -> None:
    left_on = officer.leaving_on
    if left_on is None:
        raise OfficerHasNotLeftYet
    officer.left_on = left_on
    officer.can_own_cases = False
    officer.not_owning_reason = HAS_LEFT
    officer.save(update_fields=["left_on", "can_own_cases", "not_owning_reason"])
    tell(OfficerLeft(officer_id=officer.pk, left_on=left_on), officer.pk, by, at)
