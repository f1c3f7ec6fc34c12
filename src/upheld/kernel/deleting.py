"""Deleting very many rows at once: by one array, without looking first for what hangs on each."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models


def delete_where(model: type[models.Model], field: str, values: Sequence[Any]) -> None:
    """Delete the rows whose field is one of these values, in the present transaction.

    The database refuses when another row still points to one of them: delete that first.
    """
    quote = connection.ops.quote_name
    columns = {one.name: str(one.column) for one in model._meta.concrete_fields}
    table, column = quote(model._meta.db_table), quote(columns[field])
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE {column} = ANY(%s)", [list(values)])  # noqa: S608
