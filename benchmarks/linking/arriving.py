"""New records against a million that are held: how long scoring takes, of all at once and one by one."""

from __future__ import annotations

import time
from pathlib import Path

import duckdb
from splink import DuckDBAPI

from benchmarks.findings import Findings, median_ms, p95_ms
from upheld.insight.linkage.engine import block, connected, prepare
from upheld.insight.linkage.model import LinkageModel, load_model
from upheld.insight.linkage.records import COLUMNS, PersonRecord
from upheld.insight.linkage.scoring import decide, keys_of, score
from upheld.insight.linkage.splinking import score_pairs

NEW = 50_000
ONE_BY_ONE = 1_000
AT_MOST = 3.0
"""Seconds to score all of them."""
DECIDED_WITHIN = 5.0
"""Milliseconds in which 95 of 100 are decided."""
TABLE = ("what", "records", "pairs", "seconds", "median ms", "95 of 100, ms")


def measure(file: Path, *, new: int = NEW) -> Findings:
    """Take the last records of a file as new, find whom to compare them with, and score."""
    model = load_model()
    with connected() as con:
        prepare(con, file, model)
        began = time.perf_counter()
        block(con, model)
        blocked = time.perf_counter() - began
        con.execute(
            f"""CREATE TABLE arrived AS SELECT c.* FROM candidates AS c,
            (SELECT max(row) - {new} AS last FROM forms) WHERE join_key_r > last OR join_key_l > last"""
        )
        pairs = con.execute("SELECT count(*) FROM arrived").fetchall()[0][0]
        began = time.perf_counter()
        score_pairs(DuckDBAPI(con), "forms", "arrived", model)
        scored = time.perf_counter() - began
        alone = _one_by_one(con, file, model)
    rows = [
        ("finding whom to compare, for all that are held", None, None, round(blocked, 2), None, None),
        ("scoring the new ones at once", new, pairs, round(scored, 2), None, None),
        ("deciding on one, by the plain scorer", len(alone), None, None, median_ms(alone), p95_ms(alone)),
    ]
    failures = [f"Scoring {new:,} new records took {scored:.1f} seconds."] if scored > AT_MOST else []
    if p95_ms(alone) > DECIDED_WITHIN:
        failures.append(f"Deciding on one record takes {p95_ms(alone)} ms.")
    notes = (
        "Deciding on one: its keys, its forms, and the weights of all whom it shares a key with, without the "
        "look-up in PostgreSQL.",
    )
    return Findings("New records against those that are held", TABLE, rows, notes, tuple(failures))


def _one_by_one(con: duckdb.DuckDBPyConnection, file: Path, model: LinkageModel) -> list[float]:
    """Seconds to decide on each of some new records, given the records that share a key with them."""
    columns = ", ".join(f"p.{column}" for column in COLUMNS)
    rows = con.execute(
        f"""WITH newest AS (SELECT max(row) - {ONE_BY_ONE} AS last FROM forms),
        pairs AS (SELECT join_key_l AS other, join_key_r AS new FROM arrived, newest WHERE join_key_r > last)
        SELECT pairs.new, {columns} FROM pairs JOIN forms AS f ON f.row IN (pairs.new, pairs.other)
        JOIN read_parquet('{file}') AS p ON p.record_id = f.id ORDER BY pairs.new, f.row DESC"""
    ).fetchall()
    groups: dict[int, dict[str, PersonRecord]] = {}
    for new, *values in rows:
        record = PersonRecord(
            *[
                value if value is not None or "_on" in name else ""
                for name, value in zip(COLUMNS, values, strict=True)
            ]
        )
        groups.setdefault(new, {})[record.id] = record
    return [_decided(list(records.values()), model) for records in groups.values()]


def _decided(records: list[PersonRecord], model: LinkageModel) -> float:
    began = time.perf_counter()
    new, *held = records
    keys_of(new, model)
    for one in held:
        decide(score(new, one, model), model)
    return time.perf_counter() - began
