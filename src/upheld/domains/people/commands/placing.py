"""Finding out to whom each new record belongs, and writing down why: its link, its keys, what is in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from upheld.domains.people.commands.linking import (
    add_keys,
    compare,
    evidence_of,
    keep_doubts,
    keys_of,
)
from upheld.domains.people.models import Link, SourceRecord
from upheld.domains.people.queries.merging import where_now
from upheld.domains.people.rules.linking import HeldIdentity, Linker, Placing, place
from upheld.kernel.copying import copy_in
from upheld.kernel.identifiers import new_id

_HAVING = """
SELECT client.id, client.national_insurance_number, client.born_on, client.merged_into_id,
    EXISTS (SELECT 1 FROM people_source_record WHERE client_id = client.id)
FROM people_client AS client WHERE client.national_insurance_number = ANY(%s::text[]) ORDER BY client.id
"""


@dataclass(frozen=True, kw_only=True)
class ByNumber:
    """The clients who have one of the numbers of some rows, and which of them has no record of a system.

    `clients` are those with the number and a date of birth; whoever was found to be someone else stands for
    that person.
    """

    clients: Mapping[tuple[str, date], UUID]
    bare: frozenset[UUID]
    numbers: frozenset[str]


@dataclass(kw_only=True)
class Places:
    """Where new records belong. `known` are the records whose client was found by number and birth."""

    placing: Placing
    known: dict[UUID, UUID] = field(default_factory=dict)
    keys: dict[UUID, list[int]] = field(default_factory=dict)
    version: str = ""

    def save(self, records: Sequence[SourceRecord], *, by: UUID, at: datetime) -> int:
        """Write the links and keys of new records, and what is in doubt. Returns how many pairs wait now."""
        links, unnamed = [], set(self.placing.new_clients)
        for record in records:
            links.append(self._link(record, record.client_id in unnamed, by, at))
            unnamed.discard(record.client_id)
        copy_in(links)
        add_keys(self.keys)
        return keep_doubts(self.placing.doubts, self.placing.client_of, version=self.version, by=by, at=at)

    def _link(self, record: SourceRecord, is_first: bool, by: UUID, at: datetime) -> Link:
        link = Link(record_id=record.id, client_id=record.client_id, maker="number", made_by=by, made_at=at)
        compared = self.placing.joined_by.get(record.id)
        if is_first:
            link.maker = "first"
        elif compared and record.id not in self.known:
            link.maker, link.model_version = "arrival", self.version
            link.weight, link.evidence = compared.likeness.weight, evidence_of(compared.likeness)
            one, other = compared.one.record_id, compared.other.record_id
            link.compared_with_id = other if record.id == one else one
        return link


def find_places(newcomers: Sequence[HeldIdentity], numbers: ByNumber, linker: Linker | None) -> Places:
    """To which client each new record belongs.

    Without a linker that is the client with the same number and date of birth. A linker compares records;
    then the number finds only those clients who have none.
    """
    if linker is None:
        known = _by_number(newcomers, numbers.clients, find_each_other=True)
        placing = place(newcomers, known=known)
        placing.new_clients |= set(known.values()) - set(numbers.clients.values())
        return Places(placing=placing, known=known)
    bare = {both: id_ for both, id_ in numbers.clients.items() if id_ in numbers.bare}
    known = _by_number(newcomers, bare)
    keys = keys_of(newcomers, linker)
    held, compared = compare(newcomers, keys, linker)
    placing = place(newcomers, held=held, compared=compared, known=known, objection=linker.objection)
    return Places(placing=placing, known=known, keys=keys, version=linker.version)


def _by_number(
    newcomers: Iterable[HeldIdentity],
    clients: Mapping[tuple[str, date], UUID],
    *,
    find_each_other: bool = False,
) -> dict[UUID, UUID]:
    """The clients with the number and the date of birth of new records; where there is none, and new records
    may find each other, a new one.
    """
    found, fresh = {}, dict(clients)
    for one in newcomers:
        if one.national_insurance_number and one.born_on:
            both = one.national_insurance_number, one.born_on
            if find_each_other:
                fresh.setdefault(both, new_id())
            if both in fresh:
                found[one.record_id] = fresh[both]
    return found


def clients_by_number(numbers: Iterable[str]) -> ByNumber:
    """The clients who have one of these numbers: one query, and one more for each step that a person was
    found to be another.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HAVING, [list(numbers)])
        found: list[tuple[UUID, str, date | None, UUID | None, bool]] = cursor.fetchall()
    lead_to = where_now([id_ for id_, _, _, into, _ in found if into])
    clients: dict[tuple[str, date], UUID] = {}
    for id_, number, born_on, _, _ in found:
        if number and born_on:
            clients.setdefault((number, born_on), lead_to.get(id_, id_))
    return ByNumber(
        clients=clients,
        bare=frozenset(lead_to.get(id_, id_) for id_, *_, has in found if not has),
        numbers=frozenset(number or "" for _, number, *_ in found),
    )
