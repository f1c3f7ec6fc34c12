"""Writes of the charter: making promises, keeping them, and saying honestly when they were broken.

Events go into the stream of the promise, not of its case, so that the clock never waits for work on a case
while it holds the promises of that case.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from upheld.domains.charter.events import (
    PromiseBroken,
    PromiseEvent,
    PromiseKept,
    PromiseMade,
    PromiseWithdrawn,
)
from upheld.domains.charter.models import Promise, PromiseTransition
from upheld.domains.charter.permissions import promises_in_scope, who_acts
from upheld.domains.charter.rules import (
    STANDING,
    NoSuchPromise,
    PromiseState,
    PromiseWasBrokenBefore,
    WordsAreMissing,
    check_due,
    check_reason,
    check_transition,
)
from upheld.kernel import outbox
from upheld.kernel.commands import command
from upheld.kernel.days import day_of, end_of_day
from upheld.kernel.identifiers import SYSTEM, new_id
from upheld.policy import LimitIsGiven, Pack, PromiseKind, Standard, current_pack

BATCH = 500
_STANDING = tuple(state.value for state in STANDING)


@command
def make_promise(
    *,
    kind: str,
    client_id: UUID,
    case_id: UUID | None = None,
    task_id: UUID | None = None,
    benefit: str | None = None,
    office_id: UUID,
    team_id: UUID | None = None,
    owner_id: UUID | None = None,
    words: str | Mapping[str, str] | None = None,
    due_at: datetime | None = None,
    starts_on: date | None = None,
    by: UUID,
    at: datetime,
) -> UUID:
    """Promise something to a client, and return the promise's id. The caller has checked who may.

    `kind` is one of the pack; a kind that goes by the standard of a benefit needs `benefit`. `words` is what
    was said, or the facts for the pack's words: `officer`, `client`, `reference`, `team`, `previous_officer`.
    The pack gives `agency`, `benefit` and `due`; without a name, `officer` is "one of our officers".
    Without `due_at` the pack's limit counts from `starts_on`, or the day of `at`, to the end of the last day.

    Raises PromiseIsDueBeforeItIsMade, WordsAreMissing; UnknownValue, ValueNotInForce or LimitIsGiven by the
    pack; CalendarHorizonPassed.
    """
    pack = current_pack()
    today = day_of(at, pack.time_zone)
    promised = pack.promise_kind(kind, on=today)
    standard = pack.promise_standard(kind, on=today, benefit=benefit)
    due_at = due_at or _due_at(pack, promised, standard, starts_on=starts_on, at=at)
    check_due(at, due_at)
    promise = Promise(
        id=new_id(),
        kind=kind,
        words=_words(pack, promised, words, benefit=benefit, due_at=due_at, on=today),
        client_id=client_id,
        case_id=case_id,
        task_id=task_id,
        benefit=benefit or "",
        office_id=office_id,
        team_id=team_id,
        owner_id=owner_id,
        standard=standard.key,
        pack_version=pack.version,
        made_at=at,
        made_by=by,
        due_at=due_at,
    )
    promise.save(force_insert=True)
    PromiseTransition.objects.create(promise=promise, state=promise.state, at=at, by=by)
    event = PromiseMade(**_told(promise), standard=standard.key, pack_version=pack.version)
    _announce(event, by, at)
    return promise.id


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
def keep_promises_of_task(*, case_id: UUID, task_id: UUID, task_kind: str, by: UUID, at: datetime) -> int:
    """Keep what hung on a task: promises made for it, and those of its kind that the case made for no task.

    Returns how many. The caller has checked who may.
    """
    of_its_kind = Q(case_id=case_id, task_id=None, kind=task_kind)
    return _keep_all(Q(task_id=task_id) | of_its_kind, by, at)


@command
def withdraw_promises(*, case_id: UUID, reason: str, by: UUID, at: datetime) -> int:
    """Withdraw what is still owed about a case, because the case is closed or withdrawn. Returns how many.

    What is overdue is recorded as broken first, and stays counted so. Raises ReasonIsMissing.
    """
    reason = check_reason(reason)
    promises = _standing(Q(case_id=case_id))
    for promise in promises:
        _break_if_overdue(promise, by, at)
        _step(promise, PromiseState.WITHDRAWN, by, at, reason=reason, ended_at=at)
        _announce(PromiseWithdrawn(**_told(promise)), by, at)
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
    return Promise.objects.filter(case_id=case_id, state__in=_STANDING).update(owner_id=to, **moved)


def break_promises_due(*, by: UUID = SYSTEM, at: datetime) -> int:
    """Record as broken every open promise whose due moment has passed. Returns how many.

    In batches, each in a transaction of its own; what somebody is just keeping is left alone.
    """
    broken = 0
    while found := _break_some(by=by, at=at):
        broken += found
    return broken


@command
def _break_some(*, by: UUID, at: datetime) -> int:
    overdue = Promise.objects.filter(state=PromiseState.OPEN.value, due_at__lt=at).order_by("due_at", "id")
    promises = list(overdue.select_for_update(skip_locked=True)[:BATCH])
    ids = [promise.id for promise in promises]
    Promise.objects.filter(id__in=ids).update(state=PromiseState.BROKEN.value, broken_at=at)
    PromiseTransition.objects.bulk_create(
        PromiseTransition(promise=promise, state=PromiseState.BROKEN.value, at=at, by=by)
        for promise in promises
    )
    for promise in promises:
        _announce(PromiseBroken(**_told(promise)), by, at)
    return len(promises)


def _keep_all(which: Q, by: UUID, at: datetime) -> int:
    promises = _standing(which)
    for promise in promises:
        _keep(promise, by, at)
    return len(promises)


def _keep(promise: Promise, by: UUID, at: datetime) -> None:
    if promise.state in (PromiseState.KEPT, PromiseState.KEPT_LATE):
        return
    _break_if_overdue(promise, by, at)
    late = promise.state == PromiseState.BROKEN
    if late and at <= promise.due_at:
        raise PromiseWasBrokenBefore
    following = PromiseState.KEPT_LATE if late else PromiseState.KEPT
    _step(promise, following, by, at, kept_at=at, ended_at=at)
    _announce(PromiseKept(**_told(promise), late=late), by, at)


def _break_if_overdue(promise: Promise, by: UUID, at: datetime) -> None:
    if promise.state == PromiseState.OPEN and at > promise.due_at:
        _step(promise, PromiseState.BROKEN, by, at, broken_at=at)
        _announce(PromiseBroken(**_told(promise)), by, at)


def _step(
    promise: Promise, following: PromiseState, by: UUID, at: datetime, reason: str = "", **moments: datetime
) -> None:
    check_transition(promise.state, following)
    promise.state, promise.reason = following.value, reason
    for field, moment in moments.items():
        setattr(promise, field, moment)
    promise.save(update_fields=["state", "reason", *moments])
    PromiseTransition.objects.create(promise=promise, state=following.value, at=at, by=by, reason=reason)


def _standing(which: Q) -> Sequence[Promise]:
    return list(
        Promise.objects.select_for_update().filter(which, state__in=_STANDING).order_by("due_at", "id")
    )


def _due_at(
    pack: Pack, promised: PromiseKind, standard: Standard, *, starts_on: date | None, at: datetime
) -> datetime:
    """The last moment at which it is kept: so many hours later exactly, or else the end of the last day."""
    limit = standard.limit if promised.limit.is_by_benefit else promised.limit
    if limit is not None and limit.hours is not None:
        return at + timedelta(hours=limit.hours)
    if limit is None:
        raise LimitIsGiven
    start = starts_on or day_of(at, pack.time_zone)
    return end_of_day(limit.last_day(start, pack.calendar_for(standard)), pack.time_zone)


def _words(
    pack: Pack,
    promised: PromiseKind,
    given: str | Mapping[str, str] | None,
    *,
    benefit: str | None,
    due_at: datetime,
    on: date,
) -> str:
    """What was said, or the pack's words with the facts filled in."""
    if isinstance(given, str):
        return given
    facts = {
        "agency": pack.agency,
        "officer": f"one of our {pack.words['officers']}",
        "due": f"{day_of(due_at, pack.time_zone):%-d %B %Y}",
    }
    if benefit is not None and "benefit" in promised.placeholders:
        facts["benefit"] = pack.benefit(benefit, on).name
    facts |= given or {}
    if missing := [fact for fact in promised.placeholders if fact not in facts]:
        raise WordsAreMissing(missing=", ".join(missing))
    said = promised.say(facts)
    return said[:1].upper() + said[1:]


def _told(promise: Promise) -> dict[str, Any]:
    """What every event about a promise says of it."""
    return {
        "promise_id": promise.id,
        "promise_kind": promise.kind,
        "client_id": promise.client_id,
        "case_id": promise.case_id,
        "due_at": promise.due_at,
    }


def _announce(event: PromiseEvent, by: UUID, at: datetime) -> None:
    outbox.record(event, stream=f"promise:{event.promise_id}", by=by, at=at)
