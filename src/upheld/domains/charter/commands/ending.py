"""Keeping promises, withdrawing them, and making them someone else's to keep."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from upheld.domains.access.queries import who_acts
from upheld.domains.charter.commands.steps import (
    STANDING_STATES,
    announce,
    break_if_overdue,
    standing,
    step,
    told,
)
from upheld.domains.charter.events import PromiseKept, PromiseWithdrawn
from upheld.domains.charter.models import Promise
from upheld.domains.charter.permissions import promises_in_scope
from upheld.domains.charter.rules import NoSuchPromise, PromiseState, PromiseWasBrokenBefore, check_reason
from upheld.kernel.commands import command


@command
def keep_promise(*, promise_id: UUID, by: UUID, at: datetime) -> None:
    """Say that what was promised is done: kept, or kept late when it was overdue. A repeat does nothing.

    If the clock had not found out yet, it is recorded as broken first. Raises NoSuchPromise, also outside the
    scope of `by`; PromiseHasEnded when it was withdrawn; PromiseWasBrokenBefore.
    """
    seen = promises_in_scope(who_acts(by, at))
    promise = Promise.objects.select_for_update().filter(seen, id=promise_id).first()
    if promise is None:
        raise NoSuchPromise
    _keep(promise, by, at)


@command
def keep_promises_of_case(*, case_id: UUID, kind: str, by: UUID, at: datetime) -> int:
    """Keep every promise of a kind that is still owed about a case. Returns how many.

    The caller has checked who may.
    """
    return _keep_all(Q(case_id=case_id, kind=kind), by, at)


@command
def keep_promises_of_task(*, case_id: UUID, task_id: UUID, kind: str, by: UUID, at: datetime) -> int:
    """Keep what hung on a task: promises made for it, and those of a kind that the case made for no task.

    Returns how many. The caller has checked who may.
    """
    for_no_task = Q(case_id=case_id, task_id=None, kind=kind)
    return _keep_all(Q(task_id=task_id) | for_no_task, by, at)


@command
def withdraw_promises(*, case_id: UUID, reason: str, by: UUID, at: datetime) -> int:
    """Withdraw what is still owed about a case, because the case is closed or withdrawn. Returns how many.

    What is overdue is recorded as broken first, and stays counted so. Raises ReasonIsMissing.
    """
    reason = check_reason(reason)
    promises = standing(Q(case_id=case_id))
    for promise in promises:
        break_if_overdue(promise, by, at)
        step(promise, PromiseState.WITHDRAWN, by, at, reason=reason, ended_at=at)
        announce(PromiseWithdrawn(**told(promise)), by, at)
    return len(promises)


@command
def pass_promises_on(
    *,
    case_id: UUID,
    to: UUID | None,
    team_id: UUID | None = None,
    office_id: UUID | None = None,
    by: UUID,
    at: datetime,
) -> int:
    """Make what is still owed about a case someone else's to keep, or nobody's. Returns how many.

    With a team or an office, it goes there as well. One statement, and no event:
    whoever changes the owner announces it.
    """
    places = {"team_id": team_id, "office_id": office_id}
    moved = {place: given for place, given in places.items() if given is not None}
    return Promise.objects.filter(case_id=case_id, state__in=STANDING_STATES).update(owner_id=to, **moved)


def _keep_all(which: Q, by: UUID, at: datetime) -> int:
    promises = standing(which)
    for promise in promises:
        _keep(promise, by, at)
    return len(promises)


def _keep(promise: Promise, by: UUID, at: datetime) -> None:
    if promise.state in (PromiseState.KEPT, PromiseState.KEPT_LATE):
        return
    break_if_overdue(promise, by, at)
    late = promise.state == PromiseState.BROKEN
    if late and at <= promise.due_at:
        raise PromiseWasBrokenBefore
    following = PromiseState.KEPT_LATE if late else PromiseState.KEPT
    step(promise, following, by, at, kept_at=at, ended_at=at)
    announce(PromiseKept(**told(promise), late=late), by, at)
