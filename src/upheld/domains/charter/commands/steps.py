"""One step in the life of a promise, recorded, and what is told of it.

Events go into the stream of the promise, not of its case, so that the clock never waits for work on a case
while it holds the promises of that case.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from upheld.domains.charter.events import PromiseBroken, PromiseEvent
from upheld.domains.charter.models import Promise, PromiseTransition
from upheld.domains.charter.rules import STANDING, PromiseState, check_transition
from upheld.kernel import outbox

STANDING_STATES = tuple(state.value for state in STANDING)


def standing(which: Q) -> list[Promise]:
    """Those that are still owed, locked, the earliest due first."""
    return list(
        Promise.objects.select_for_update().filter(which, state__in=STANDING_STATES).order_by("due_at", "id")
    )


def step(
    promise: Promise, following: PromiseState, by: UUID, at: datetime, reason: str = "", **moments: datetime
) -> None:
    """Bring a promise into the state that follows. Raises PromiseHasEnded."""
    check_transition(promise.state, following)
    promise.state, promise.reason = following.value, reason
    for field, moment in moments.items():
        setattr(promise, field, moment)
    promise.save(update_fields=["state", "reason", *moments])
    PromiseTransition.objects.create(promise=promise, state=following.value, at=at, by=by, reason=reason)


def break_if_overdue(promise: Promise, by: UUID, at: datetime) -> None:
    """Record an open promise as broken when its moment has passed, before anything else becomes of it."""
    if promise.state == PromiseState.OPEN and at > promise.due_at:
        step(promise, PromiseState.BROKEN, by, at, broken_at=at)
        announce(PromiseBroken(**told(promise)), by, at)


def told(promise: Promise) -> dict[str, Any]:
    """What every event about a promise says of it."""
    return {
        "promise_id": promise.id,
        "promise_kind": promise.kind,
        "client_id": promise.client_id,
        "case_id": promise.case_id,
        "due_at": promise.due_at,
    }


def announce(event: PromiseEvent, by: UUID, at: datetime) -> None:
    """Record an event in the promise's own stream."""
    outbox.record(event, stream=f"promise:{event.promise_id}", by=by, at=at)
