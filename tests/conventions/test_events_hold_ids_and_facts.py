"""An event is a frozen record of ids and facts. It can never be deleted, so it never holds personal data."""

import dataclasses
import importlib
import types
import typing
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from uuid import UUID

import pytest

from tests.conventions.reading import DOMAINS
from upheld.kernel.event import KINDS, DomainEvent

FACTS = (UUID, str, int, bool, date, datetime, Decimal, Enum)
PERSONAL = {
    "name",
    "names",
    "email",
    "note",
    "notes",
    "word",
    "words",
    "text",
    "address",
    "phone",
    "postcode",
    "title",
}
PERSONAL |= {"born", "birth", "gender", "pronouns", "message", "comment", "password", "nino", "insurance"}


def events() -> list[type[DomainEvent]]:
    """Every event that a domain announces."""
    for domain in DOMAINS:
        importlib.import_module(f"upheld.domains.{domain}.events")
    return [event for kind, event in sorted(KINDS.items()) if event.__module__.startswith("upheld.")]


def parts(annotation: typing.Any) -> list[typing.Any]:
    """The simple types that an annotation is made of."""
    if typing.get_origin(annotation) in (typing.Union, types.UnionType, tuple, frozenset):
        inner = [one for one in typing.get_args(annotation) if one not in (type(None), Ellipsis)]
        return [simple for one in inner for simple in parts(one)]
    return [annotation]


@pytest.mark.parametrize("event", events(), ids=lambda event: event.kind)
class TestAnEvent:
    def test_it_is_a_frozen_dataclass_with_named_fields(self, event: type[DomainEvent]) -> None:
        assert event.__dataclass_params__.frozen  # type: ignore[attr-defined]
        assert all(field.kw_only for field in dataclasses.fields(event))

    def test_it_holds_only_ids_and_facts(self, event: type[DomainEvent]) -> None:
        hints = typing.get_type_hints(event)
        held = {field.name: parts(hints[field.name]) for field in dataclasses.fields(event)}
        odd = {
            name: kinds
            for name, kinds in held.items()
            if not all(isinstance(kind, type) and issubclass(kind, FACTS) for kind in kinds)
        }
        assert odd == {}

    def test_no_field_is_made_for_personal_data(self, event: type[DomainEvent]) -> None:
        names = [field.name for field in dataclasses.fields(event) if not field.name.endswith("_id")]
        personal = [name for name in names if PERSONAL & set(name.split("_"))]
        assert personal == []
