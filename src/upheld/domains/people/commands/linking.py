"""Comparing records with those that share a key with them, and keeping what came of it: keys, pairs in doubt.

Everything that gives records their place waits for each other: imports, batches of links, and whoever joins
clients or parts them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import combinations
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from upheld.domains.people.events import DoubtfulPairFound, DoubtfulPairSettled
from upheld.domains.people.models import DoubtfulPair, LinkKey
from upheld.domains.people.queries.linking import (
    find_identities_beside,
    find_records_sharing,
    find_what_was_said,
    seal_keys,
)
from upheld.domains.people.rules.linking import Compared, Doubt, HeldIdentity, Likeness, Linker
from upheld.kernel import outbox
from upheld.kernel.commands import command
from upheld.kernel.copying import copy_in
from upheld.kernel.deleting import delete_where
from upheld.kernel.event import DomainEvent

_ONE_AT_A_TIME = 7_032_001

_COPY_KEYS = "COPY people_link_key (key, record_id) FROM STDIN"

Keys = Mapping[UUID, Sequence[int]]
"""The sealed keys of records."""


def wait_for_other_links() -> None:
    """Let nobody else give records a place until the present transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])


def keys_of(identities: Iterable[HeldIdentity], linker: Linker) -> dict[UUID, list[int]]:
    """The sealed keys of each of these records."""
    return {one.record_id: seal_keys(linker.keys_of(one)) for one in identities}


def compare(
    identities: Sequence[HeldIdentity], keys: Keys, linker: Linker
) -> tuple[list[HeldIdentity], list[Compared]]:
    """Compare records with each other and with those that are held, where they share a key.

    Gives every record of the clients who come into question, and what is alike: links and what a person
    should see. Two queries, however many records.
    """
    ours = {one.record_id: one for one in identities}
    partners = _partners(ours, keys, linker.most_for_a_key)
    others = {other for both in partners for other in both if other not in ours}
    held = find_identities_beside(others) if others else []
    known = {one.record_id: one for one in held} | ours
    alike = []
    for first, second in partners:
        one, other = (first, second) if first in ours else (second, first)
        if other in known:
            likeness = linker.compare(known[one], known[other])
            if likeness.kind != "apart":
                alike.append(Compared(known[one], known[other], likeness))
    return [one for one in held if one.record_id not in ours], alike


def _partners(ours: Mapping[UUID, HeldIdentity], keys: Keys, most: int) -> set[tuple[UUID, UUID]]:
    """Which records share a key with one of ours, or two of ours with each other; the lower id first."""
    own: dict[int, set[UUID]] = {}
    for record_id in ours:
        for key in keys[record_id]:
            own.setdefault(key, set()).add(record_id)
    partners = set()
    held = find_records_sharing(own, most=most)
    for key, mine in own.items():
        theirs = {*held.get(key, ())} - mine
        if len(mine) + len(theirs) <= most:
            partners |= {(min(one, other), max(one, other)) for one in mine for other in theirs}
            partners |= set(combinations(sorted(mine), 2))
    return partners


def add_keys(keys: Keys) -> None:
    """Keep the keys of records that have none yet."""
    lines = [f"{key}\t{record_id}\n" for record_id, some in keys.items() for key in some]
    if lines:
        with connection.cursor() as cursor, cursor.copy(_COPY_KEYS) as copy:
            copy.write("".join(lines))


def replace_keys(keys: Keys) -> None:
    """Keep these keys of records in place of those that were kept."""
    if keys:
        delete_where(LinkKey, "record", list(keys))
        add_keys(keys)


@command
def note_keys(*, identities: Sequence[HeldIdentity], linker: Linker, by: UUID, at: datetime) -> int:
    """Keep the keys of records that are held, in place of what was kept. Returns of how many records.

    A record that was erased, or changed, since it was read is passed over: its keys are newer.
    """
    wait_for_other_links()
    still = {one.record_id: one for one in find_identities_beside([one.record_id for one in identities])}
    same = [one for one in identities if still.get(one.record_id) == one]
    replace_keys(keys_of(same, linker))
    return len(same)


class FoundPair(NamedTuple):
    """Two records that a run over all of them found alike, and why a person should compare them."""

    one: UUID
    other: UUID
    why: str


@command
def queue_pairs(*, pairs: Sequence[FoundPair], linker: Linker, by: UUID, at: datetime) -> int:
    """Let pairs of held records wait for a person. Returns how many wait now that did not before.

    Each pair is compared as it is held now. A pair of one client, of two of whom something was said, of
    records that are no longer alike, or of one that is gone, is passed over.
    """
    wait_for_other_links()
    ids = {id_ for pair in pairs for id_ in (pair.one, pair.other)}
    held = {one.record_id: one for one in find_identities_beside(ids)}
    doubts = []
    for pair in pairs:
        if pair.one in held and pair.other in held:
            one, other = held[pair.one], held[pair.other]
            likeness = linker.compare(one, other)
            if likeness.kind != "apart":
                doubts.append(Doubt(Compared(one, other, likeness), pair.why))
    return keep_doubts(doubts, {}, version=linker.version, by=by, at=at)


def keep_doubts(
    doubts: Iterable[Doubt], client_of: Mapping[UUID, UUID], *, version: str, by: UUID, at: datetime
) -> int:
    """Let what is in doubt between two clients wait, once for each two clients: the most alike records.

    `client_of` are the clients of records that are new. What somebody said about two clients, in whichever
    pair of their records, is not asked again. Returns how many pairs wait that did not before.
    """
    between: dict[frozenset[UUID], Doubt] = {}
    for doubt in sorted(doubts, key=lambda one: one.compared.rank()):
        both = frozenset(_client(one, client_of) for one in (doubt.compared.one, doubt.compared.other))
        if len(both) == 2:
            between.setdefault(both, doubt)
    said = find_what_was_said({id_ for both in between for id_ in both}) if between else {}
    wanted = [doubt for both, doubt in between.items() if both not in said]
    return let_wait(wanted, version=version, by=by, at=at)


def _client(one: HeldIdentity, client_of: Mapping[UUID, UUID]) -> UUID:
    client_id = one.client_id or client_of[one.record_id]
    return client_id


def let_wait(doubts: Sequence[Doubt], *, version: str, by: UUID, at: datetime) -> int:
    """Let these pairs wait for a person, and say so: new ones, and those that were settled before."""
    held = _pairs_of(doubt.compared.ids for doubt in doubts)
    events: list[tuple[DomainEvent, str]] = []
    new, again = [], []
    for doubt in doubts:
        pair = held.get(doubt.compared.ids)
        if pair is None:
            pair = DoubtfulPair(one_id=doubt.compared.ids[0], other_id=doubt.compared.ids[1])
            new.append(pair)
        elif pair.state == "settled":
            again.append(pair)
        else:
            continue
        pair.state, pair.found_at, pair.found_by = "waiting", at, by
        _write(pair, doubt.compared.likeness, doubt.why, version)
        events.append((DoubtfulPairFound(pair_id=pair.id), f"pair:{pair.id}"))
    copy_in(new)
    DoubtfulPair.objects.bulk_update(again, ["state", "found_at", "found_by", *_SAID])
    if events:
        outbox.record_many(events, by=by, at=at)
    return len(events)


_SAID = ("weight", "evidence", "why", "model_version")


def _write(pair: DoubtfulPair, likeness: Likeness, why: str, version: str) -> None:
    pair.weight, pair.evidence = likeness.weight, evidence_of(likeness)
    pair.why, pair.model_version = why, version


def _pairs_of(ids: Iterable[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], DoubtfulPair]:
    wanted = list(ids)
    if not wanted:
        return {}
    pairs = DoubtfulPair.objects.select_for_update().filter(one__in=[one for one, _ in wanted]).order_by("id")
    return {(pair.one_id, pair.other_id): pair for pair in pairs}


def settle_or_weigh(
    pairs: Iterable[tuple[DoubtfulPair, Likeness, bool]], *, version: str, by: UUID, at: datetime
) -> None:
    """Write how alike the records of waiting pairs are now; where no doubt is left, the pair is settled."""
    settled, weighed = [], []
    for pair, likeness, is_in_doubt in pairs:
        if not is_in_doubt:
            pair.state = "settled"
            settled.append(pair)
        elif (pair.weight, pair.evidence) != (likeness.weight, evidence_of(likeness)):
            _write(pair, likeness, pair.why, version)
            weighed.append(pair)
    DoubtfulPair.objects.bulk_update(settled, ["state"])
    DoubtfulPair.objects.bulk_update(weighed, _SAID)
    events = [(DoubtfulPairSettled(pair_id=pair.id), f"pair:{pair.id}") for pair in settled]
    if events:
        outbox.record_many(events, by=by, at=at)


def evidence_of(likeness: Likeness) -> list[list[object]]:
    """The evidence as it is kept: weights with four places."""
    return [[name, level, round(weight, 4)] for name, level, weight in likeness.evidence]
