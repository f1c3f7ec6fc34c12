"""Writes to one client: registering them, what they need, and which offices serve them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from upheld.domains.people.commands.writing import announce, lock_client, lock_seen_client, save_client
from upheld.domains.people.events import (
    ClientRegistered,
    ClientServedAt,
    NeedsChanged,
)
from upheld.domains.people.models import Client, ClientName
from upheld.domains.people.queries.needs import needs_of
from upheld.domains.people.rules.dates import fault_in_date
from upheld.domains.people.rules.names import sort_key_of
from upheld.domains.people.rules.needs import Needs
from upheld.domains.people.rules.numbers import (
    fault_in_national_insurance_number,
    normalise_national_insurance_number,
)
from upheld.domains.people.rules.refusals import (
    ClientChangedMeanwhile,
    ClientHasNoOffice,
    DateCannotBe,
    DiedBeforeBorn,
    NotANationalInsuranceNumber,
)
from upheld.domains.people.rules.searching import fact_keys, name_keys
from upheld.kernel.commands import command
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

    Raises ClientHasNoOffice, NotANationalInsuranceNumber, DateCannotBe, DiedBeforeBorn, and UnknownValue
    for a need that the pack does not know. It does not look for the same person: search first.
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
    announce(ClientRegistered(client_id=client.id), client_id=client.id, by=by, at=at)
    return client.id


@command
def change_needs(*, client_id: UUID, needs: Needs, version: int, by: UUID, at: datetime) -> int:
    """Put what a client needs from us in place of what was known, and return the new version.

    `version` is the one that the edit began from. Raises ClientChangedMeanwhile with both versions when
    someone changed the client since, NoSuchClient, and UnknownValue for a need that the pack does not know.
    """
    client = lock_seen_client(client_id, by=by, at=at)
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
    save_client(client, by=by, at=at)
    announce(NeedsChanged(client_id=client_id, version=client.version), client_id=client_id, by=by, at=at)
    return client.version


@command
def serve_client_at(*, client_id: UUID, office_id: UUID, by: UUID, at: datetime) -> bool:
    """Let a further office serve a client. Returns False when it did before: then nothing changes.

    Raises NoSuchClient.
    """
    client = lock_client(client_id)
    if office_id in client.offices:
        return False
    client.offices = [*client.offices, office_id]
    client.save(update_fields=["offices"])
    announce(ClientServedAt(client_id=client_id, office_id=office_id), client_id=client_id, by=by, at=at)
    return True


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
