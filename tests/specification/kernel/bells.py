"""Events and reactions that only these tests know, and a worker that knows them too.

Run as a module it is the real `upheld worker`, with these reactions connected.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from upheld.kernel.event import DomainEvent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from upheld.kernel.event import Happened

IN_THE_MIDDLE = 4_711
"""The advisory lock that keeps a reaction in the middle of its work for as long as a test holds it."""


@dataclass(frozen=True, kw_only=True)
class BellRang(DomainEvent):
    """A bell rang so many times."""

    bell_id: UUID
    times: int = 1


@dataclass(frozen=True, kw_only=True)
class BellInspected(DomainEvent):
    """Every type that a fact may have, once."""

    bell_id: UUID
    found_at: datetime
    next_on: date | None
    replaced_by: UUID | None = None
    weight: Decimal
    cracks: tuple[date, ...] = ()
    loud: bool = True


def hear(event: BellRang, happened: "Happened") -> None:
    """Write down that the bell was heard, then wait in the middle of the work if a test wants it so."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bells_heard VALUES (%s)", [happened.id])
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [IN_THE_MIDDLE])


def stumble(event: BellRang, happened: "Happened") -> None:
    """Tell of an echo, and then fail: with words that nobody may read in a log."""
    from upheld.kernel import outbox

    outbox.record(BellRang(bell_id=event.bell_id), stream="bell:echo", by=happened.by, at=happened.at)
    raise RuntimeError("Ann Example, born 1 April 1970")


@contextmanager
def connected(reactions: dict[type[DomainEvent], list]) -> "Iterator[None]":
    """Connect these reactions, and afterwards again those from before."""
    from upheld.kernel import outbox

    before = {kind.kind: outbox._reactions.get(kind.kind, {}) for kind in reactions}
    outbox.connect(reactions)
    try:
        yield
    finally:
        outbox._reactions.update(before)


def work() -> int:
    """Run the worker."""
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upheld.config.settings")
    django.setup()
    from upheld.config.entry import main
    from upheld.kernel import outbox

    outbox.connect({BellRang: [hear, stumble]})
    return main(["worker"])


if __name__ == "__main__":
    from tests.specification.kernel import bells

    raise SystemExit(bells.work())
