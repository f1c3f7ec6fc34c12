"""What is held about someone as they read it themselves; and whom a number belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Q

from upheld.domains.access.queries import Viewer, saw
from upheld.domains.people.models import Address, Client, ClientName, ContactPoint, Representative
from upheld.domains.people.permissions import clients_in_scope
from upheld.domains.people.queries.needs import instructions_for, needs_of
from upheld.domains.people.rules.names import show_name
from upheld.domains.people.rules.numbers import (
    normalise_national_insurance_number,
    show_national_insurance_number,
)

_Lasting = TypeVar("_Lasting", Address, ContactPoint, Representative)


@dataclass(frozen=True, kw_only=True)
class OwnRecord:
    """What is held about a client, without what other systems sent and without what officers wrote.

    `needs` are the instructions that officers read, such as "Write in large print."
    """

    client_id: UUID
    name: str
    born_on: date | None
    national_insurance_number: str
    addresses: tuple[str, ...]
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    representatives: tuple[str, ...]
    needs: tuple[str, ...]


def get_own_records(*, viewer: Viewer, on: date) -> list[OwnRecord]:
    """What is held about the viewer, and about each person for whom they speak, by name.

    Five queries, none for someone who is no client.
    """
    clients = list(Client.objects.filter(id__in=viewer.own_clients).defer("search_keys"))
    if not clients:
        return []
    saw("own", (client.id for client in clients))
    names = ClientName.objects.filter(client__in=clients, kind="letters", ends_on=None)
    named = {name.client_id: show_name(name.family, name.given) for name in names}
    lived = _by_client(Address, clients, on)
    points = _by_client(ContactPoint, clients, on)
    speaking = _by_client(Representative, clients, on)
    records = [
        OwnRecord(
            client_id=one.id,
            name=named.get(one.id, show_name("", "")),
            born_on=one.born_on,
            national_insurance_number=show_national_insurance_number(one.national_insurance_number),
            addresses=tuple(", ".join([*row.lines, row.postcode]) for row in lived.get(one.id, ())),
            phones=tuple(row.value for row in points.get(one.id, ()) if row.kind == "phone"),
            emails=tuple(row.value for row in points.get(one.id, ()) if row.kind == "email"),
            representatives=tuple(row.name for row in speaking.get(one.id, ())),
            needs=tuple(instructions_for(needs_of(one), on=on)),
        )
        for one in clients
    ]
    return sorted(records, key=lambda record: (record.name, record.client_id))


def find_client_by_number(number: str, *, viewer: Viewer) -> UUID | None:
    """The one client with this whole National Insurance number; None without one, or with several. One query,
    whatever the text. Nobody is shown anything by it.
    """
    whole = normalise_national_insurance_number(number)
    known = Client.objects.filter(clients_in_scope(viewer), national_insurance_number=whole)
    found = list(known.values_list("id", flat=True)[:2])
    return found[0] if len(found) == 1 else None


def _by_client(model: type[_Lasting], clients: Iterable[Client], on: date) -> dict[UUID, list[_Lasting]]:
    """Rows that count on a day, by client, the latest first."""
    lasting = Q(ends_on=None) | Q(ends_on__gt=on)
    rows: dict[UUID, list[_Lasting]] = {}
    for row in model._default_manager.filter(lasting, client__in=clients).order_by("-id"):
        rows.setdefault(row.client_id, []).append(row)
    return rows
