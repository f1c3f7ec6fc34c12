"""Reads for linking: who could be the same person as whom, by sealed keys, and what each record says.

A sealed key is a number from which nothing can be read, and which nobody can make without the secret of this
installation. Records whose keys meet are compared; no name or number stands in a key.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from hashlib import blake2b
from itertools import islice
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import Q

from upheld.domains.access.queries import Viewer
from upheld.domains.people.models import DoubtfulPair, LinkKey, SourceRecord
from upheld.domains.people.permissions import records_in_scope
from upheld.domains.people.rules.linking import HeldIdentity, Linker

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


def iterate_held_identities(*, viewer: Viewer, size: int = 2_000) -> Iterator[HeldIdentity]:
    """What every record says that the viewer reads, in the order of their ids: for linking all of them.
    Nobody is shown anything by it. One query for each `size` records.
    """
    records = SourceRecord.objects.filter(records_in_scope(viewer)).order_by("id")
    columns = ("id", "client_id", "system", "reference", "facts")
    some = list(records.values_list(*columns)[:size])
    while some:
        for id_, client_id, system, reference, facts in some:
            yield HeldIdentity.of(
                record_id=id_, client_id=client_id, system=system, reference=reference, facts=facts
            )
        some = list(records.filter(id__gt=some[-1][0]).values_list(*columns)[:size])


def iterate_stale_identities(
    *, viewer: Viewer, linker: Linker, size: int = 2_000
) -> Iterator[tuple[int, list[HeldIdentity]]]:
    """Of all records that the viewer reads, those whose kept keys are not what this linker gives them,
    some at a time, after how many were read. Nobody is shown anything by it. Two queries for each `size`.
    """
    held = iterate_held_identities(viewer=viewer, size=size)
    while some := list(islice(held, size)):
        kept = _keys_of(one.record_id for one in some)
        none: frozenset[int] = frozenset()
        stale = [one for one in some if kept.get(one.record_id, none) != {*seal_keys(linker.keys_of(one))}]
        yield len(some), stale


def iterate_held_references(
    *, viewer: Viewer, system: str, extract_on: date, size: int = 5_000
) -> Iterator[list[str]]:
    """The references of a system's records that stand and that no later extract than this has named, as
    far as the viewer reads them: some at a time, in order. Nobody is shown anything by it.
    """
    records = SourceRecord.objects.filter(
        records_in_scope(viewer), system=system, withdrawn_on=None, extract_on__lte=extract_on
    ).order_by("reference")
    some = list(records.values_list("reference", flat=True)[:size])
    while some:
        yield some
        some = list(records.filter(reference__gt=some[-1]).values_list("reference", flat=True)[:size])


def _keys_of(record_ids: Iterable[UUID]) -> dict[UUID, frozenset[int]]:
    rows = LinkKey.objects.filter(record__in=list(record_ids)).values("record_id")
    return {row["record_id"]: frozenset(row["keys"]) for row in rows.annotate(keys=ArrayAgg("key"))}
