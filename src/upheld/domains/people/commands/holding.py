"""Legal holds: while one stands on a client, nothing about them is erased."""

from datetime import datetime
from uuid import UUID

from upheld.domains.access.queries import NotYoursToDo, get_viewer, the_service
from upheld.domains.people.commands.writing import announce
from upheld.domains.people.events import LegalHoldLifted, LegalHoldPlaced
from upheld.domains.people.models import Client, LegalHold
from upheld.domains.people.permissions import clients_in_scope
from upheld.domains.people.queries.merging import absorbed_by
from upheld.domains.people.rules.refusals import HoldNeedsAReason, NoSuchClient, NoSuchHold
from upheld.kernel.commands import command
from upheld.kernel.days import day_of
from upheld.kernel.identifiers import SYSTEM
from upheld.policy import current_pack


@command
def place_hold(*, client_id: UUID, reason: str, by: UUID, at: datetime) -> UUID:
    """Keep everything about a client from being erased, from now on. Returns the hold's id.

    A batch of erasing that has taken this client already is waited for; none takes them afterwards. Raises
    NoSuchClient, NotYoursToDo for others than managers and safeguarding leads of the client's offices,
    HoldNeedsAReason, IsHeldAlready.
    """
    words = _words(reason)
    client = _locked(client_id, by=by, at=at)
    hold = LegalHold.objects.create(client=client, reason=words, placed_by=by, placed_at=at)
    event = LegalHoldPlaced(client_id=client_id, hold_id=hold.id)
    announce(event, client_id=client_id, by=by, at=at)
    return hold.id


@command
def lift_hold(*, client_id: UUID, reason: str, by: UUID, at: datetime) -> None:
    """Let what is due about a client be erased again. Raises as `place_hold`, and NoSuchHold.

    When somebody was absorbed into them who was on hold too, that hold stands now.
    """
    words = _words(reason)
    client = _locked(client_id, by=by, at=at)
    hold = LegalHold.objects.filter(client=client, lifted_at=None).first()
    if hold is None:
        raise NoSuchHold
    hold.lifted_by, hold.lifted_at, hold.lifted_because = by, at, words
    hold.save(update_fields=["lifted_by", "lifted_at", "lifted_because"])
    waits = LegalHold.objects.filter(client__in=absorbed_by(client_id), lifted_at=None).order_by("id").first()
    if waits is not None:
        waits.client = client
        waits.save(update_fields=["client"])
    announce(LegalHoldLifted(client_id=client_id, hold_id=hold.id), client_id=client_id, by=by, at=at)


def _words(reason: str) -> str:
    if not reason.strip():
        raise HoldNeedsAReason
    return reason.strip()


def _locked(client_id: UUID, *, by: UUID, at: datetime) -> Client:
    """The client, locked for this and against every batch of erasing."""
    viewer = the_service() if by == SYSTEM else get_viewer(by, on=day_of(at, current_pack().time_zone))
    client = (
        Client.objects.select_for_update()
        .filter(clients_in_scope(viewer), id=client_id)
        .only("offices")
        .first()
    )
    if client is None:
        raise NoSuchClient
    if not viewer.looks_after(client.offices):
        raise NotYoursToDo
    return client
