"""Erasing for tests: a day on which everything old is due, and everything that the database holds."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import connection

from upheld.journeys.retention import erase_due
from upheld.kernel.erasures import Order
from upheld.kernel.identifiers import SYSTEM, new_id
from upheld.policy import current_pack

LONG_AFTER = datetime(2040, 3, 5, 1, 30, tzinfo=UTC)
"""A night on which whatever the agency of a test did is due."""


def erase(at: datetime = LONG_AFTER, **options: object) -> Counter[str]:
    """Erase what is due then, and say how many of each kind."""
    erased: Counter[str] = Counter()
    for batch in erase_due(by=SYSTEM, at=at, **options):  # type: ignore[arg-type]
        erased[batch.kind] += batch.number
    return erased


def an_order(kind: str, *, before: datetime = LONG_AFTER, limit: int = 500) -> Order:
    """An order to erase what is of a kind and from before a moment."""
    pack = current_pack()
    return Order(
        run_id=new_id(),
        record_kind=kind,
        rule_from=pack.retention.get(kind).first_day,
        pack_version=pack.version,
        before=before,
        limit=limit,
    )


def closed(days: float, since: datetime) -> datetime:
    """So many days later."""
    return since + timedelta(days=days)


def everything_held(besides: frozenset[str] = frozenset()) -> Iterator[tuple[str, str, str]]:
    """Each value of every column of every table, as text: table, column, value."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.table_name, c.column_name FROM information_schema.columns c"
            " JOIN information_schema.tables t USING (table_schema, table_name)"
            " WHERE table_schema = 'public' AND t.table_type = 'BASE TABLE'"
        )
        columns = [(table, column) for table, column in cursor.fetchall() if table not in besides]
        for table, column in columns:
            cursor.execute(f'SELECT DISTINCT "{column}"::text FROM "{table}" WHERE "{column}" IS NOT NULL')
            for (value,) in cursor.fetchall():
                yield table, column, value


def ids_of(table: str) -> set[UUID]:
    """The ids of everything in a table."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table}")
        return {id_ for (id_,) in cursor.fetchall()}
