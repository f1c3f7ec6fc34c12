"""Holds: a case may wait, for a reason and until a day, and never without a task at the end of it."""

from datetime import date, datetime
from uuid import UUID

from upheld.domains.casework.commands.locking import agency_day, tell, worked_case
from upheld.domains.casework.commands.tasks import new_task, set_next_date
from upheld.domains.casework.events import CaseHeld, HoldEnded
from upheld.domains.casework.models import Case, Hold
from upheld.domains.casework.rules import check_hold
from upheld.kernel.commands import command
from upheld.policy import current_pack

BATCH = 100
"""How many holds one transaction ends: few enough that nobody waits for it."""


@command
def hold_case(*, case_id: UUID, reason: str, ends_on: date, note: str = "", by: UUID, at: datetime) -> UUID:
    """Let a case wait until a day, for one of the pack's reasons. A task to look again falls due on that day.

    Raises NoSuchCase, NotTheOwner, CaseIsClosed, HoldNeedsALaterEnd, IsOnHoldAlready.
    """
    case = worked_case(case_id, by=by, at=at)
    pack, day = current_pack(), agency_day(at)
    longest = pack.hold_reason(reason, day).longest_days
    check_hold(starts_on=day, ends_on=ends_on, last=pack.calendar.add_working_days(day, longest))
    hold = Hold(
        case=case, reason=reason, note=note, starts_on=day, ends_on=ends_on, placed_by=by, placed_at=at
    )
    hold.save(force_insert=True)
    new_task(case.id, "end_hold", on=day, at=at, due_on=ends_on).save(force_insert=True)
    set_next_date(case)
    tell(case, CaseHeld(case_id=case.id, hold_id=hold.id, reason=reason, ends_on=ends_on), by=by, at=at)
    return hold.id


@command
def end_hold(*, case_id: UUID, by: UUID, at: datetime) -> None:
    """End the hold of a case early.

    Does nothing when there is none. Raises NoSuchCase, NotTheOwner, CaseIsClosed.
    """
    _end(worked_case(case_id, by=by, at=at), by=by, at=at)


def end_holds_due(*, by: UUID, at: datetime) -> int:
    """End every hold whose end date has come. Done by the clock; returns how many.

    In batches, each in a transaction of its own; a case on which somebody is just working is left for later.
    """
    ended = 0
    while found := _end_some(by=by, at=at):
        ended += found
    return ended


@command
def _end_some(*, by: UUID, at: datetime) -> int:
    due = Hold.objects.filter(ended_at=None, ends_on__lte=agency_day(at)).order_by("ends_on", "id")
    ids = list(due.values_list("case_id", flat=True)[:BATCH])
    cases = Case.objects.select_for_update(skip_locked=True).filter(id__in=ids).order_by("id")
    return sum(_end(case, by=by, at=at) for case in cases)


def _end(case: Case, *, by: UUID, at: datetime) -> bool:
    """Whether there was a hold to end."""
    hold = case.holds.filter(ended_at=None).first()
    if hold is None:
        return False
    hold.ended_at = at
    hold.save(update_fields=["ended_at"])
    tell(case, HoldEnded(case_id=case.id, hold_id=hold.id), by=by, at=at)
    return True
