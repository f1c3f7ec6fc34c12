"""A digest of what a plan was made from, the same for the same inputs in any order."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from upheld.planning.allocation.inputs import Case, Officer

_PORTION = 5_000
_BETWEEN = "\x1f"


def digest_of(officers: Sequence[Officer], cases: Sequence[Case]) -> str:
    """The digest of officers and cases that stand by id."""
    digest = hashlib.blake2b(digest_size=16)
    known: dict[object, str] = {}
    for kind, rows in ((Officer, officers), (Case, cases)):
        digest.update(f"{kind.__name__} {len(rows)}".encode())
        for field in fields(kind):
            digest.update(field.name.encode())
            for start in range(0, len(rows), _PORTION):
                column = list(map(attrgetter(field.name), rows[start : start + _PORTION]))
                digest.update(_said(column, known))
    return digest.hexdigest()


def _said(column: list[Any], known: dict[Any, str]) -> bytes:
    """A column as bytes. Sets are put in order first; the same few come again and again."""
    if isinstance(column[0], int):
        return array("q", column).tobytes()
    if isinstance(column[0], frozenset | tuple):
        said = [known.get(value) or known.setdefault(value, repr(sorted(value))) for value in column]
        return _BETWEEN.join(said).encode()
    return _BETWEEN.join(["" if value is None else f"={value}" for value in column]).encode()
