"""What a domain announces: a frozen record, in the past tense, of ids and facts. Plain Python."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID


@dataclasses.dataclass(frozen=True, kw_only=True)
class DomainEvent:
    """Base of every event. It holds ids and facts only: never a name, a note or other personal data.

    A subclass is a frozen dataclass and is known by its `kind`: its domain and its name, as in
    `casework.CaseOpened`.
    """

    kind: ClassVar[str] = ""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.kind = f"{_domain_of(cls.__module__)}.{cls.__name__}"
        KINDS[cls.kind] = cls

    def facts(self) -> dict[str, Any]:
        """The event's fields as JSON values; a field that is None by default and is None now is left out."""
        held = [(field, getattr(self, field.name)) for field in dataclasses.fields(self)]
        return {
            field.name: _as_json(value)
            for field, value in held
            if not (value is None and field.default is None)
        }


KINDS: dict[str, type[DomainEvent]] = {}
"""Every kind of event that has been defined, by its name."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Happened:
    """An event with its place in the record: which stream, who did it and when."""

    id: UUID
    stream: str
    by: UUID
    at: datetime


def _domain_of(module: str) -> str:
    """The folder that holds `events`, whether that is one module or a package of several."""
    before, found, _ = f"{module}.".partition(".events.")
    return (before if found else module.rpartition(".")[0] or module).rpartition(".")[2]


def _as_json(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, tuple | frozenset):
        return sorted(map(_as_json, value)) if isinstance(value, frozenset) else [*map(_as_json, value)]
    return value
