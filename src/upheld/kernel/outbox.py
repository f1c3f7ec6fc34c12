"""The outbox: an event is recorded in the transaction of the state that it tells of, and its reactions follow.

Reactions run as background jobs on the same database, at least once. Each is made safe to repeat by one row for each event and
reaction, written in the same transaction as what the reaction did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from procrastinate.contrib.django import app
from pydantic import TypeAdapter

from upheld.kernel.event import KINDS, DomainEvent, Happened
from upheld.kernel.models import Delivery, EventRow

Reaction = Callable[[Any, Happened], None]

_reactions: dict[str, dict[str, Reaction]] = {}
_inline: ContextVar[list[tuple[Reaction, DomainEvent, Happened]] | None] = ContextVar("inline", default=None)


def connect(reactions: Mapping[type[DomainEvent], Sequence[Reaction]]) -> None:
    """Say what follows each kind of event. Called once, when the application starts."""
    for kind, followers in reactions.items():
        _reactions[kind.kind] = {follower.__name__: follower for follower in followers}


def record(event: DomainEvent, *, stream: str, by: UUID, at: datetime) -> UUID:
    """Write the event into its stream, and promise its reactions, in the present transaction. Returns the event's id."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An event is recorded only together with the state that it tells of: use @command.")
    row = EventRow(stream=stream, kind=event.kind, facts=event.facts(), by=by, at=at)
    row.save(force_insert=True)
    _promise_reactions(event, Happened(id=row.id, stream=stream, by=by, at=at))
    return row.id


def _promise_reactions(event: DomainEvent, happened: Happened) -> None:
    waiting = _inline.get()
    for name, reaction in _reactions.get(event.kind, {}).items():
        if waiting is None:
            app.configure_task("upheld.kernel.tasks.deliver", queue="reactions").defer(
                event_id=str(happened.id), reaction=name
            )
        else:
            waiting.append((reaction, event, happened))


@contextmanager
def reacting_at_once() -> Iterator[None]:
    """Carry out reactions in the transaction of the command itself, not in the background: for histories that are replayed."""
    token = _inline.set([])
    try:
        yield
    finally:
        _inline.reset(token)


def react_now() -> None:
    """Carry out the reactions that wait at the end of a command, and those that they cause."""
    waiting = _inline.get()
    while waiting:
        reaction, event, happened = waiting.pop(0)
        reaction(event, happened)


def deliver(*, event_id: UUID, reaction: str) -> bool:
    """Carry out one reaction to one event. Returns False when it had been done before: then nothing is done."""
    with transaction.atomic():
        row = EventRow.objects.get(id=event_id)
        Delivery.objects.get_or_create(event=row, reaction=reaction)
        delivery = Delivery.objects.select_for_update().get(event=row, reaction=reaction)
        if delivery.done_at is not None:
            return False
        happened = Happened(id=row.id, stream=row.stream, by=row.by, at=row.at)
        _reactions[row.kind][reaction](rebuild(row.kind, row.facts), happened)
        Delivery.objects.filter(pk=delivery.pk).update(
            done_at=Now(), parked_at=None, attempts=F("attempts") + 1
        )
    return True


def note_failure(*, event_id: UUID, reaction: str, error: str, parked: bool) -> None:
    """Keep that a reaction failed, with the kind of error only: its text could hold personal data."""
    Delivery.objects.get_or_create(event_id=event_id, reaction=reaction)
    Delivery.objects.filter(event_id=event_id, reaction=reaction, done_at=None).update(
        attempts=F("attempts") + 1, last_error=error, parked_at=Now() if parked else None
    )


@dataclass(frozen=True)
class Parked:
    """A reaction that failed at its last try and waits for a person."""

    event_id: UUID
    kind: str
    reaction: str
    attempts: int
    last_error: str
    parked_at: datetime


def list_parked() -> list[Parked]:
    """Reactions that failed at their last try, oldest first."""
    rows = Delivery.objects.filter(parked_at__isnull=False, done_at=None).select_related("event")
    return [
        Parked(row.event_id, row.event.kind, row.reaction, row.attempts, row.last_error, row.parked_at)
        for row in rows.order_by("parked_at")
        if row.parked_at is not None
    ]


def retry_parked() -> int:
    """Try every parked reaction again in the background. Returns how many."""
    parked = list_parked()
    with transaction.atomic():
        for one in parked:
            Delivery.objects.filter(event_id=one.event_id, reaction=one.reaction).update(parked_at=None)
            app.configure_task("upheld.kernel.tasks.deliver", queue="reactions").defer(
                event_id=str(one.event_id), reaction=one.reaction
            )
    return len(parked)


def rebuild(kind: str, facts: dict[str, Any]) -> DomainEvent:
    """The event as its dataclass again, from its kind and its JSON facts."""
    return _adapter(kind).validate_python(facts)


@cache
def _adapter(kind: str) -> TypeAdapter[DomainEvent]:
    return TypeAdapter(KINDS[kind])
