"""From linked pairs to clusters, one for each person, without chaining.

First draft: connected components of the linked pairs.
"""

import duckdb
import pyarrow as pa

from upheld.insight.linkage.levels import FIELDS
from upheld.insight.linkage.model import LinkageModel


def cluster(
    con: duckdb.DuckDBPyConnection, model: LinkageModel, *, across_systems_only: bool = False
) -> None:
    """Make the table `clustered` (`row`, `cluster`) from `decided`."""
    components(con, "SELECT row_l AS a, row_r AS b FROM decided WHERE verdict LIKE 'link:%'", "clustered")


def components(con: duckdb.DuckDBPyConnection, edges: str, into: str) -> None:
    """Make a table of each row that has an edge and the smallest row that it is joined to, by whatever way."""
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
            smaller AS (SELECT c.row, least(c.cluster, n.cluster) AS cluster FROM {into} AS c JOIN near AS n USING (row))
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
        """SELECT f.id AS record_id, min(f.id) OVER (PARTITION BY coalesce(c.cluster, f.row)) AS cluster
        FROM forms AS f LEFT JOIN clustered AS c USING (row)"""
    ).to_arrow_table()


def pairs_of(con: duckdb.DuckDBPyConnection, where: str = "TRUE") -> pa.Table:
    """The pairs that are linked or to be looked at."""
    levels = ", ".join(f"gamma_{field} AS {field}" for field in FIELDS)
    return con.execute(
        f"""SELECT least(l.id, r.id) AS one, greatest(l.id, r.id) AS other, weight,
        split_part(verdict, ':', 1) AS kind, split_part(verdict, ':', 2) AS why, {levels}
        FROM decided JOIN forms AS l ON l.row = row_l JOIN forms AS r ON r.row = row_r WHERE {where}"""
    ).to_arrow_table()


def doubtful_of(con: duckdb.DuckDBPyConnection) -> pa.Table:
    """The pairs that a person must look at."""
    return pairs_of(con, "verdict LIKE 'review:%'")
