"""Looking again at records that changed: whether they stand where they belong, by what they say now.

Nothing that is linked is parted by this, and no two clients are joined: a person does that. What changes by
itself is the evidence of a link that a model made, and which pairs wait for a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from upheld.domains.people.commands.linking import (
    compare,
    evidence_of,
    keep_doubts,
    keys_of,
    let_wait,
    replace_keys,
    settle_or_weigh,
)
from upheld.domains.people.models import DoubtfulPair, Link
from upheld.domains.people.queries.linking import find_identities_beside
from upheld.domains.people.rules.linking import (
    JOINS_TWO,
    LINKS_NO_LONGER,
    Compared,
    Doubt,
    HeldIdentity,
    Linker,
)
from upheld.domains.people.rules.pairs import DOUBTED, SAMPLE
from upheld.kernel.copying import copy_in

BY_ITSELF = ("number", "arrival", "batch")
"""The makers of links that nobody decided; what they stand on is written anew when it changes."""


def rescore(changed: Sequence[HeldIdentity], linker: Linker, *, by: UUID, at: datetime) -> int:
    """Look again at records that changed. Returns how many pairs wait now that did not before."""
    keys = keys_of(changed, linker)
    replace_keys(keys)
    _, alike = compare(changed, keys, linker)
    within = _within_clients(changed, linker)
    _settle(within, [one.record_id for one in changed], linker, by=by, at=at)
    _write_links_anew(within, linker.version, by=by, at=at)
    doubts = [
        Doubt(one, JOINS_TWO if one.likeness.kind == "link" else one.likeness.why)
        for one in alike
        if one.one.client_id != one.other.client_id
    ]
    waits = keep_doubts(doubts, {}, version=linker.version, by=by, at=at)
    return waits + let_wait(_lost(within), version=linker.version, by=by, at=at)


def _within_clients(changed: Sequence[HeldIdentity], linker: Linker) -> dict[UUID, Compared]:
    """For each record that changed, the record of the same client that it is most like; none for a client of
    one record.
    """
    beside = find_identities_beside([one.record_id for one in changed])
    by_client: dict[UUID | None, list[HeldIdentity]] = {}
    for one in beside:
        by_client.setdefault(one.client_id, []).append(one)
    best = {}
    for one in changed:
        others = [other for other in by_client[one.client_id] if other.record_id != one.record_id]
        compared = [Compared(one, other, linker.compare(one, other)) for other in others]
        if compared:
            best[one.record_id] = min(compared, key=_firmest)
    return best


def _firmest(one: Compared) -> tuple[bool, object]:
    return one.likeness.kind != "link", one.rank()


def _settle(
    within: Mapping[UUID, Compared], changed: Sequence[UUID], linker: Linker, *, by: UUID, at: datetime
) -> None:
    """Weigh anew the pairs of these records that wait, and settle those that leave no doubt any more.

    What a person doubted, or chance drew, stays for a person.
    """
    touching = Q(one__in=changed) | Q(other__in=changed)
    waiting = DoubtfulPair.objects.select_for_update().filter(touching, state="waiting")
    pairs = list(waiting.exclude(why__in=(DOUBTED, SAMPLE)).order_by("id"))
    said = {one.record_id: one for one in find_identities_beside(_records_of(pairs))}
    weighed = []
    for pair in pairs:
        one, other = said[pair.one_id], said[pair.other_id]
        likeness = linker.compare(one, other)
        if one.client_id == other.client_id:
            firm = [within[id_] for id_ in (pair.one_id, pair.other_id) if id_ in within]
            in_doubt = any(best.likeness.kind != "link" for best in firm)
        else:
            in_doubt = likeness.kind != "apart"
        weighed.append((pair, likeness, in_doubt))
    settle_or_weigh(weighed, version=linker.version, by=by, at=at)


def _records_of(pairs: Iterable[DoubtfulPair]) -> set[UUID]:
    return {id_ for pair in pairs for id_ in (pair.one_id, pair.other_id)}


def _write_links_anew(within: Mapping[UUID, Compared], version: str, *, by: UUID, at: datetime) -> None:
    """End the links whose evidence is no longer what the records say, and write them with what it is now."""
    firm = {id_: best for id_, best in within.items() if best.likeness.kind == "link"}
    links = Link.objects.filter(record__in=list(firm), ended_at=None, maker__in=BY_ITSELF).order_by("id")
    ended, new = [], []
    for link in links:
        best = firm[link.record_id]
        evidence = evidence_of(best.likeness)
        if link.evidence != evidence:
            link.ended_at, link.ended_by, link.ended_because = at, by, "changed"
            ended.append(link)
            new.append(
                Link(
                    record_id=link.record_id,
                    client_id=link.client_id,
                    maker="arrival",
                    made_by=by,
                    made_at=at,
                    model_version=version,
                    weight=best.likeness.weight,
                    evidence=evidence,
                    compared_with_id=best.other.record_id,
                )
            )
    Link.objects.bulk_update(ended, ["ended_at", "ended_by", "ended_because"])
    copy_in(new)


def _lost(within: Mapping[UUID, Compared]) -> list[Doubt]:
    """The records that would not be linked by what they say now, each beside the one it is most like; not
    those of whom a person said to whom they belong.
    """
    loose = {id_: best for id_, best in within.items() if best.likeness.kind != "link"}
    if not loose:
        return []
    ids = list(loose)
    decided = set(
        Link.objects.filter(record__in=ids, ended_at=None, maker="officer").values_list("record", flat=True)
    )
    same = DoubtfulPair.objects.filter(Q(one__in=ids) | Q(other__in=ids), state="same")
    decided |= {id_ for both in same.values_list("one", "other") for id_ in both}
    doubts = (Doubt(best, LINKS_NO_LONGER) for id_, best in loose.items() if id_ not in decided)
    return list({doubt.compared.ids: doubt for doubt in doubts}.values())
