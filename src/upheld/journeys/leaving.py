"""When someone leaves, is away for long, or comes back.

The cases of someone who is not there become visibly unowned, in the same transaction.
"""

from datetime import date, datetime
from uuid import UUID

from upheld.domains.access.commands import close_account, end_grants
from upheld.domains.casework.commands import release_cases_of
from upheld.domains.casework.queries import Unowned
from upheld.domains.workforce import commands as workforce
from upheld.domains.workforce.queries import list_leavers_due, list_long_absences
from upheld.kernel.commands import command
from upheld.kernel.days import day_of
from upheld.policy import current_pack


@command
def record_leaving(*, officer_id: UUID, leaving_on: date, reason: str, by: UUID, at: datetime) -> int:
    """Record the first day on which an officer is gone. Returns how many cases became unowned now.

    When that day has come, their cases are released, their grants end and their sign-in closes at once. When
    it lies ahead, they
    keep their cases until that day, so that each can be handed over warmly; what is left then is released by
    the clock.
    """
    workforce.record_leaving(officer_id=officer_id, leaving_on=leaving_on, reason=reason, by=by, at=at)
    if leaving_on > day_of(at, current_pack().time_zone):
        return 0
    return _let_go(officer_id, leaving_on, by=by, at=at)


@command
def record_return(*, officer_id: UUID, returned_on: date, by: UUID, at: datetime) -> None:
    """Record the day on which someone is back; from then on they can be given cases again."""
    workforce.record_return(officer_id=officer_id, returned_on=returned_on, by=by, at=at)
    workforce.start_owning_cases(officer_id=officer_id, by=by, at=at)


def let_leavers_go(*, by: UUID, at: datetime) -> int:
    """Let everyone go whose leaving date has come, each in a transaction of their own.

    Returns how many cases became unowned. Done by the clock.
    """
    today = day_of(at, current_pack().time_zone)
    return sum(_let_one_go(officer_id=one, on=today, by=by, at=at) for one in list_leavers_due(today))


def release_cases_of_the_absent(*, by: UUID, at: datetime) -> int:
    """Release the cases of everyone who has been away for longer than the pack allows, one after another.

    Returns how many. Done by the clock.
    """
    pack = current_pack()
    today = day_of(at, pack.time_zone)
    absences = list_long_absences(today, pack.absence_release_days(on=today), pack.calendar)
    return sum(
        _release_of_one(officer_id=one.officer_id, by=by, at=at) for one in absences if one.can_own_cases
    )


@command
def _let_one_go(*, officer_id: UUID, on: date, by: UUID, at: datetime) -> int:
    workforce.end_employment(officer_id=officer_id, on=on, by=by, at=at)
    return _let_go(officer_id, on, by=by, at=at)


@command
def _release_of_one(*, officer_id: UUID, by: UUID, at: datetime) -> int:
    reason = current_pack().unowned_reason(Unowned.OWNER_ABSENT).label
    workforce.stop_owning_cases(officer_id=officer_id, reason=reason, by=by, at=at)
    return len(release_cases_of(officer_id=officer_id, reason=Unowned.OWNER_ABSENT, by=by, at=at))


def _let_go(officer_id: UUID, day: date, *, by: UUID, at: datetime) -> int:
    cases = release_cases_of(officer_id=officer_id, reason=Unowned.OWNER_LEFT, by=by, at=at)
    end_grants(account_id=officer_id, ends_on=day, by=by, at=at)
    close_account(account_id=officer_id, by=by, at=at)
    return len(cases)
