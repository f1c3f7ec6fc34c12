"""Writes to the names of one client."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from upheld.domains.people.commands.writing import announce, lock_seen_client, save_client
from upheld.domains.people.events import NameCorrected
from upheld.domains.people.models import ClientName
from upheld.domains.people.rules.names import sort_key_of
from upheld.domains.people.rules.refusals import NameIsEmpty
from upheld.domains.people.rules.searching import name_keys
from upheld.kernel.commands import command


@command
def correct_name(
    *, client_id: UUID, family_name: str, given_names: str, since: date | None = None, by: UUID, at: datetime
) -> int:
    """Give a client the name that letters use from now on; the name before it is kept and still found.
    Returns the version.

    `since` is the day from which it is their name, if that is known. Raises NoSuchClient, NameIsEmpty.
    """
    family, given = family_name.strip(), given_names.strip()
    if not (family or given):
        raise NameIsEmpty
    client = lock_seen_client(client_id, by=by, at=at)
    present = ClientName.objects.filter(client=client, kind="letters", ends_on=None).first()
    if present and (present.family, present.given) == (family, given):
        return client.version
    if present:
        present.ends_on = since or at.date()
        present.save(update_fields=["ends_on"])
    ClientName.objects.create(client=client, kind="letters", family=family, given=given, starts_on=since)
    client.sort_key = sort_key_of(family, given)
    client.search_keys = sorted({*client.search_keys, *name_keys(family, given)})
    save_client(client, by=by, at=at)
    announce(NameCorrected(client_id=client_id, version=client.version), client_id=client_id, by=by, at=at)
    return client.version


@command
def add_other_name(*, client_id: UUID, family_name: str, given_names: str, by: UUID, at: datetime) -> None:
    """Keep a name by which a client is also known, so that they are found by it.

    Raises NoSuchClient, NameIsEmpty.
    """
    family, given = family_name.strip(), given_names.strip()
    if not (family or given):
        raise NameIsEmpty
    client = lock_seen_client(client_id, by=by, at=at)
    ClientName.objects.create(client=client, kind="known_as", family=family, given=given)
    client.search_keys = sorted({*client.search_keys, *name_keys(family, given)})
    save_client(client, by=by, at=at)
    announce(NameCorrected(client_id=client_id, version=client.version), client_id=client_id, by=by, at=at)
