"""Writing very many new rows: PostgreSQL's COPY takes them several times faster than INSERT."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection, models
from django.db.models import AutoField, Field, JSONField
from psycopg.types.json import Jsonb


def copy_in(rows: Sequence[models.Model]) -> None:
    """Write new rows of one model, in the present transaction. Numbers that the database gives are not read
    back.

    Triggers, constraints and values that the database gives by default work as with INSERT.
    """
    if not rows:
        return
    meta = rows[0]._meta
    fields = [field for field in meta.concrete_fields if not _given_by_database(field)]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    takers = [_taker(field) for field in fields]
    statement = f"COPY {quote(meta.db_table)} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([take(row) for take in takers])


def _given_by_database(field: Field[Any, Any]) -> bool:
    return isinstance(field, AutoField) or field.has_db_default()


def _taker(field: Field[Any, Any]) -> Callable[[models.Model], Any]:
    name = field.attname
    if isinstance(field, JSONField):
        return lambda row: Jsonb(getattr(row, name))
    return lambda row: getattr(row, name)
