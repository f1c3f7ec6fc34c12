"""Deciding doubtful pairs: one person or two, or the client is asked; every word of it is kept.

Who is trained to decide, and for whom a second person must say the same, is asked by the journey.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import F

from upheld.domains.access.queries import who_acts
from upheld.domains.people.events import (
    DoubtfulPairDecided,
    DoubtfulPairDoubted,
    DoubtfulPairReopened,
)
from upheld.domains.people.models import DoubtfulPair, Link, PairStep, SourceRecord
from upheld.domains.people.permissions import pairs_in_scope, records_in_scope
from upheld.domains.people.rules.pairs import (
    DOUBTED,
    OPEN,
    SAMPLE,
    NoSuchPair,
    NoSuchRecord,
    NothingToCompare,
    PairIsNotAsked,
    PairIsNotDecided,
    check_reason,
    next_state,
)
from upheld.kernel import outbox
from upheld.kernel.commands import command
from upheld.kernel.event import DomainEvent

BY_A_MODEL = ("number", "arrival", "batch")
"""The makers of links that no person looked at."""


@command
def decide_pair(
    *, pair_id: UUID, answer: str, because: str, needs_another: bool, by: UUID, at: datetime
) -> str:
    """Say that two records are about one person ("same"), about two ("different"), or that the client must
    be asked ("ask"). Returns the state that the pair has now.

    With `needs_another` "same" is only "proposed" until a second person says it too. Raises NoSuchPair,
    PairIsDecided, PairNeedsAReason, AnotherPersonConfirms.
    """
    pair, reason = _lock(pair_id, by, at), check_reason(because)
    is_own = pair.decided_by == by
    state = next_state(pair.state, answer, needs_another=needs_another, is_own_proposal=is_own)
    if pair.state == "proposed" and state == "same":
        pair.confirmed_by, pair.confirmed_at, pair.confirmed_because = by, at, reason
    else:
        pair.decided_by, pair.decided_at, pair.because = by, at, reason
    _move(pair, state, said=answer, because=reason, by=by, at=at)
    _tell(DoubtfulPairDecided(pair_id=pair.id, state=state), pair, by, at)
    return state


@command
def bring_back_answer(*, pair_id: UUID, answer: str, by: UUID, at: datetime) -> None:
    """Write down what the client told us when they were asked: the pair waits again, with their answer.

    Raises NoSuchPair, PairIsNotAsked, PairNeedsAReason.
    """
    pair, said = _lock(pair_id, by, at), check_reason(answer)
    if pair.state != "asked":
        raise PairIsNotAsked
    _wait_again(pair, said="answered", because=said, by=by, at=at)


@command
def undo_different(*, pair_id: UUID, because: str, by: UUID, at: datetime) -> None:
    """Take back that two records are about two people: the pair waits again for somebody to decide.

    Raises NoSuchPair, PairIsNotDecided, PairNeedsAReason.
    """
    pair, reason = _lock(pair_id, by, at), check_reason(because)
    if pair.state != "different":
        raise PairIsNotDecided
    _wait_again(pair, said="undone", because=reason, by=by, at=at)


@command
def doubt_link(*, record_id: UUID, because: str, by: UUID, at: datetime) -> UUID:
    """Doubt that a record belongs to its client: it is compared with the record that it was linked by, or
    with the client's oldest other one. Returns the id of the pair, which waits to be decided; one that waits
    already is told this too. Raises NoSuchRecord, NothingToCompare, PairNeedsAReason.
    """
    reason = check_reason(because)
    viewer = who_acts(by, at)
    record = SourceRecord.objects.filter(records_in_scope(viewer), id=record_id).first()
    if record is None:
        raise NoSuchRecord
    link = Link.objects.filter(record=record, ended_at=None).first()
    others = SourceRecord.objects.filter(records_in_scope(viewer), client=record.client_id)
    other = _compared(link, others) or others.exclude(id=record.id).order_by("received_at", "id").first()
    if other is None:
        raise NothingToCompare
    pair, _ = _pair_of(record, other, link, DOUBTED, by, at)
    if pair.state in OPEN:
        _move(pair, pair.state, said="doubted", because=reason, by=by, at=at)
    else:
        pair.why = DOUBTED
        _wait_again(pair, said="doubted", because=reason, by=by, at=at)
    _tell(DoubtfulPairDoubted(pair_id=pair.id), pair, by, at)
    return pair.id


@command
def draw_sample(*, size: int, by: UUID, at: datetime) -> int:
    """Let chance draw links that a model made, so that people say how many of them are right. Returns how
    many more wait now for that reason: a pair that somebody has decided, or is deciding, is left alone.
    """
    viewer = who_acts(by, at)
    links = Link.objects.filter(
        records_in_scope(viewer, record="record__"),
        records_in_scope(viewer, record="compared_with__"),
        maker__in=BY_A_MODEL,
        ended_at=None,
        compared_with__client=F("client"),
    )
    drawn = 0
    for link in links.select_related("record", "compared_with").order_by("?")[:size]:
        if link.compared_with is not None:
            _, is_new = _pair_of(link.record, link.compared_with, link, SAMPLE, by, at)
            drawn += is_new
    return drawn


@command
def weigh_pairs(*, harms: Mapping[UUID, int], by: UUID, at: datetime) -> int:
    """Keep how much a wrong answer about each pair could hurt, so that the gravest come first. Returns how
    many changed.
    """
    pairs = DoubtfulPair.objects.select_for_update().filter(id__in=list(harms)).order_by("id")
    changed = [pair for pair in pairs if pair.harm != harms[pair.id]]
    for pair in changed:
        pair.harm = harms[pair.id]
    DoubtfulPair.objects.bulk_update(changed, ["harm"])
    return len(changed)


def _lock(pair_id: UUID, by: UUID, at: datetime) -> DoubtfulPair:
    scope = pairs_in_scope(who_acts(by, at))
    pair = DoubtfulPair.objects.select_for_update(of=("self",)).filter(scope, id=pair_id).first()
    if pair is None:
        raise NoSuchPair
    return pair


def _wait_again(pair: DoubtfulPair, *, said: str, because: str, by: UUID, at: datetime) -> None:
    pair.decided_by = pair.decided_at = pair.confirmed_by = pair.confirmed_at = None
    pair.because = pair.confirmed_because = ""
    _move(pair, "waiting", said=said, because=because, by=by, at=at)
    if said != "doubted":
        _tell(DoubtfulPairReopened(pair_id=pair.id), pair, by, at)


def _move(pair: DoubtfulPair, state: str, *, said: str, because: str, by: UUID, at: datetime) -> None:
    pair.state = state
    pair.save()
    PairStep.objects.create(pair=pair, said=said, state=state, because=because, by=by, at=at)


def _compared(link: Link | None, among: object) -> SourceRecord | None:
    if link is None or link.compared_with_id is None:
        return None
    return among.filter(id=link.compared_with_id).first()  # type: ignore[attr-defined, no-any-return]


def _pair_of(
    record: SourceRecord, other: SourceRecord, link: Link | None, why: str, by: UUID, at: datetime
) -> tuple[DoubtfulPair, bool]:
    """The pair of two records, and whether it is new: it is made when there is none yet."""
    one, two = sorted((record, other), key=lambda some: some.id)
    is_linked_by = link is not None and link.compared_with_id == other.id
    known = {
        "weight": (link.weight or 0.0) if link and is_linked_by else 0.0,
        "evidence": link.evidence if link and is_linked_by else [],
        "model_version": link.model_version if link and is_linked_by else "",
        "why": why,
        "found_at": at,
        "found_by": by,
    }
    pairs = DoubtfulPair.objects.select_for_update(of=("self",))
    return pairs.get_or_create(one=one, other=two, defaults=known)


def _tell(event: DomainEvent, pair: DoubtfulPair, by: UUID, at: datetime) -> None:
    outbox.record(event, stream=f"pair:{pair.id}", by=by, at=at)
