# ruff: noqa: S608 - the SQL is our own, and names in it come from this package
"""From linked pairs to clusters, one for each person, without chaining.

Linked pairs are first joined by whatever way leads from one record to another. Then every cluster of three or
more is questioned: are there two records in it that, compared with each other, contradict? Two live numbers
that are unlike, two dates of death, a death before a birth, unlike given names, unlike births. Or does one
weak link hold two groups together that are each firm in themselves? Such a cluster is built again from its
strongest link downwards, and a link that would bring contradicting records together is not made: its pair
goes to a person. Being joined to a stranger harms more than being joined a week later.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import duckdb
import pyarrow as pa
from splink import DuckDBAPI

from upheld.insight.linkage.contradictions import (
    FITS_TWO,
    MOST_OF_ONE,
    NEVER,
    NEVER_IN_ONE_SYSTEM,
    TOO_MANY,
    UNLIKE,
    WEAK_BRIDGE,
    WOULD_JOIN_UNLIKE,
)
from upheld.insight.linkage.deciding import number_of
from upheld.insight.linkage.levels import FIELDS
from upheld.insight.linkage.model import LinkageModel
from upheld.insight.linkage.splinking import score_pairs

PART_OF_NAME = "part_of_name_and_birth"
"""The rule by which a record is linked whose given name is an initial, or not held."""


class Edge(NamedTuple):
    """A linked pair of rows, with what orders it: its weight, and the ids of the records."""

    cluster: int
    left: int
    right: int
    weight: float
    order: tuple[str, str]


def cluster(
    con: duckdb.DuckDBPyConnection, model: LinkageModel, *, across_systems_only: bool = False
) -> None:
    """Make the table `clustered` (`row`, `cluster`) from `decided`; what it refuses goes to review."""
    _refuse_what_fits_two(con)
    components(con, "SELECT row_l AS a, row_r AS b FROM decided WHERE verdict LIKE 'link:%'", "clustered")
    _question(con, model, across_systems_only=across_systems_only)
    edges = [
        Edge(row[0], row[1], row[2], row[3], (row[4], row[5]))
        for row in con.execute(
            """SELECT c.cluster, row_l, row_r, weight, least(l.id, r.id), greatest(l.id, r.id)
            FROM decided JOIN clustered AS c ON c.row = row_l JOIN questioned AS q ON q.cluster = c.cluster
            JOIN forms AS l ON l.row = row_l JOIN forms AS r ON r.row = row_r WHERE verdict LIKE 'link:%'"""
        ).fetchall()
    ]
    against = {tuple(row) for row in con.execute("SELECT row_l, row_r FROM against").fetchall()}
    parts, refused = rebuild(edges, against, _alike(con), model)
    _write_back(con, parts, refused)


def _refuse_what_fits_two(con: duckdb.DuckDBPyConnection) -> None:
    """A record with an initial for its given name, or none, may fit both twins: then a person decides."""
    part = f"verdict = 'link:{PART_OF_NAME}'"
    components(
        con, f"SELECT row_l AS a, row_r AS b FROM decided WHERE verdict LIKE 'link:%' AND NOT {part}", "firm"
    )
    con.execute(
        f"""CREATE TEMP TABLE loose AS
        SELECT row_l, row_r, coalesce(l.cluster, row_l) AS one, coalesce(r.cluster, row_r) AS other
        FROM decided LEFT JOIN firm AS l ON l.row = row_l LEFT JOIN firm AS r ON r.row = row_r WHERE {part};
        CREATE TEMP TABLE torn AS
        SELECT a FROM (SELECT one AS a, other AS b FROM loose UNION SELECT other, one FROM loose)
        WHERE a <> b GROUP BY a HAVING count(*) > 1;
        UPDATE decided SET verdict = 'review:{FITS_TWO}' FROM loose
        WHERE decided.row_l = loose.row_l AND decided.row_r = loose.row_r AND one <> other
        AND (one IN (FROM torn) OR other IN (FROM torn));
        DROP TABLE loose; DROP TABLE firm; DROP TABLE torn"""
    )


def _alike(con: duckdb.DuckDBPyConnection) -> dict[int, int]:
    """For each row in question a number that exact duplicates share."""
    columns = [row[0] for row in con.execute("DESCRIBE forms").fetchall() if row[0] not in ("row", "id")]
    return dict(
        con.execute(
            f"""SELECT f.row, hash({", ".join(f"f.{name}" for name in columns)})
            FROM forms AS f JOIN clustered USING (row) JOIN questioned USING (cluster)"""
        ).fetchall()
    )


def _question(con: duckdb.DuckDBPyConnection, model: LinkageModel, *, across_systems_only: bool) -> None:
    """Make the tables `against` (pairs of a cluster that contradict) and `questioned` (such clusters)."""
    con.execute(
        f"""CREATE TEMP TABLE sizes AS
        SELECT cluster, count(*) AS n FROM clustered GROUP BY cluster HAVING n > 2;
        CREATE TABLE inner_pairs AS
        SELECT l.row AS join_key_l, r.row AS join_key_r, '0' AS match_key
        FROM clustered AS l JOIN sizes USING (cluster) JOIN clustered AS r ON r.cluster = l.cluster
        ANTI JOIN (SELECT row_l, row_r FROM decided WHERE verdict LIKE 'link:%') AS d
        ON d.row_l = l.row AND d.row_r = r.row
        WHERE l.row < r.row AND n <= {10 * MOST_OF_ONE}"""
    )
    scored = score_pairs(DuckDBAPI(con), "forms", "inner_pairs", model, all_levels=True)
    con.execute(
        f"""CREATE TEMP TABLE against AS
        SELECT row_l, row_r FROM {scored} JOIN forms AS l ON l.row = row_l JOIN forms AS r ON r.row = row_r
        WHERE verdict NOT LIKE 'link:%' AND ({_at(NEVER)}
            OR ({model.households} AND (
                (l.system = r.system AND ({_at(NEVER_IN_ONE_SYSTEM)}))
                OR (weight < {model.thresholds.review} AND ({_at(UNLIKE)})))))"""
    )
    if across_systems_only:
        con.execute(
            """INSERT INTO against SELECT join_key_l, join_key_r FROM inner_pairs
            JOIN forms AS l ON l.row = join_key_l JOIN forms AS r ON r.row = join_key_r
            WHERE l.system = r.system"""
        )
    con.execute(
        f"""CREATE TEMP TABLE questioned AS
        SELECT cluster FROM against JOIN clustered ON row = row_l
        UNION SELECT cluster FROM sizes WHERE n > {MOST_OF_ONE}
        UNION SELECT cluster FROM decided JOIN clustered ON row = row_l JOIN sizes USING (cluster)
        WHERE {model.households} AND n > 3 AND weight < {model.thresholds.strict} AND verdict LIKE 'link:%';
        DROP TABLE inner_pairs; DROP TABLE {scored}"""
    )


def _at(levels: tuple[str, ...]) -> str:
    return " OR ".join(f"gamma_{name.partition('.')[0]} = {number_of(name)}" for name in levels)


class _Parts:
    """The parts of the clusters in question, as they grow together."""

    def __init__(self, against: Iterable[tuple[int, ...]], alike: dict[int, int]) -> None:
        self.part: dict[int, int] = {row: row for row in alike}
        self.rows: dict[int, list[int]] = {row: [row] for row in alike}
        self.alike = alike
        self.against: dict[int, set[int]] = defaultdict(set)
        for left, right in against:
            self.against[left].add(right)
            self.against[right].add(left)

    def distinct(self, part: int) -> int:
        return len({self.alike[row] for row in self.rows[part]})

    def contradict(self, one: int, other: int) -> bool:
        rows = set(self.rows[other])
        return any(not rows.isdisjoint(self.against[row]) for row in self.rows[one] if row in self.against)

    def join(self, one: int, other: int) -> None:
        for row in self.rows[other]:
            self.part[row] = one
        self.rows[one] += self.rows.pop(other)


def rebuild(
    edges: Iterable[Edge], against: Iterable[tuple[int, ...]], alike: dict[int, int], model: LinkageModel
) -> tuple[dict[int, int], list[tuple[int, int, str]]]:
    """Build clusters again from their strongest link downwards.

    Gives the part of each row (named by a row in it), and each link that was not made, with why:
    "would_join_unlike", "weak_bridge" (between two groups that are each firm) or "too_many".
    """
    parts = _Parts(against, alike)
    refused = []
    for edge in sorted(edges, key=lambda edge: (-round(edge.weight, 6), edge.order)):
        one, other = parts.part[edge.left], parts.part[edge.right]
        if one == other:
            continue
        sizes = parts.distinct(one), parts.distinct(other)
        if parts.contradict(one, other):
            refused.append((edge.left, edge.right, WOULD_JOIN_UNLIKE))
        elif min(sizes) > 1 and edge.weight < model.thresholds.strict:
            refused.append((edge.left, edge.right, WEAK_BRIDGE))
        elif sum(sizes) > MOST_OF_ONE:
            refused.append((edge.left, edge.right, TOO_MANY))
        else:
            parts.join(one, other)
    return parts.part, [edge for edge in refused if parts.part[edge[0]] != parts.part[edge[1]]]


def _write_back(
    con: duckdb.DuckDBPyConnection, parts: dict[int, int], refused: list[tuple[int, int, str]]
) -> None:
    con.register(
        "parts",
        pa.table({"row": pa.array(parts.keys(), pa.int32()), "part": pa.array(parts.values(), pa.int32())}),
    )
    left, right, why = (list(column) for column in zip(*refused, strict=True)) if refused else ([], [], [])
    con.register(
        "refused",
        pa.table(
            {
                "l": pa.array(left, pa.int32()),
                "r": pa.array(right, pa.int32()),
                "why": pa.array(why, pa.string()),
            }
        ),
    )
    con.execute("UPDATE clustered SET cluster = part FROM parts WHERE parts.row = clustered.row")
    con.execute("UPDATE decided SET verdict = 'review:' || why FROM refused WHERE row_l = l AND row_r = r")
    con.unregister("parts")
    con.unregister("refused")


def components(con: duckdb.DuckDBPyConnection, edges: str, into: str) -> None:
    """Make a table of each row that has an edge, and the smallest row that it is joined to by any way."""
    con.execute(
        f"CREATE TEMP TABLE edges AS WITH e AS ({edges}) SELECT a, b FROM e UNION ALL SELECT b, a FROM e"
    )
    con.execute(
        f"CREATE TEMP TABLE {into} AS SELECT a AS row, least(a, min(b)) AS cluster FROM edges GROUP BY a"
    )
    while True:
        con.execute(
            f"""CREATE TEMP TABLE next AS
            WITH near AS (
                SELECT e.a AS row, min(c.cluster) AS cluster FROM edges AS e JOIN {into} AS c ON c.row = e.b
                GROUP BY e.a),
            smaller AS (
                SELECT c.row, least(c.cluster, n.cluster) AS cluster
                FROM {into} AS c JOIN near AS n USING (row))
            SELECT s.row, least(s.cluster, up.cluster) AS cluster
            FROM smaller AS s JOIN smaller AS up ON up.row = s.cluster"""
        )
        changed = con.execute(
            f"SELECT count(*) FROM next AS n JOIN {into} AS c USING (row) WHERE n.cluster <> c.cluster"
        ).fetchone()
        con.execute(f"DROP TABLE {into}; ALTER TABLE next RENAME TO {into}")
        if not changed or not changed[0]:
            break
    con.execute("DROP TABLE edges")


def clusters_of(con: duckdb.DuckDBPyConnection) -> pa.Table:
    """Every record with its cluster, named by the smallest record id in it."""
    return con.execute(
        """WITH named AS (
            SELECT cluster, min(id) AS name FROM clustered JOIN forms USING (row) GROUP BY cluster)
        SELECT f.id AS record_id, coalesce(name, f.id) AS cluster
        FROM forms AS f LEFT JOIN clustered AS c USING (row) LEFT JOIN named USING (cluster)"""
    ).to_arrow_table()


def pairs_of(con: duckdb.DuckDBPyConnection, *, doubtful: bool = False) -> pa.Table:
    """The pairs that are linked or to be looked at; or only those that a person must look at, because their
    records were not joined by another way.
    """
    levels = ", ".join(f"gamma_{field} AS {field}" for field in FIELDS)
    apart = (
        """ LEFT JOIN clustered AS cl ON cl.row = row_l LEFT JOIN clustered AS cr ON cr.row = row_r
        WHERE verdict LIKE 'review:%' AND coalesce(cl.cluster, -1) <> coalesce(cr.cluster, -2)"""
        if doubtful
        else ""
    )
    return con.execute(
        f"""SELECT least(l.id, r.id) AS one, greatest(l.id, r.id) AS other, weight,
        split_part(verdict, ':', 1) AS kind, split_part(verdict, ':', 2) AS why, {levels}
        FROM decided JOIN forms AS l ON l.row = row_l JOIN forms AS r ON r.row = row_r{apart}"""
    ).to_arrow_table()
