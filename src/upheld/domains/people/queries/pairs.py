"""Reads of doubtful pairs: only those of which the viewer reads both records. Counts likewise."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from upheld.domains.access.queries import Viewer, saw
from upheld.domains.people.models import DoubtfulPair, PairStep, SourceRecord
from upheld.domains.people.permissions import pairs_in_scope
from upheld.domains.people.queries.needs import system_label
from upheld.domains.people.queries.saying import Said, evidence_in, said_by
from upheld.domains.people.rules.pairs import OPEN, NoSuchPair


@dataclass(frozen=True, kw_only=True)
class PairSide:
    """One of the two records, and the client to whom it belongs now."""

    record_id: UUID
    client_id: UUID
    offices: tuple[UUID, ...]
    system: str
    system_label: str
    reference: str
    extract_on: date
    withdrawn_on: date | None
    safe_contact: str
    said: Said


@dataclass(frozen=True, kw_only=True)
class Step:
    """Somebody said something about a pair, and in which state it was then."""

    said: str
    state: str
    because: str
    by: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PairRow:
    """Two records that may be about one person. `evidence` holds (field, level, weight in bits)."""

    id: UUID
    one: PairSide
    other: PairSide
    state: str
    why: str
    weight: float
    harm: int
    evidence: tuple[tuple[str, str, float], ...]
    model_version: str
    found_at: datetime
    decided_by: UUID | None
    decided_at: datetime | None
    because: str
    confirmed_by: UUID | None

    @property
    def is_within_one_client(self) -> bool:
        """Whether both records belong to one client: then it is a link that is doubted."""
        return self.one.client_id == self.other.client_id

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.state in OPEN

    @property
    def sides(self) -> tuple[PairSide, PairSide]:
        """Both records."""
        return self.one, self.other

    @property
    def clients(self) -> tuple[UUID, ...]:
        """The clients whom the pair is about, each once."""
        return tuple(dict.fromkeys(side.client_id for side in self.sides))


@dataclass(frozen=True, kw_only=True)
class PairRecord:
    """A pair with everything that was said about it, the first first."""

    row: PairRow
    steps: tuple[Step, ...]


@dataclass(frozen=True, kw_only=True)
class PairCount:
    """How many pairs stand in a state for a reason."""

    state: str
    why: str
    number: int


def list_pairs(
    *,
    viewer: Viewer,
    on: date,
    states: Collection[str] = OPEN,
    system: str = "",
    why: str = "",
    after: tuple[int, float, UUID] | None = None,
    limit: int = 25,
) -> list[PairRow]:
    """The pairs in these states, those first about which a wrong answer would hurt most, then the likeliest.

    `after` is the (harm, weight, id) of the last one of the page before. One query.
    """
    pairs = _seen(viewer).filter(state__in=list(states))
    if why:
        pairs = pairs.filter(why=why)
    if system:
        pairs = pairs.filter(Q(one__system=system) | Q(other__system=system))
    if after:
        harm, weight, last = after
        further = Q(harm=harm, weight__lt=weight) | Q(harm=harm, weight=weight, id__gt=last)
        pairs = pairs.filter(Q(harm__lt=harm) | further)
    rows = [_row(pair, on) for pair in pairs.order_by("-harm", "-weight", "id")[:limit]]
    saw("list", (client for row in rows for client in row.clients))
    return rows


def get_pair(pair_id: UUID, *, viewer: Viewer, on: date) -> PairRecord:
    """One pair, whatever was decided. Two queries. Raises NoSuchPair, also where one side is hidden.

    Whoever reads it has looked at both clients.
    """
    pair = _seen(viewer).filter(id=pair_id).first()
    if pair is None:
        raise NoSuchPair
    row = _row(pair, on)
    saw("comparison", row.clients)
    steps = PairStep.objects.filter(pair=pair).order_by("id")
    return PairRecord(row=row, steps=tuple(_step(step) for step in steps))


def count_pairs(*, viewer: Viewer) -> list[PairCount]:
    """How many pairs stand in each state, by reason. One query."""
    pairs = DoubtfulPair.objects.filter(pairs_in_scope(viewer))
    counted = pairs.values("state", "why").annotate(number=Count("id")).order_by("state", "why")
    return [PairCount(state=row["state"], why=row["why"], number=row["number"]) for row in counted]


def count_pairs_waiting(*, viewer: Viewer) -> int:
    """How many pairs the viewer can decide now: not those that the client is asked about, nor those that they
    proposed themselves. One query.
    """
    mine = Q(state="proposed") & ~Q(decided_by=viewer.account_id)
    return DoubtfulPair.objects.filter(pairs_in_scope(viewer), Q(state="waiting") | mine).count()


def list_pairs_of_client(client_id: UUID, *, viewer: Viewer) -> list[UUID]:
    """The open pairs that a client's records stand in, the most harmful first. One query."""
    pairs = DoubtfulPair.objects.filter(pairs_in_scope(viewer), state__in=OPEN)
    pairs = pairs.filter(Q(one__client=client_id) | Q(other__client=client_id))
    return list(pairs.order_by("-harm", "-weight", "id").values_list("id", flat=True)[:25])


def _seen(viewer: Viewer) -> QuerySet[DoubtfulPair]:
    pairs = DoubtfulPair.objects.filter(pairs_in_scope(viewer))
    return pairs.select_related("one__client", "other__client").defer(
        "one__as_received", "other__as_received", "one__client__search_keys", "other__client__search_keys"
    )


def _row(pair: DoubtfulPair, on: date) -> PairRow:
    return PairRow(
        id=pair.id,
        one=_side(pair.one, on),
        other=_side(pair.other, on),
        state=pair.state,
        why=pair.why,
        weight=pair.weight,
        harm=pair.harm,
        evidence=evidence_in(pair.evidence),
        model_version=pair.model_version,
        found_at=pair.found_at,
        decided_by=pair.decided_by,
        decided_at=pair.decided_at,
        because=pair.because,
        confirmed_by=pair.confirmed_by,
    )


def _side(record: SourceRecord, on: date) -> PairSide:
    return PairSide(
        record_id=record.id,
        client_id=record.client_id,
        offices=tuple(record.client.offices),
        system=record.system,
        system_label=system_label(record.system, on),
        reference=record.reference,
        extract_on=record.extract_on,
        withdrawn_on=record.withdrawn_on,
        safe_contact=record.client.safe_contact,
        said=said_by(record.facts),
    )


def _step(step: PairStep) -> Step:
    return Step(said=step.said, state=step.state, because=step.because, by=step.by, at=step.at)
