"""The outbox: an event is recorded in the transaction of the state that it tells of. Its reactions follow.

Reactions run as background jobs on the same database, at least once. Each is made safe to repeat by one row
for each event and reaction, written in the same transaction as what the reaction did.
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

from upheld.kernel.copying import copy_in
from upheld.kernel.event import KINDS, DomainEvent, Happened
from upheld.kernel.models import Delivery, EventRow

Reaction = Callable[[Any, Happened], None]

_reactions: dict[str, dict[str, Reaction]] = {}
_inline: ContextVar[list[tuple[Reaction, DomainEvent, Happened]] | None] = ContextVar("inline", default=None)


class NoSuchReaction(LookupError):
    """A job names a reaction that this release does not have."""


def connect(reactions: Mapping[type[DomainEvent], Sequence[Reaction]]) -> None:
    """Say what follows each kind of event. Called once, when the application starts.

    Raises ValueError when two reactions to one event have the same name: they could not be told apart.
    """
    for kind, followers in reactions.items():
        named = {follower.__name__: follower for follower in followers}
        if len(named) < len(followers):
            raise ValueError(f"Two reactions to {kind.kind} have the same name. Rename one of them.")
        _reactions[kind.kind] = named


def record(event: DomainEvent, *, stream: str, by: UUID, at: datetime) -> UUID:
    """Write the event into its stream, and promise its reactions, in the present transaction.

    Returns the event's id. Raises RuntimeError outside of a transaction, and ValueError when `at` has no
    time zone.
    """
    _check(at)
    row = EventRow(stream=stream, kind=event.kind, facts=event.facts(), by=by, at=at)
    row.save(force_insert=True)
    _promise_reactions(event, Happened(id=row.id, stream=stream, by=by, at=at))
    return row.id


def record_many(events: Sequence[tuple[DomainEvent, str]], *, by: UUID, at: datetime) -> None:
    """Write many events, each with its stream, in one statement; reactions and errors as in `record`."""
    _check(at)
    rows = [
        EventRow(stream=stream, kind=event.kind, facts=event.facts(), by=by, at=at)
        for event, stream in events
    ]
    copy_in(rows)
    for (event, stream), row in zip(events, rows, strict=True):
        _promise_reactions(event, Happened(id=row.id, stream=stream, by=by, at=at))


def _check(at: datetime) -> None:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An event is recorded together with the state that it tells of: use @command.")
    if at.utcoffset() is None:
        raise ValueError("An event happens at a moment with a time zone: the doors ask upheld.kernel.clock.")


def _promise_reactions(event: DomainEvent, happened: Happened) -> None:
    waiting = _inline.get()
    for name, reaction in _reactions.get(event.kind, {}).items():
        if waiting is None:
            _defer(happened.id, name)
        else:
            waiting.append((reaction, event, happened))


def _defer(event_id: UUID, reaction: str) -> None:
    app.configure_task("upheld.kernel.tasks.deliver", queue="reactions").defer(
        event_id=str(event_id), reaction=reaction
    )


@contextmanager
def reacting_at_once() -> Iterator[None]:
    """Carry out reactions in the transaction of the command itself: for histories that are replayed."""
    token = _inline.set([])
    try:
        yield
    finally:
        _inline.reset(token)


@contextmanager
def together() -> Iterator[None]:
    """Forget, if what is done inside fails, the reactions that it promised: its events are undone too."""
    waiting = _inline.get()
    before = len(waiting or ())
    try:
        yield
    except BaseException:
        if waiting:
            del waiting[before:]
        raise


def react_now() -> None:
    """Carry out the reactions that wait at the end of a command, and those that they cause."""
    waiting = _inline.get()
    while waiting:
        reaction, event, happened = waiting.pop(0)
        reaction(event, happened)


def deliver(*, event_id: UUID, reaction: str) -> bool:
    """Carry out one reaction to one event. Returns False when it had been done before: then nothing is done.

    Raises NoSuchReaction, or what the reaction raises; then all that it did is undone.
    """
    with transaction.atomic():
        row = EventRow.objects.get(id=event_id)
        Delivery.objects.get_or_create(event=row, reaction=reaction)
        delivery = Delivery.objects.select_for_update().get(event=row, reaction=reaction)
        if delivery.done_at is not None:
            return False
        react = _reactions.get(row.kind, {}).get(reaction)
        if react is None:
            raise NoSuchReaction(f"{reaction} is not among the reactions to {row.kind}.")
        react(rebuild(row.kind, row.facts), Happened(id=row.id, stream=row.stream, by=row.by, at=row.at))
        Delivery.objects.filter(pk=delivery.pk).update(
            done_at=Now(), parked_at=None, attempts=F("attempts") + 1
        )
    return True


def note_failure(*, event_id: UUID, reaction: str, error: str, parked: bool) -> None:
    """Keep that a reaction failed, with the kind of error only: its text could hold personal data."""
    with transaction.atomic():
        Delivery.objects.get_or_create(event=EventRow.objects.get(id=event_id), reaction=reaction)
        Delivery.objects.filter(event__id=event_id, reaction=reaction, done_at=None).update(
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
    with transaction.atomic():
        parked = Delivery.objects.filter(parked_at__isnull=False, done_at=None).order_by("parked_at")
        chosen = list(parked.select_for_update(skip_locked=True))
        for one in chosen:
            _defer(one.event_id, one.reaction)
        Delivery.objects.filter(pk__in=[one.pk for one in chosen]).update(parked_at=None)
    return len(chosen)


def rebuild(kind: str, facts: dict[str, Any]) -> DomainEvent:
    """The event as its dataclass again, from its kind and its JSON facts."""
    return _adapter(kind).validate_python(facts)


@cache
def _adapter(kind: str) -> TypeAdapter[DomainEvent]:
    return TypeAdapter(KINDS[kind])
