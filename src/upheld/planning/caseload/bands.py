"""Many draws as three numbers: the middle, and what nine draws of ten lie between."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

LOW, MIDDLE, HIGH = 0.05, 0.5, 0.95


@dataclass(frozen=True, slots=True)
class Band:
    """Five draws of a hundred are below `low`, half below `middle`, five above `high`; None: not in sight."""

    low: float | None
    middle: float | None
    high: float | None


def band(values: Numbers) -> Band:
    """The band of one number for each draw; an infinite one stands for "not within what was looked at"."""
    found = np.quantile(values, [LOW, MIDDLE, HIGH], method="inverted_cdf")
    return Band(*(float(one) if math.isfinite(one) else None for one in found))


def bands(values: Numbers) -> tuple[Band, ...]:
    """A band for each row of `[row, draw]`."""
    found = np.quantile(values, [LOW, MIDDLE, HIGH], axis=1)
    return tuple(Band(*map(float, column)) for column in found.T)
