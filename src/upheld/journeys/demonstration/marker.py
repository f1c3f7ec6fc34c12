"""The mark by which a database is known to hold the demonstration, and nobody else's people.

It is two events in the record that only grows: when the building began, and when it was done.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from upheld.domains.access.queries import the_service
from upheld.domains.people.queries import count_clients
from upheld.domains.workforce.queries import list_offices
from upheld.journeys.demonstration.plan import Size
from upheld.kernel import outbox
from upheld.kernel.commands import command
from upheld.kernel.errors import RuleBroken
from upheld.kernel.event import DomainEvent
from upheld.kernel.identifiers import SYSTEM
from upheld.kernel.models import EventRow

STREAM = "demonstration"


class HoldsOtherPeople(RuleBroken):
    """This database holds {what}, so the demonstration is not built in it. Nothing was changed.

    Give it a database of its own: set DATABASE_URL to an empty one, or, with the embedded one, set
    UPHELD_HOME to an empty folder. Then run it again.
    """


@dataclass(frozen=True, kw_only=True)
class DemonstrationBegun(DomainEvent):
    """Everything that follows in this database is of the demonstration."""

    seed: int


@dataclass(frozen=True, kw_only=True)
class DemonstrationBuilt(DomainEvent):
    """The demonstration is whole: made from this seed and size, up to this day, with so many clients held."""

    seed: int
    clients: int
    months: int
    until: date
    held: int


@dataclass(frozen=True)
class Demonstration:
    """The demonstration that stands in the database. `held` is how many clients it made."""

    seed: int
    size: Size
    until: date
    held: int


@command
def mark_begun(*, seed: int, at: datetime) -> None:
    """Say that what follows in this database is of the demonstration."""
    outbox.record(DemonstrationBegun(seed=seed), stream=STREAM, by=SYSTEM, at=at)


@command
def mark_built(*, seed: int, size: Size, until: date, at: datetime) -> None:
    """Say that the demonstration is whole."""
    held = count_clients(viewer=the_service())
    event = DemonstrationBuilt(seed=seed, clients=size.clients, months=size.months, until=until, held=held)
    outbox.record(event, stream=STREAM, by=SYSTEM, at=at)


def has_begun() -> bool:
    """Whether what stands in the database is of the demonstration, whole or not."""
    return _marks().exists()


def built_demonstration() -> Demonstration | None:
    """The demonstration that stands in the database; None when there is none, or its building broke off."""
    row = _marks().filter(kind=DemonstrationBuilt.kind).last()
    if row is None:
        return None
    event = outbox.rebuild(row.kind, row.facts)
    if not isinstance(event, DemonstrationBuilt):
        return None
    return Demonstration(event.seed, Size(event.clients, event.months), event.until, event.held)


def refuse_other_people() -> None:
    """Raise HoldsOtherPeople when offices or clients are held that the demonstration did not make."""
    held = count_clients(viewer=the_service())
    offices = len(list_offices(viewer=the_service()))
    if not has_begun():
        if held or offices:
            raise HoldsOtherPeople(what=f"the {offices:,} offices and {held:,} clients of an agency")
        return
    built = built_demonstration()
    if built and held > built.held:
        more = held - built.held
        raise HoldsOtherPeople(what=f"{more:,} {'client' if more == 1 else 'clients'} whom it did not make")


def _marks() -> QuerySet[EventRow]:
    return EventRow.objects.filter(stream=STREAM).order_by("number")
