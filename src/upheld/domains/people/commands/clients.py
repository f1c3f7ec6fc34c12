"""Writes to one client: registering, names, addresses, needs, who speaks for them and which offices serve them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from upheld.domains.people.events import (
    AddressAdded,
    ClientRegistered,
    ClientServedAt,
    ContactPointAdded,
    NameCorrected,
    NeedsChanged,
    RepresentativeAdded,
    RepresentativeEnded,
)
from upheld.domains.people.models import Address, Client, ClientName, ContactPoint, Representative
from upheld.domains.people.queries.needs import needs_of
from upheld.domains.people.rules.dates import fault_in_date
from upheld.domains.people.rules.names import sort_key_of
from upheld.domains.people.rules.needs import Needs
from upheld.domains.people.rules.numbers import (
    fault_in_national_insurance_number,
    normalise_national_insurance_number,
)
from upheld.domains.people.rules.places import normalise_postcode
from upheld.domains.people.rules.refusals import (
    ClientChangedMeanwhile,
    ClientHasNoOffice,
    DateCannotBe,
    DiedBeforeBorn,
    NameIsEmpty,
    NoSuchClient,
    NoSuchRepresentative,
    NotANationalInsuranceNumber,
)
from upheld.domains.people.rules.searching import fact_keys, name_keys
from upheld.kernel import outbox
from upheld.kernel.commands import command
from upheld.kernel.event import DomainEvent
from upheld.kernel.identifiers import new_id
from upheld.policy import current_pack


@command
def register_client(
    *,
    offices: Sequence[UUID],
    family_name: str = "",
    given_names: str = "",
    born_on: date | None = None,
    died_on: date | None = None,
    national_insurance_number: str = "",
    title: str = "",
    pronouns: str = "",
    needs: Needs | None = None,
    by: UUID,
    at: datetime,
) -> UUID:
    """Register a client by hand and return their id. A client may have no name.

    Raises ClientHasNoOffice, NotANationalInsuranceNumber, DateCannotBe, DiedBeforeBorn, and UnknownValue for a need
    that the pack does not know. It does not look for the same person: search first.
    """
    if not offices:
        raise ClientHasNoOffice
    number = _number(national_insurance_number)
    _check_dates(born_on, died_on, at.date())
    client = Client(
        id=new_id(),
        offices=list(dict.fromkeys(offices)),
        title=title.strip(),
        pronouns=pronouns.strip(),
        born_on=born_on,
        died_on=died_on,
        national_insurance_number=number,
        opened_at=at,
        changed_at=at,
        changed_by=by,
        sort_key=sort_key_of(family_name, given_names),
        search_keys=sorted(
            name_keys(family_name, given_names) | fact_keys(born_on=born_on, national_insurance_number=number)
        ),
    )
    _put_needs(client, needs or Needs(), at.date())
    client.save(force_insert=True)
    if family_name.strip() or given_names.strip():
        ClientName.objects.create(
            client=client, kind="letters", family=family_name.strip(), given=given_names.strip()
        )
    _announce(ClientRegistered(client_id=client.id), client.id, by, at)
    return client.id


@command
def change_needs(*, client_id: UUID, needs: Needs, version: int, by: UUID, at: datetime) -> int:
    """Put what a client needs from us in place of what was known, and return the new version.

    `version` is the one that the edit began from. Raises ClientChangedMeanwhile with both versions when someone
    changed the client since, NoSuchClient, and UnknownValue for a need that the pack does not know.
    """
    client = _locked(client_id)
    if needs == needs_of(client):
        return client.version
    if client.version != version:
        raise ClientChangedMeanwhile(
            yours=needs,
            theirs=needs_of(client),
            version=client.version,
            changed_by=client.changed_by,
            changed_at=client.changed_at,
        )
    _put_needs(client, needs, at.date())
    _save(client, by, at)
    _announce(NeedsChanged(client_id=client_id, version=client.version), client_id, by, at)
    return client.version


@command
def correct_name(
    *, client_id: UUID, family_name: str, given_names: str, since: date | None = None, by: UUID, at: datetime
) -> int:
    """Give a client the name that letters use from now on; the name before it is kept and still found. Returns the version.

    `since` is the day from which it is their name, if that is known. Raises NoSuchClient, NameIsEmpty.
    """
    family, given = family_name.strip(), given_names.strip()
    if not (family or given):
        raise NameIsEmpty
    client = _locked(client_id)
    present = ClientName.objects.filter(client=client, kind="letters", ends_on=None).first()
    if present and (present.family, present.given) == (family, given):
        return client.version
    if present:
        present.ends_on = since or at.date()
        present.save(update_fields=["ends_on"])
    ClientName.objects.create(client=client, kind="letters", family=family, given=given, starts_on=since)
    client.sort_key = sort_key_of(family, given)
    client.search_keys = sorted({*client.search_keys, *name_keys(family, given)})
    _save(client, by, at)
    _announce(NameCorrected(client_id=client_id, version=client.version), client_id, by, at)
    return client.version


@command
def add_other_name(*, client_id: UUID, family_name: str, given_names: str, by: UUID, at: datetime) -> None:
    """Keep a name by which a client is also known, so that they are found by it. Raises NoSuchClient, NameIsEmpty."""
    family, given = family_name.strip(), given_names.strip()
    if not (family or given):
        raise NameIsEmpty
    client = _locked(client_id)
    ClientName.objects.create(client=client, kind="known_as", family=family, given=given)
    client.search_keys = sorted({*client.search_keys, *name_keys(family, given)})
    _save(client, by, at)
    _announce(NameCorrected(client_id=client_id, version=client.version), client_id, by, at)


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
    """Add an address; the others end on the day that it starts, unless `ends_others` is False. Raises NoSuchClient."""
    client = _locked(client_id)
    if ends_others:
        live = Address.objects.filter(client=client, ends_on=None)
        live.update(ends_on=since or at.date())
    Address.objects.create(
        client=client,
        lines=[line.strip() for line in lines if line.strip()],
        postcode=normalise_postcode(postcode),
        starts_on=since,
    )
    _save(client, by, at)
    _announce(AddressAdded(client_id=client_id), client_id, by, at)


@command
def add_contact_point(
    *, client_id: UUID, way: str, value: str, note: str = "", by: UUID, at: datetime
) -> None:
    """Add a telephone number (`way="phone"`) or an email address (`way="email"`). Raises NoSuchClient."""
    client = _locked(client_id)
    ContactPoint.objects.create(client=client, kind=way, value=value.strip(), note=note.strip())
    _save(client, by, at)
    _announce(ContactPointAdded(client_id=client_id, way=way), client_id, by, at)


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
    client = _locked(client_id)
    one = Representative(
        id=new_id(), client=client, name=name.strip(), kind=kind, phone=phone, starts_on=since
    )
    one.save(force_insert=True)
    _save(client, by, at)
    _announce(RepresentativeAdded(client_id=client_id, representative_id=one.id), client_id, by, at)
    return one.id


@command
def end_representative(
    *, client_id: UUID, representative_id: UUID, ends_on: date, by: UUID, at: datetime
) -> None:
    """Say from which day someone no longer speaks for a client. Raises NoSuchClient, NoSuchRepresentative."""
    client = _locked(client_id)
    ended = Representative.objects.filter(id=representative_id, client=client, ends_on=None)
    if not ended.update(ends_on=ends_on):
        raise NoSuchRepresentative
    _save(client, by, at)
    event = RepresentativeEnded(client_id=client_id, representative_id=representative_id)
    _announce(event, client_id, by, at)


@command
def serve_client_at(*, client_id: UUID, office_id: UUID, by: UUID, at: datetime) -> bool:
    """Let a further office serve a client. Returns False when it did before: then nothing changes. Raises NoSuchClient."""
    client = _locked(client_id)
    if office_id in client.offices:
        return False
    client.offices = [*client.offices, office_id]
    client.save(update_fields=["offices"])
    _announce(ClientServedAt(client_id=client_id, office_id=office_id), client_id, by, at)
    return True


def _locked(client_id: UUID) -> Client:
    client = Client.objects.select_for_update().filter(id=client_id).first()
    if client is None:
        raise NoSuchClient
    return client


def _save(client: Client, by: UUID, at: datetime) -> None:
    client.version += 1
    client.changed_by, client.changed_at = by, at
    client.save()


def _announce(event: DomainEvent, client_id: UUID, by: UUID, at: datetime) -> None:
    outbox.record(event, stream=f"client:{client_id}", by=by, at=at)


def _put_needs(client: Client, needs: Needs, on: date) -> None:
    pack = current_pack()
    for key, section in (
        (needs.channel, pack.channels),
        (needs.format, pack.formats),
        (needs.language, pack.languages),
        (needs.interpreter_language, pack.languages),
    ):
        if key:
            section.get(key, on)
    client.channel, client.format, client.language = needs.channel, needs.format, needs.language
    client.interpreter, client.interpreter_language = needs.interpreter, needs.interpreter_language
    client.face_to_face, client.safe_contact = needs.face_to_face, needs.safe_contact.strip()
    client.needs_note = needs.note.strip()


def _number(text: str) -> str | None:
    number = normalise_national_insurance_number(text)
    if number and (fault := fault_in_national_insurance_number(number)):
        raise NotANationalInsuranceNumber(reason=fault)
    return number or None


def _check_dates(born_on: date | None, died_on: date | None, today: date) -> None:
    for day in (born_on, died_on):
        if day and (fault := fault_in_date(day, today=today)):
            raise DateCannotBe(reason=fault)
    if born_on and died_on and died_on < born_on:
        raise DiedBeforeBorn
