"""Queries whose SQL is written once in each process, and asked again with other values.

Django writes the SQL of a query anew each time that it is asked. For what stands on every page that takes
longer than the answer does. A prepared query is the same query, with its values left open (docs/adr/0013):

    _NOTES = Prepared(lambda: Note.objects.filter(case=Given("case")).order_by("-written_at")[:20])
    notes = _NOTES.ask(case=case_id)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from contextvars import ContextVar
from copy import copy
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.postgresql.psycopg_any import mogrify
from django.db.models import QuerySet, Value

Row = TypeVar("Row")

_preparing: ContextVar[bool] = ContextVar("preparing", default=False)


class Given(Value):
    """A value that is said when the query is asked, under this name.

    Where a query is asked without being prepared, it is `value`.
    """

    def __init__(self, name: str, value: Any = None) -> None:
        super().__init__(value)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """A place for the value; while the query is prepared, we stand in that place ourselves."""
        return "%s", (self if _preparing.get() else self.value,)


class Prepared(Generic[Row]):
    """A query by the function that makes it.

    That function may take arguments that change the SQL itself, and have few values: a limit, whether a
    filter is there. Every other value must be a `Given`, for what it is first is what it stays.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, Row]]) -> None:
        self._make = make
        self._ready: dict[Hashable, _Ready] = {}

    def ask(self, *shape: Hashable, **given: Any) -> list[Row]:
        """Every row, as the queryset would give it. One query. Raises KeyError when a value is missing."""
        return self._ask(shape, lambda: self._make(*shape), given)

    def _ask(
        self, shape: Hashable, make: Callable[[], QuerySet[Any, Row]], given: Mapping[str, Any]
    ) -> list[Row]:
        ready = self._ready.get(shape)
        if ready is None:
            ready = self._ready[shape] = _Ready(make())
        return ready.rows(given)


class _Ready:
    """A queryset with its SQL written. Nothing in it is changed any more, so threads may share it."""

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        self._rows = rows
        self._compiler = rows.query.get_compiler(using=rows.db)
        token = _preparing.set(True)
        try:
            sql, params = self._compiler.as_sql()
        finally:
            _preparing.reset(token)
        self._sql, self._open = _with_constants(sql, params, connections[rows.db])
        self._compiler.connection = None  # belongs to this thread

    def rows(self, given: Mapping[str, Any]) -> list[Any]:
        """Ask with these values."""
        params = tuple(given[one.name] for one in self._open)
        return list(self._queryset(_Query(self._rows.query, self._compiler, (self._sql, params))))

    def _queryset(self, query: Any) -> QuerySet[Any, Any]:
        fresh = self._rows.__class__(model=self._rows.model, query=query, using=self._rows.db)
        for name in ("_iterable_class", "_fields", "_prefetch_related_lookups"):
            setattr(fresh, name, getattr(self._rows, name))
        return fresh


class _Query:
    """What a queryset asks of its query when it is read: a compiler, which here has its SQL already."""

    def __init__(self, query: Any, compiler: Any, written: tuple[str, tuple[Any, ...]]) -> None:
        self._query, self._compiler, self._written = query, compiler, written

    def get_compiler(self, using: str | None = None, **_: Any) -> Any:
        """Django's own, for the connection of this thread."""
        compiler = copy(self._compiler)
        compiler.connection = _KeepsPlans(connections[using or "default"])
        compiler.as_sql = lambda *_, **__: self._written
        return compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)


class _KeepsPlans:
    """A connection whose cursors let PostgreSQL keep the statement, and its plan, for the next time."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def cursor(self) -> Any:
        """A cursor as Django makes it, of our kind. A connection is used by one thread only."""
        self._connection.ensure_connection()
        driver = self._connection.connection
        usual, driver.cursor_factory = driver.cursor_factory, _Cursor
        try:
            return self._connection.cursor()
        finally:
            driver.cursor_factory = usual

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


class _Cursor(ServerBindingCursor):
    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        return super().execute(query, params, **{**options, "prepare": True})  # type: ignore[misc]


def _with_constants(sql: str, params: Sequence[Any], connection: Any) -> tuple[str, list[Given]]:
    """The SQL with every value in it but those that are given later, and these in their order."""
    values, left = iter(params), []

    def place(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return found[0]
        value = next(values)
        if isinstance(value, Given):
            left.append(value)
            return "%s"
        return mogrify("%s", (value,), connection).replace("%", "%%")

    return re.sub("%[%s]", place, sql), left
