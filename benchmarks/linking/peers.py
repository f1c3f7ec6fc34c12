"""What others make of the public sets in the same run: an ECM classifier, and plain likeness of texts.

Both are given the same pairs to judge, and both are counted as Upheld is: by the clusters that follow.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from rapidfuzz import fuzz

from upheld.insight.linkage.engine import Linked
from upheld.insight.linkage.evaluation import Evaluation, evaluate
from upheld.insight.linkage.febrl import Febrl, load_frame, read_febrl

BLOCKS = ("given_name", "surname", "date_of_birth", "soc_sec_id", "postcode")
ALIKE = 80.0
"""Texts are taken for one person's from 80 of 100, without looking at the truth."""


@dataclass(frozen=True)
class Peer:
    """Another way of linking, and what it came to."""

    name: str
    found: Evaluation


def peers(name: Febrl) -> list[Peer]:
    """What the others make of a public set."""
    about, frame = read_febrl(name), load_frame(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pairs = _candidates(frame, across=name == "febrl4")
        ways = (
            ("recordlinkage, ECM", lambda: _by_ecm(frame, pairs)),
            ("rapidfuzz, 80 of 100", lambda: _by_likeness(frame, pairs)),
        )
        return [_timed(label, about, way) for label, way in ways]


def _timed(label: str, about: pa.Table, way: Any) -> Peer:
    began, used = time.perf_counter(), time.process_time()
    joined = list(way())
    seconds, cpu = time.perf_counter() - began, time.process_time() - used
    clusters = clusters_of(about["record_id"].to_pylist(), joined)
    nothing = pa.table({"one": pa.array([], pa.string()), "other": pa.array([], pa.string())})
    linked = Linked("", about.num_rows, clusters, nothing, nothing, len(joined), 0)
    return Peer(label, evaluate(about, linked, seconds=seconds, cpu_seconds=cpu))


def _candidates(frame: Any, *, across: bool) -> Any:
    """Pairs that agree in a block; of two systems only across them."""
    import recordlinkage

    index = recordlinkage.Index()
    for column in BLOCKS:
        index.block(column)
    if not across:
        return index.index(frame)
    first = frame["system"] == "originals"
    return index.index(frame[first], frame[~first])


def _by_ecm(frame: Any, pairs: Any) -> Iterable[tuple[str, str]]:
    import recordlinkage

    compare = recordlinkage.Compare()
    for column in ("given_name", "surname", "address_1", "address_2", "suburb"):
        compare.string(column, column, method="jarowinkler", threshold=0.85, label=column)
    for column in ("date_of_birth", "soc_sec_id", "postcode", "street_number", "state"):
        compare.exact(column, column, label=column)
    compared = compare.compute(pairs, frame, frame)
    return [(str(one), str(other)) for one, other in recordlinkage.ECMClassifier().fit_predict(compared)]


def _by_likeness(frame: Any, pairs: Any) -> Iterable[tuple[str, str]]:
    columns = frame.drop(columns="system").fillna("")
    texts = dict(zip(frame.index, columns.agg(" ".join, axis=1), strict=True))
    return [(str(one), str(other)) for one, other in pairs if fuzz.ratio(texts[one], texts[other]) >= ALIKE]


def clusters_of(records: list[str], joined: Iterable[tuple[str, str]]) -> pa.Table:
    """Who is joined by whatever way."""
    head = {record: record for record in records}

    def top(record: str) -> str:
        while head[record] != record:
            head[record] = head[head[record]]
            record = head[record]
        return record

    for one, other in joined:
        head[top(one)] = top(other)
    return pa.table({"record_id": records, "cluster": [top(record) for record in records]})
