"""The words that people are made of: names by origin, what they are shortened to, streets and places."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Texts = NDArray[np.object_]
Numbers = NDArray[np.int64]

FLATTENING = 12.0
"""Added to the rank of a name: the tenth is about half as common as the first, as in published lists."""


@dataclass(frozen=True)
class Origin:
    """Where a name comes from: its lists, and how its names fare in records."""

    key: str
    share: float
    tail: float
    swapped: float
    first_of_january: float
    lists: dict[str, Texts]


@dataclass(frozen=True)
class Vocabulary:
    """All words, and what may be written for a given name or a family name."""

    origins: tuple[Origin, ...]
    rare_families: Texts
    nicknames: dict[str, list[str]]
    given_spellings: dict[str, list[str]]
    family_spellings: dict[str, list[str]]
    streets: Texts
    towns: Texts
    areas: Texts
    shortened: dict[str, str]


@cache
def vocabulary() -> Vocabulary:
    """Read the words, once."""
    held = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
    places, parts = held["places"], held["parts"]
    streets = [
        f"{one.replace('-', ' ')} {kind}"
        for one in places["street"].split()
        for kind in places["kind"].split()
    ]
    towns = [
        a + b for a, b in product(parts["first"].split(), ("ton", "ford", "bury", "mouth", "chester", "ham"))
    ]
    rare = [a + b for a, b in product(parts["first"].split(), parts["last"].split())]
    shuffled = np.random.default_rng(1881).permutation
    return Vocabulary(
        origins=tuple(_origin(key, one) for key, one in held.items() if "share" in one),
        rare_families=texts([rare[place] for place in shuffled(len(rare))]),
        nicknames={name: said.split() for name, said in held["nicknames"].items()},
        given_spellings=_spellings(held["spellings"]["given"]),
        family_spellings=_spellings(held["spellings"]["family"]),
        streets=texts([streets[place] for place in shuffled(len(streets))]),
        towns=texts([towns[place] for place in shuffled(len(towns))]),
        areas=texts(places["area"].split()),
        shortened=dict(zip(places["kind"].split(), places["shortened"].split(), strict=True)),
    )


def texts(words: list[str]) -> Texts:
    """Words as an array of Python texts, from which very many are taken at once."""
    made = np.empty(len(words), dtype=object)
    made[:] = words
    return made


def draw(rng: np.random.Generator, words: Texts, number: int, *, steep: float = 1.0) -> Texts:
    """So many of the words, the first far oftener than the last."""
    weights = 1 / (np.arange(len(words)) + FLATTENING) ** steep
    edges = np.cumsum(weights / weights.sum())
    chosen: Texts = words[np.minimum(np.searchsorted(edges, rng.random(number)), len(words) - 1)]
    return chosen


def _origin(key: str, held: dict[str, Any]) -> Origin:
    lists = {
        name: texts(list(dict.fromkeys(said.split()))) for name, said in held.items() if isinstance(said, str)
    }
    rates = {name: float(held[name]) for name in ("share", "tail", "swapped", "first_of_january")}
    return Origin(key=key, lists=lists, **rates)


def _spellings(lines: str) -> dict[str, list[str]]:
    """For each name, the others of its line; a name may stand in two lines."""
    found: dict[str, list[str]] = {}
    for line in lines.strip().splitlines():
        names = line.split()
        for name in names:
            found.setdefault(name, []).extend(other for other in names if other != name)
    return found
