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

    A subclass is a frozen dataclass and is known by its `kind`: its domain and its name, as in `casework.CaseOpened`.
    """

    kind: ClassVar[str] = ""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        domain = cls.__module__.split(".")[-2]
        cls.kind = f"{domain}.{cls.__name__}"
        KINDS[cls.kind] = cls

    def facts(self) -> dict[str, Any]:
        """The event's fields as JSON values."""
        values = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        return {name: _as_json(value) for name, value in values.items() if value is not None}


KINDS: dict[str, type[DomainEvent]] = {}
"""Every kind of event that has been defined, by its name."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Happened:
    """An event with its place in the record: which stream, who did it and when."""

    id: UUID
    stream: str
    by: UUID
    at: datetime


def _as_json(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, tuple | frozenset):
        return [_as_json(item) for item in value]
    return value
