"""Linking everything that is held at once: what no arrival could see, because it came later or was not known.

A run reads every record, brings its keys up to date, compares all of them by insight's engine, and lets wait
for a person what may be one person and stands with two clients. Whatever it keeps, it keeps in small batches,
each once: a run that is stopped is simply begun again. It parts nothing, and it overrules nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any, Protocol, TypeVar
from uuid import UUID

from upheld.domains.access.queries import the_service
from upheld.domains.people.commands import FoundPair, note_keys, queue_pairs
from upheld.domains.people.queries import iterate_held_identities, iterate_stale_identities
from upheld.insight.linkage.model import LinkageModel
from upheld.insight.linkage.records import PersonRecord
from upheld.journeys.linking.joining import Join, join_idle
from upheld.journeys.linking.linker import ModelLinker, person_of

BATCH = 1_000
WOULD_JOIN = "batch_would_join"
"""Why a pair waits whose two clients a run over everything would make one."""

T = TypeVar("T")


class Found(Protocol):
    """What an engine gives: Arrow tables, as `upheld.insight.linkage.engine.Linked` describes them."""

    @property
    def clusters(self) -> Any:
        """Each `record_id` with its `cluster`."""

    @property
    def pairs(self) -> Any:
        """The pairs that are alike: `one`, `other`, `weight`, `kind`, `why`."""

    @property
    def doubtful(self) -> Any:
        """The pairs that are left to a person: the same columns."""

    @property
    def compared(self) -> int:
        """How many pairs were scored."""


Engine = Callable[[Iterable[PersonRecord], LinkageModel], Found]
"""Links all of some records. The door gives it, so that nothing else loads what it stands on."""


@dataclass(frozen=True, kw_only=True)
class LinkingProgress:
    """How far a run is: "reading", "comparing", "queueing" or "done", and what came of it so far.

    `records` were read, `keyed` of them got new keys; `compared` pairs were scored; `clusters` are the
    persons that the engine sees, `doubtful` the pairs that it leaves to a person; `joins` are pairs of
    clients whom it holds for one person. `joined` clients were joined, `queued` pairs wait now that did not.
    """

    step: str
    model_version: str = ""
    records: int = 0
    keyed: int = 0
    compared: int = 0
    clusters: int = 0
    doubtful: int = 0
    joins: int = 0
    joined: int = 0
    queued: int = 0


def link_everything(
    *, engine: Engine, linker: ModelLinker | None = None, by: UUID, at: datetime, batch: int = BATCH
) -> Iterator[LinkingProgress]:
    """Link all records that are held, and say after each batch how far it is; the last says what came of it.

    Two clients whom the engine holds for one person are joined when neither has open work, and no person
    ever said that they are two; otherwise the pair waits. Repeating a run changes nothing.
    """
    linker = linker or ModelLinker()
    progress = LinkingProgress(step="reading", model_version=linker.version)
    yield progress
    for read, stale in iterate_stale_identities(viewer=the_service(), linker=linker, size=batch):
        keyed = note_keys(identities=stale, linker=linker, by=by, at=at) if stale else 0
        progress = replace(progress, records=progress.records + read, keyed=progress.keyed + keyed)
        yield progress
    progress = replace(progress, step="comparing")
    yield progress
    held = _Held()
    linked = engine(held.people(batch), linker.model)
    joins = _joins(linked, held.client_of)
    doubts = [FoundPair(UUID(row["one"]), UUID(row["other"]), row["why"]) for row in _rows(linked.doubtful)]
    progress = replace(
        progress,
        step="queueing",
        compared=linked.compared,
        clusters=len(linked.clusters["cluster"].unique()),
        doubtful=len(doubts),
        joins=len(joins),
    )
    yield progress
    for some_joins in _in_batches(joins, batch):
        left = join_idle(some_joins, by=by, at=at)
        pairs = [FoundPair(one.one, one.other, WOULD_JOIN) for one in left]
        queued = queue_pairs(pairs=pairs, linker=linker, by=by, at=at)
        joined = len(some_joins) - len(left)
        progress = replace(progress, joined=progress.joined + joined, queued=progress.queued + queued)
        yield progress
    for some_doubts in _in_batches(doubts, batch):
        queued = queue_pairs(pairs=some_doubts, linker=linker, by=by, at=at)
        progress = replace(progress, queued=progress.queued + queued)
        yield progress
    yield replace(progress, step="done")


@dataclass
class _Held:
    """The records as the engine takes them, and, once it took them, the client of each."""

    client_of: dict[str, str] = field(default_factory=dict)

    def people(self, size: int) -> Iterator[PersonRecord]:
        """Every record that is held."""
        for one in iterate_held_identities(viewer=the_service(), size=size):
            self.client_of[str(one.record_id)] = str(one.client_id)
            yield person_of(one)


def _joins(linked: Found, client_of: dict[str, str]) -> list[Join]:
    """The two clients of each link between clients within one cluster, by their most alike records."""
    cluster_of = {row["record_id"]: row["cluster"] for row in _rows(linked.clusters)}
    across = [
        row
        for row in _rows(linked.pairs)
        if row["kind"] == "link"
        and cluster_of[row["one"]] == cluster_of[row["other"]]
        and client_of[row["one"]] != client_of[row["other"]]
    ]
    best: dict[frozenset[str], Join] = {}
    for row in sorted(across, key=lambda row: (-row["weight"], row["one"], row["other"])):
        one, other = client_of[row["one"]], client_of[row["other"]]
        join = Join(UUID(row["one"]), UUID(row["other"]), UUID(one), UUID(other))
        best.setdefault(frozenset((one, other)), join)
    return list(best.values())


def _rows(table: Any) -> Iterator[dict[str, Any]]:
    for batch in table.to_batches(max_chunksize=10_000):
        yield from batch.to_pylist()


def _in_batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    waiting = iter(items)
    while some := list(islice(waiting, size)):
        yield some
