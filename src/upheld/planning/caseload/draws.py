"""What is not known exactly, as many possible values: one draw is one way in which things may be."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from upheld.planning.figures import need, need_from

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranges:
    """How far each figure of a team may be from what was stated: 1.2 means from a 1.2th to 1.2 times it.

    Nine draws of ten lie within. `effort` is of all hours together, `evidence` of the days that information
    takes, `sent_back` of the share sent back, `claims` of what arrives.
    """

    effort: float = 1.15
    evidence: float = 1.3
    sent_back: float = 1.4
    claims: float = 1.05

    def __post_init__(self) -> None:
        for one in fields(self):
            need_from(one.name, getattr(self, one.name), 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """Factors on the stated figures, one for each draw."""

    effort: Numbers
    evidence: Numbers
    sent_back: Numbers
    claims: Numbers

    def __len__(self) -> int:
        return len(self.effort)

    def chosen(self, places: NDArray[np.intp]) -> Draws:
        """The draws at these places, which may repeat."""
        return Draws(*(getattr(self, one.name)[places] for one in fields(self)))


EXACTLY = Draws(*(np.ones(1) for _ in range(4)))
"""One draw: everything as stated."""


def draw(ranges: Ranges, number: int, *, seed: int, name: str) -> Draws:
    """So many draws, the same for one seed and name. The logarithms are normal."""
    need(number >= 1, "draws", number, "1 or more")
    generator = stream(seed, name, "draws")
    return Draws(
        *(
            np.exp(generator.normal(0.0, np.log(getattr(ranges, one.name)) / 1.645, number))
            for one in fields(ranges)
        )
    )


def stream(seed: int, name: str, purpose: str) -> np.random.Generator:
    """Random numbers for one team and one purpose: a change in one place does not change luck elsewhere."""
    return np.random.default_rng([seed, zlib.crc32(name.encode()), zlib.crc32(purpose.encode())])
