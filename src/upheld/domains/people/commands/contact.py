"""Writes to how one client is reached: addresses, telephone numbers, emails, and who speaks for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from upheld.domains.people.commands.writing import announce, lock_seen_client, save_client
from upheld.domains.people.events import (
    AddressAdded,
    ContactPointAdded,
    RepresentativeAdded,
    RepresentativeEnded,
)
from upheld.domains.people.models import Address, ContactPoint, Representative
from upheld.domains.people.rules.places import normalise_postcode
from upheld.domains.people.rules.refusals import NameIsEmpty, NoSuchRepresentative
from upheld.kernel.commands import command
from upheld.kernel.identifiers import new_id


@command
def add_address(
    *,
    client_id: UUID,
    lines: Sequence[str],
    postcode: str = "",
    since: date | None = None,
    ends_others: bool = True,
    by: UUID,
    at: datetime,
) -> None:
    """Add an address; the others end on the day that it starts, unless `ends_others` is False.

    Raises NoSuchClient.
    """
    client = lock_seen_client(client_id, by=by, at=at)
    if ends_others:
        live = Address.objects.filter(client=client, ends_on=None)
        live.update(ends_on=since or at.date())
    Address.objects.create(
        client=client,
        lines=[line.strip() for line in lines if line.strip()],
        postcode=normalise_postcode(postcode),
        starts_on=since,
    )
    save_client(client, by=by, at=at)
    announce(AddressAdded(client_id=client_id), client_id=client_id, by=by, at=at)


@command
def add_contact_point(
    *, client_id: UUID, way: str, value: str, note: str = "", by: UUID, at: datetime
) -> None:
    """Add a telephone number (`way="phone"`) or an email address (`way="email"`). Raises NoSuchClient."""
    client = lock_seen_client(client_id, by=by, at=at)
    ContactPoint.objects.create(client=client, kind=way, value=value.strip(), note=note.strip())
    save_client(client, by=by, at=at)
    announce(ContactPointAdded(client_id=client_id, way=way), client_id=client_id, by=by, at=at)


@command
def add_representative(
    *,
    client_id: UUID,
    name: str,
    kind: str = "",
    phone: str = "",
    since: date | None = None,
    by: UUID,
    at: datetime,
) -> UUID:
    """Say who speaks for a client (`kind` is a word such as "appointee") and return their id.

    Raises NoSuchClient, NameIsEmpty.
    """
    if not name.strip():
        raise NameIsEmpty
    client = lock_seen_client(client_id, by=by, at=at)
    one = Representative(
        id=new_id(), client=client, name=name.strip(), kind=kind, phone=phone, starts_on=since
    )
    one.save(force_insert=True)
    save_client(client, by=by, at=at)
    announce(
        RepresentativeAdded(client_id=client_id, representative_id=one.id), client_id=client_id, by=by, at=at
    )
    return one.id


@command
def end_representative(
    *, client_id: UUID, representative_id: UUID, ends_on: date, by: UUID, at: datetime
) -> None:
    """Say from which day someone no longer speaks for a client. Raises NoSuchClient, NoSuchRepresentative."""
    client = lock_seen_client(client_id, by=by, at=at)
    ended = Representative.objects.filter(id=representative_id, client=client, ends_on=None)
    if not ended.update(ends_on=ends_on):
        raise NoSuchRepresentative
    save_client(client, by=by, at=at)
    event = RepresentativeEnded(client_id=client_id, representative_id=representative_id)
    announce(event, client_id=client_id, by=by, at=at)
