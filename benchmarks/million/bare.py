"""Tables without indexes, foreign keys and triggers while they are filled, and with all of them afterwards.

Foreign keys and unique constraints are made again over what was loaded: so the database itself checks it.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import Connection

_FOREIGN_KEYS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
     WHERE contype = 'f' AND conparentid = 0 AND (conrelid::regclass::text = ANY(%(tables)s)
           OR confrelid::regclass::text = ANY(%(tables)s))
     ORDER BY 1, 2
"""
_KEYS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
     WHERE contype IN ('p', 'u') AND conparentid = 0 AND conrelid::regclass::text = ANY(%(tables)s)
     ORDER BY 1, contype, 2
"""
_INDEXES = """
    SELECT indrelid::regclass::text, indexrelid::regclass::text, pg_get_indexdef(indexrelid)
      FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
     WHERE indrelid::regclass::text = ANY(%(tables)s) AND NOT relispartition
       AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
     ORDER BY 1, 2
"""
_PARTS = """
    SELECT relid::text FROM unnest(%(tables)s::text[]) AS parent, pg_partition_tree(parent::regclass)
     WHERE level > 0
"""
SETTINGS = (
    "SET maintenance_work_mem = '512MB'; SET synchronous_commit = off; SET client_min_messages = warning"
)


@dataclass(frozen=True)
class Part:
    """An index or a constraint: of which table, its name and its definition."""

    table: str
    name: str
    definition: str


@dataclass(frozen=True)
class Bare:
    """What was taken away from some tables, and from their parts by month, to be put back."""

    address: str
    tables: tuple[str, ...]
    months: tuple[str, ...]
    foreign_keys: tuple[Part, ...]
    keys: tuple[Part, ...]
    indexes: tuple[Part, ...]

    @classmethod
    def make(cls, address: str, tables: Sequence[str]) -> Bare:
        """Take indexes, keys and triggers away from these tables."""
        with psycopg.connect(address, autocommit=True) as connection:
            months = [month for (month,) in connection.execute(_PARTS, {"tables": list(tables)})]
            bare = cls(
                address,
                tuple(tables),
                tuple(months),
                foreign_keys=_parts(connection, _FOREIGN_KEYS, tables),
                keys=_parts(connection, _KEYS, tables),
                indexes=_parts(connection, _INDEXES, [*tables, *months]),
            )
            for one in (*bare.foreign_keys, *bare.keys):
                connection.execute(f'ALTER TABLE {one.table} DROP CONSTRAINT "{one.name}"')
            for one in bare.indexes:
                connection.execute(f"DROP INDEX {one.name}")
            for table in tables:
                connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        return bare

    def restore(self, at_once: int) -> None:
        """Put everything back, so many tables at a time, and gather the planner's figures."""
        by_size = sorted(self.tables, key=lambda table: -self._size(table))
        with ThreadPoolExecutor(at_once) as pool:
            list(pool.map(self._dress, [*by_size, *self.months]))
            list(pool.map(self._finish, by_size))
            list(pool.map(self._tie, by_size))

    def _dress(self, table: str) -> None:
        """Keys and indexes of one table or of one month of it."""
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(SETTINGS)
            for one in self.keys:
                if one.table == table:
                    connection.execute(_added(one))
            for one in self.indexes:
                if one.table == table:
                    connection.execute(one.definition)

    def _finish(self, table: str) -> None:
        """The triggers of one table, and its figures."""
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(SETTINGS)
            connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            connection.execute(f"VACUUM (ANALYZE) {table}")

    def _tie(self, table: str) -> None:
        """The foreign keys of one table, which the database checks row by row."""
        others = {one.table for one in self.foreign_keys} - set(self.tables)
        mine = {table} | (others if table == self.tables[0] else set())
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(SETTINGS)
            for one in self.foreign_keys:
                if one.table in mine:
                    connection.execute(_added(one))

    def _size(self, table: str) -> int:
        with psycopg.connect(self.address) as connection:
            found = connection.execute("SELECT pg_table_size(%s::regclass)", [table]).fetchone()
        return int(found[0]) if found else 0


def _parts(connection: Connection[Any], query: str, tables: Sequence[str]) -> tuple[Part, ...]:
    rows = connection.execute(query, {"tables": list(tables)}).fetchall()
    return tuple(Part(*row) for row in rows)


def _added(one: Part) -> str:
    return f'ALTER TABLE {one.table} ADD CONSTRAINT "{one.name}" {one.definition}'
