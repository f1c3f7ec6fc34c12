"""Reads for linking: who could be the same person as whom, by sealed keys, and what each record says.

A sealed key is a number from which nothing can be read, and which nobody can make without the secret of this
installation. Records whose keys meet are compared; no name or number stands in a key.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from hashlib import blake2b
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import Q

from upheld.domains.access.queries import Viewer, saw
from upheld.domains.people.models import Client, DoubtfulPair, LinkKey, SourceRecord
from upheld.domains.people.permissions import clients_in_scope
from upheld.domains.people.rules.linking import HeldIdentity

_SHARING = """
SELECT wanted.key, found.record_id
FROM unnest(%s::bigint[]) AS wanted(key)
CROSS JOIN LATERAL (
    SELECT record_id FROM people_link_key WHERE key = wanted.key ORDER BY record_id LIMIT %s
) AS found
"""
_BESIDE = """
SELECT record.id, record.client_id, record.system, record.reference, record.facts
FROM people_source_record AS record
WHERE record.client_id IN (SELECT client_id FROM people_source_record WHERE id = ANY(%s))
ORDER BY record.id
"""


def seal_keys(keys: Iterable[str]) -> list[int]:
    """A number of 64 bits for each key, in order: the same for the same key and secret."""
    secret = blake2b(settings.SECRET_KEY.encode(), person=b"upheld.linking").digest()
    sealed = (blake2b(key.encode(), key=secret, digest_size=8).digest() for key in sorted(keys))
    return [int.from_bytes(one, "big", signed=True) for one in sealed]


def find_records_sharing(keys: Collection[int], *, most: int) -> dict[int, list[UUID]]:
    """The records that have each of these sealed keys. A key that more than `most` have is left out. One
    query.
    """
    if not keys:
        return {}
    found: dict[int, list[UUID]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_SHARING, [list(keys), most + 1])
        for key, record_id in cursor.fetchall():
            found.setdefault(key, []).append(record_id)
    return {key: records for key, records in found.items() if len(records) <= most}


def find_identities_beside(record_ids: Collection[UUID]) -> list[HeldIdentity]:
    """What these records say, and what every other record of their clients says. One query."""
    if not record_ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_BESIDE, [list(record_ids)])
        return [
            HeldIdentity.of(
                record_id=id_,
                client_id=client_id,
                system=system,
                reference=reference,
                facts=json.loads(facts),
            )
            for id_, client_id, system, reference, facts in cursor.fetchall()
        ]


def find_what_was_said(client_ids: Collection[UUID]) -> dict[frozenset[UUID], str]:
    """What was said of each two of these clients, of whose records a pair is kept that is not settled: its
    state, "different" before any other. One query.
    """
    among = Q(one__client__in=client_ids, other__client__in=client_ids)
    pairs = DoubtfulPair.objects.filter(among).exclude(state="settled").order_by("id")
    said: dict[frozenset[UUID], str] = {}
    for one, other, state in pairs.values_list("one__client_id", "other__client_id", "state"):
        both = frozenset((one, other))
        if said.get(both) != "different":
            said[both] = state
    return said


class KeysOfRecord(NamedTuple):
    """A record, and the sealed keys that are kept for it."""

    identity: HeldIdentity
    keys: frozenset[int]


def iterate_held_identities(*, viewer: Viewer, size: int = 2_000) -> Iterator[KeysOfRecord]:
    """What every record says whose client the viewer sees, with its sealed keys: for linking all of them.

    One query for each `size` records, in the order of their ids.
    """
    seen = Client.objects.filter(clients_in_scope(viewer))
    records = SourceRecord.objects.filter(Q() if viewer.everywhere else Q(client__in=seen)).order_by("id")
    columns = ("id", "client_id", "system", "reference", "facts")
    after: UUID | None = None
    while True:
        some = list((records.filter(id__gt=after) if after else records).values_list(*columns)[:size])
        if not some:
            return
        kept = _keys_of(row[0] for row in some)
        saw("linking", (), found=len(some))
        for id_, client_id, system, reference, facts in some:
            one = HeldIdentity.of(
                record_id=id_, client_id=client_id, system=system, reference=reference, facts=facts
            )
            yield KeysOfRecord(one, kept.get(id_, frozenset()))
        after = some[-1][0]


def _keys_of(record_ids: Iterable[UUID]) -> dict[UUID, frozenset[int]]:
    rows = LinkKey.objects.filter(record__in=list(record_ids)).values("record_id")
    return {row["record_id"]: frozenset(row["keys"]) for row in rows.annotate(keys=ArrayAgg("key"))}
