"""How well records were linked, where the truth is known: counted in pairs, in persons and by group.

Pairs are those of the clusters: whoever is joined by way of a third record is joined. A pair is true when
both records have one truth. What waits for a person's look counts as not joined.
"""

import math
import resource
import time
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from upheld.insight.linkage.engine import Linked, Progress, Source, link_records
from upheld.insight.linkage.files import GROUPS
from upheld.insight.linkage.model import LinkageModel
from upheld.insight.linkage.records import TRUTH

Codes = NDArray[np.int64]

SURE = 1.96
"""Standard deviations to either side that hold 95 of 100."""
ENOUGH = 1_000
"""True pairs from which a group's recall is compared with that of others."""


@dataclass(frozen=True, slots=True)
class GroupRecall:
    """How many true pairs of one group of people were found; `behind` the best group, in percentage points.

    `low` and `high` bound the recall in 95 of 100 such populations. `behind` is None where there are too few
    pairs to compare.
    """

    group: str
    value: str
    pairs: int
    found: int
    recall: float
    low: float
    high: float
    behind: float | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What one run of linkage came to. What needs the truth is None where no truth is given.

    `precision`: the share of joined pairs that are true. `recall`: the share of true pairs that were joined.
    `clusters_mixed_per_100k`: of 100,000 clusters (a record alone is one), how many hold two persons.
    `in_review_share`: the share of records in at least one pair that waits for a person. `seconds`,
    `cpu_seconds` and `peak_mib` are of linking alone; `peak_mib` is the most memory that the process held.
    """

    precision: float | None
    recall: float | None
    f1: float | None
    clusters_mixed_per_100k: float | None
    in_review_share: float
    seconds: float
    peak_mib: int
    cpu_seconds: float
    records: int
    clusters: int
    clusters_mixed: int | None
    pairs_joined: int
    pairs_true: int | None
    pairs_right: int | None
    pairs_in_review: int
    true_pairs_in_review: int | None
    precision_interval: tuple[float, float] | None
    recall_interval: tuple[float, float] | None
    model_version: str
    groups: tuple[GroupRecall, ...]

    def as_data(self) -> dict[str, Any]:
        """As plain data for JSON."""
        return asdict(self)


def link_and_evaluate(
    source: Source,
    about: pa.Table,
    model: LinkageModel | None = None,
    *,
    across_systems_only: bool = False,
    on_step: Progress = lambda step: None,
) -> Evaluation:
    """Link the records of a source, and compare with the truth of `about` (record_id, truth, groups)."""
    began, used = time.perf_counter(), time.process_time()
    linked = link_records(source, model, across_systems_only=across_systems_only, on_step=on_step)
    seconds, cpu = time.perf_counter() - began, time.process_time() - used
    on_step("comparing")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return evaluate(about, linked, seconds=seconds, cpu_seconds=cpu, peak_mib=peak)


def evaluate(
    about: pa.Table, linked: Linked, *, seconds: float = 0, cpu_seconds: float = 0, peak_mib: int = 0
) -> Evaluation:
    """Compare what was linked with the truth, if `about` has it. Each record stands in both exactly once."""
    known = TRUTH in about.column_names
    cluster = _codes(_aligned(about, linked))
    truth = _codes(about[TRUTH]) if known else np.arange(len(cluster))
    both = np.unique(cluster * (truth.max(initial=0) + 1) + truth, return_inverse=True)[1]
    joined, true, right = _pairs(cluster), _pairs(truth), _pairs(both)
    persons = np.bincount(np.unique(np.stack([cluster, truth]), axis=1)[0])
    mixed, clusters = int((persons > 1).sum()), len(persons)
    doubtful = _doubtful(about, linked)
    precision, recall = right / joined if joined else 1.0, right / true if true else 1.0
    return Evaluation(
        precision=precision if known else None,
        recall=recall if known else None,
        f1=_f1(precision, recall) if known else None,
        clusters_mixed_per_100k=100_000 * mixed / max(clusters, 1) if known else None,
        in_review_share=len(np.unique(doubtful)) / max(len(cluster), 1),
        seconds=round(seconds, 3),
        peak_mib=peak_mib,
        cpu_seconds=round(cpu_seconds, 3),
        records=len(cluster),
        clusters=clusters,
        clusters_mixed=mixed if known else None,
        pairs_joined=joined,
        pairs_true=true if known else None,
        pairs_right=right if known else None,
        pairs_in_review=doubtful.shape[1],
        true_pairs_in_review=int((truth[doubtful[0]] == truth[doubtful[1]]).sum()) if known else None,
        precision_interval=interval(right, joined) if known else None,
        recall_interval=interval(right, true) if known else None,
        model_version=linked.model_version,
        groups=_groups(about, truth, both) if known else (),
    )


def interval(found: int, of: int) -> tuple[float, float]:
    """The bounds of a share in 95 of 100 cases (Wilson's, which holds near 0 and 1 too)."""
    if not of:
        return 0.0, 1.0
    share, spread = found / of, SURE * SURE / of
    middle = share + spread / 2
    half = SURE * math.sqrt(share * (1 - share) / of + spread / (4 * of))
    return max(0.0, (middle - half) / (1 + spread)), min(1.0, (middle + half) / (1 + spread))


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _codes(values: pa.ChunkedArray | pa.Array) -> Codes:
    """Values as numbers: the same for the same."""
    whole = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
    codes: Codes = whole.dictionary_encode().indices.to_numpy(zero_copy_only=False).astype(np.int64)
    return codes


def _aligned(about: pa.Table, linked: Linked) -> pa.ChunkedArray | pa.Array:
    """The cluster of each record of `about`, in its order."""
    place = pc.index_in(about["record_id"], value_set=linked.clusters["record_id"])
    return linked.clusters["cluster"].take(place)


def _doubtful(about: pa.Table, linked: Linked) -> Codes:
    """The pairs that wait, as two rows of places in `about`."""
    references = about["record_id"].combine_chunks()
    sides = [
        pc.index_in(linked.doubtful.column(side).combine_chunks(), value_set=references) for side in (0, 1)
    ]
    return np.stack([side.to_numpy(zero_copy_only=False).astype(np.int64) for side in sides])


def _pairs(codes: Codes) -> int:
    """How many pairs there are of records with one code."""
    sizes = np.bincount(codes)
    return int((sizes * (sizes - 1) // 2).sum())


def _groups(about: pa.Table, truth: Codes, both: Codes) -> tuple[GroupRecall, ...]:
    found = [
        one for column in GROUPS if column in about.column_names for one in _group(about, column, truth, both)
    ]
    return tuple(found)


def _group(about: pa.Table, column: str, truth: Codes, both: Codes) -> list[GroupRecall]:
    """Recall by one column, and how far each value of it is behind the best."""
    values = about[column].combine_chunks()
    codes, names = _codes(values), values.dictionary_encode().dictionary.to_pylist()
    counted = []
    for code, name in enumerate(names):
        inside = codes == code
        pairs, right = _pairs(truth[inside]), _pairs(both[inside])
        if pairs:
            counted.append((name, pairs, right, right / pairs))
    best = max((recall for _, pairs, _, recall in counted if pairs >= ENOUGH), default=None)
    return [
        GroupRecall(
            column, name, pairs, right, recall, *interval(right, pairs),
            behind=100 * (best - recall) if best is not None and pairs >= ENOUGH else None,
        )
        for name, pairs, right, recall in sorted(counted)
    ]  # fmt: skip
