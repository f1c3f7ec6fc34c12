"""What the clock does: promises whose moment has passed are broken."""

from datetime import datetime
from uuid import UUID

from upheld.domains.charter.commands.steps import announce, told
from upheld.domains.charter.events import PromiseBroken
from upheld.domains.charter.models import Promise, PromiseTransition
from upheld.domains.charter.rules import PromiseState
from upheld.kernel.commands import command
from upheld.kernel.identifiers import SYSTEM

BATCH = 500
"""How many promises one transaction breaks: few enough that nobody waits for it."""


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
        announce(PromiseBroken(**told(promise)), by, at)
    return len(promises)
