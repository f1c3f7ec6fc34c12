"""Which records are compared at all: those that share a blocking key.

A key is a short text made of forms ("born|19800201|smit"). The same definitions give the keys of one record
in Python and those of a table in SQL. A model names the keys that it uses.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from upheld.insight.linkage.normalising import Normalised

SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class KeyPart:
    """A form, or its first signs. A record without it has no key of this kind."""

    form: str
    first: int = 0

    def of(self, record: Normalised) -> str | None:
        """The part of a record."""
        value: str | None = getattr(record, self.form)
        return value[: self.first] if value is not None and self.first else value

    @property
    def sql(self) -> str:
        """The same in SQL."""
        return f"substr({self.form}, 1, {self.first})" if self.first else self.form


def _parts(*names: str) -> tuple[KeyPart, ...]:
    return tuple(KeyPart(*_split(name)) for name in names)


def _split(name: str) -> tuple[str, int]:
    form, _, first = name.partition(":")
    return form, int(first or 0)


BLOCKING: dict[str, tuple[tuple[KeyPart, ...], ...]] = {
    "number": (_parts("live_number"),),
    "born_and_a_name": (
        _parts("birth_day", "given_sound"),
        _parts("birth_day", "family_sound"),
        _parts("birth_day", "former_sound"),
    ),
    "born_and_district": (_parts("birth_day", "district"),),
    "postcode_and_given_name": (_parts("post_code", "given_sound"), _parts("post_code", "family_sound")),
    "names_and_year": (_parts("given_canon", "family_sound", "birth_day:4"),),
    "names_swapped_and_year": (
        _parts("given_name", "family_name", "birth_day:4"),
        _parts("family_name", "given_name", "birth_day:4"),
    ),
    "address_and_given_name": (_parts("street_address", "given_canon"),),
    "phone_and_initial": (_parts("phone_tail", "given_initial"),),
    "email": (_parts("email_address"),),
    "whole_name": (_parts("given_sound", "family_sound"), _parts("family_sound", "given_sound")),
    "house_and_a_name": (
        _parts("house", "post_code:3", "given_sound"),
        _parts("house", "post_code:3", "family_sound"),
    ),
}
"""Kinds of keys. The ways of one kind share their keys: a given name written as a family name still meets."""


FOR_FEW = ("whole_name", "house_and_a_name")
"""Kinds that only a small population can afford: among a million, too many people share them."""
FEW = 100_000


def key_texts(record: Normalised, kinds: Iterable[str]) -> set[str]:
    """The keys of a record in plain text, of the kinds that a model uses."""
    keys = set()
    for kind in kinds:
        for parts in BLOCKING[kind]:
            values = [part.of(record) for part in parts]
            if None not in values:
                keys.add(SEPARATOR.join((kind, *(value for value in values if value))))
    return keys


def opaque(key: str) -> str:
    """A key as it is kept: sixteen signs from which nothing can be read back by looking."""
    return blake2b(key.encode(), digest_size=8).hexdigest()


def key_sql(kind: str, parts: tuple[KeyPart, ...]) -> str:
    """The text of one key in SQL; NULL when a part is missing."""
    return f" || '{SEPARATOR}' || ".join((f"'{kind}'", *(part.sql for part in parts)))
