# ruff: noqa: S608 - the SQL is our own, and names in it come from this package
"""Linking a whole population on DuckDB: read, normalise, block, score, decide, cluster.

Records stay in DuckDB from the file to the answer; Python sees one pair at a time only where a cluster
contradicts itself. The same model gives the same links, whatever the order of the records.
"""

import tempfile
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import duckdb
import pyarrow as pa
from splink import DuckDBAPI

from upheld.insight.linkage import clustering
from upheld.insight.linkage.blocking import BLOCKING, key_sql
from upheld.insight.linkage.folding import quoted
from upheld.insight.linkage.model import LinkageModel, NameCounts, load_model
from upheld.insight.linkage.normalising_sql import forms_sql
from upheld.insight.linkage.records import COLUMNS, PersonRecord
from upheld.insight.linkage.splinking import score_pairs

Source: TypeAlias = Path | pa.Table | Iterable[PersonRecord]
Progress = Callable[[str], None]
MEMORY = "1400MB"
THREADS = 2
DAYS = ("born_on", "died_on")


class NoRecords(ValueError):
    """The file has no column `record_id`, or cannot be read as a table of records."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What a run found. Tables are Arrow tables; records are named by their `record_id`.

    `clusters`: `record_id`, `cluster` (the smallest record id in it: the same in every run).
    `pairs`: `one`, `other`, `weight`, `kind` ("link" or "review"), `why`, and the level of each field.
    `doubtful`: those pairs of `pairs` that a person must look at because their records were not joined.
    `compared`: how many pairs were scored. `crowded`: how many blocks were too large to compare.
    """

    model_version: str
    records: int
    clusters: pa.Table
    pairs: pa.Table
    doubtful: pa.Table
    compared: int
    crowded: int


def link_records(
    source: Source,
    model: LinkageModel | None = None,
    *,
    across_systems_only: bool = False,
    memory: str = MEMORY,
    threads: int = THREADS,
    on_step: Progress = lambda step: None,
) -> Linked:
    """Link the records of a file (Parquet or CSV), an Arrow table, or some `PersonRecord`s.

    With `across_systems_only`, two records of one system are never joined: for systems that are known to hold
    each person once. `memory` is what DuckDB may use before it writes to disk; `on_step` hears of each step.

    Raises:
        NoRecords: the source cannot be read as records.

    """
    model = model or load_model()
    with connected(memory, threads) as con:
        on_step("reading")
        prepare(con, source, model)
        on_step("blocking")
        crowded = block(con, model, across_systems_only=across_systems_only)
        on_step("scoring")
        decided = score_pairs(DuckDBAPI(con), "forms", "candidates", model)
        con.execute(f"ALTER TABLE {decided} RENAME TO decided")
        compared = _one(con, "SELECT count(*) FROM candidates")
        con.execute("DROP TABLE candidates")
        on_step("clustering")
        clustering.cluster(con, model, across_systems_only=across_systems_only)
        on_step("writing")
        return Linked(
            model_version=model.version,
            records=_one(con, "SELECT count(*) FROM forms"),
            clusters=clustering.clusters_of(con),
            pairs=clustering.pairs_of(con),
            doubtful=clustering.pairs_of(con, doubtful=True),
            compared=compared,
            crowded=crowded,
        )


@contextmanager
def connected(memory: str = MEMORY, threads: int = THREADS) -> Any:
    """A DuckDB of its own, in memory up to a limit, with a folder to spill to that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="linkage-") as folder:
        con = duckdb.connect(config={"memory_limit": memory, "threads": threads, "temp_directory": folder})
        try:
            yield con
        finally:
            con.close()


def prepare(con: duckdb.DuckDBPyConnection, source: Source, model: LinkageModel) -> None:
    """Read the source and make the table `forms`: the comparable forms, with how common each name is."""
    table = _readable(con, source)
    columns = {row[0]: row[1] for row in con.execute(f"DESCRIBE SELECT * FROM {table}").fetchall()}
    if "record_id" not in columns:
        raise NoRecords(
            "The source has no column record_id, so that no record of it could be named. Nothing was linked. "
            f"Give it these columns, as far as they are held: {', '.join(COLUMNS)}."
        )
    held = [name for name in COLUMNS if name in columns]
    shown = ", ".join(_column(name, columns[name]) for name in held)
    con.execute(
        f"CREATE TEMP TABLE held AS SELECT CAST(row_number() OVER () AS INTEGER) AS row, {shown} FROM {table}"
    )
    _count_names(con, "given_counts", model.given)
    _count_names(con, "family_counts", model.family)
    con.execute(
        f"""CREATE TABLE forms AS SELECT f.*,
        CASE WHEN given_name IS NOT NULL THEN coalesce(g.share, {model.given.unlisted}) END AS tf_given_name,
        CASE WHEN family_name IS NOT NULL THEN coalesce(n.share, {model.family.unlisted}) END
            AS tf_family_name,
        tf_given_name * tf_family_name AS tf_full_name
        FROM ({forms_sql("held", held)}) AS f
        LEFT JOIN given_counts AS g ON g.name = f.given_name
        LEFT JOIN family_counts AS n ON n.name = f.family_name"""
    )
    con.execute("DROP TABLE held")


def _readable(con: duckdb.DuckDBPyConnection, source: Source) -> str:
    if isinstance(source, Path):
        reader = "read_parquet" if source.suffix == ".parquet" else "read_csv"
        options = "" if source.suffix == ".parquet" else ", all_varchar = true, header = true"
        return f"{reader}({quoted(str(source))}{options})"
    table = source if isinstance(source, pa.Table) else table_of(source)
    con.register("given_table", table)
    return "given_table"


def table_of(records: Iterable[PersonRecord]) -> pa.Table:
    """Some records as an Arrow table with the columns of a file."""
    kept = list(records)
    names = {"record_id": "id"}
    return pa.table(
        {
            column: pa.array(
                [getattr(record, names.get(column, column)) for record in kept],
                pa.date32() if column in DAYS else pa.string(),
            )
            for column in COLUMNS
        }
    )


def _column(name: str, kind: str) -> str:
    if name not in DAYS:
        return f"coalesce(CAST({name} AS VARCHAR), '') AS {name}"
    if kind == "DATE" or kind.startswith("TIMESTAMP"):
        return f"CAST({name} AS DATE) AS {name}"
    text = f"trim(CAST({name} AS VARCHAR))"
    ways = (text, f"({text} || '-01')", f"({text} || '-01-01')")
    return f"coalesce({', '.join(f'TRY_CAST({way} AS DATE)' for way in ways)}) AS {name}"


def _count_names(con: duckdb.DuckDBPyConnection, table: str, counts: NameCounts) -> None:
    con.register(
        f"{table}_listed",
        pa.table(
            {"name": pa.array(counts.listed.keys(), pa.string()), "share": list(counts.listed.values())}
        ),
    )
    con.execute(
        f"CREATE TEMP TABLE {table} AS SELECT name, CAST(share AS DOUBLE) AS share FROM {table}_listed"
    )


def block(con: duckdb.DuckDBPyConnection, model: LinkageModel, *, across_systems_only: bool = False) -> int:
    """Make the table `candidates`: each pair of records that share a key, once. Tell how many blocks were
    too crowded to compare: such a key (a shared email address of an office, say) tells nobody apart.
    """
    con.execute("CREATE TEMP TABLE met (join_key_l INTEGER, join_key_r INTEGER)")
    crowded = 0
    for kind in model.blocking:
        keys = " UNION ALL ".join(
            f"SELECT hash({key_sql(kind, parts)}) AS key, row FROM forms WHERE "
            + " AND ".join(f"{part.form} IS NOT NULL" for part in parts)
            for parts in BLOCKING[kind]
        )
        con.execute(f"CREATE TEMP TABLE keys AS SELECT key, row FROM ({keys})")
        con.execute(
            "CREATE TEMP TABLE blocks AS SELECT key, count(*) AS n FROM keys GROUP BY key HAVING n > 1"
        )
        crowded += _one(con, f"SELECT count(*) FROM blocks WHERE n > {model.largest_block}")
        con.execute(
            f"""INSERT INTO met
            WITH shared AS (
                SELECT key, row FROM keys SEMI JOIN blocks AS b
                ON b.key = keys.key AND b.n <= {model.largest_block})
            SELECT l.row, r.row FROM shared AS l JOIN shared AS r ON l.key = r.key AND l.row < r.row"""
        )
        con.execute("DROP TABLE keys; DROP TABLE blocks")
    other_system = (
        """ JOIN forms AS l ON l.row = join_key_l JOIN forms AS r ON r.row = join_key_r
        WHERE l.system <> r.system"""
        if across_systems_only
        else ""
    )
    con.execute(
        f"""CREATE TABLE candidates AS
        SELECT DISTINCT join_key_l, join_key_r, '0' AS match_key FROM met{other_system}"""
    )
    con.execute("DROP TABLE met")
    return crowded


def _one(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = con.execute(sql).fetchone()
    return int(row[0]) if row else 0
