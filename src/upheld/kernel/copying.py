"""Writing very many new rows: PostgreSQL's COPY takes them several times faster than INSERT."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import AutoField, Field, JSONField, TextField

_encode_json = json.JSONEncoder(ensure_ascii=False).encode


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
    take = attrgetter(field.attname)
    if isinstance(field, JSONField):
        return lambda row: _encode_json(take(row))
    if isinstance(field, ArrayField) and isinstance(field.base_field, TextField):
        return lambda row: _array_of_text(take(row))
    return take


def _array_of_text(items: Sequence[str]) -> str:
    """Write an array as PostgreSQL reads it: by hand, in a tenth of the time that the driver takes."""
    joined = '","'.join(items)
    if "\\" in joined or joined.count('"') != 2 * (len(items) - 1):
        joined = '","'.join(item.replace("\\", "\\\\").replace('"', '\\"') for item in items)
    return f'{{"{joined}"}}' if items else "{}"
