"""Counting several things at once, each only up to a number: one query, however many there are."""

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import QuerySet


def count_each(rows: Mapping[str, "QuerySet[Any]"], *, most: int) -> dict[str, int]:
    """How many rows each has; `most` for one that has as many or more."""
    counted: list[str] = []
    given: list[Any] = []
    for found in rows.values():
        statement, values = found.order_by().values_list("pk")[:most].query.sql_with_params()
        counted.append(f"(SELECT count(*) FROM ({statement}) AS found)")  # noqa: S608 - by the ORM
        given += values
    if not counted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counted)}", given)
        return dict(zip(rows, cursor.fetchone(), strict=True))
