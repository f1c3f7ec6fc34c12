"""What a history of counts is made of: a level, a factor for each weekday, and one for after a closure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from upheld.planning.figures import need, need_from

Numbers = NDArray[np.float64]

WEEK = 7
SHORTEST = 12 * WEEK
"""Days of history below which nothing is forecast."""

FARTHEST = 26 * WEEK
"""Days ahead beyond which nothing is forecast."""


@dataclass(frozen=True, slots=True)
class History:
    """Counts of one thing for each calendar day from the first, and the days on which the service is closed.

    `closed` are bank holidays and the like, also those to come: nothing is counted and nothing is expected on
    them. A weekday on which there never was anything is taken to be closed too.
    """

    first_day: date
    counts: tuple[float, ...]
    closed: frozenset[date] = field(default=frozenset())

    def __post_init__(self) -> None:
        need(len(self.counts) >= SHORTEST, "counts", f"{len(self.counts)} days", f"{SHORTEST} days or more")
        for place, count in enumerate(self.counts):
            need_from(f"count of {self.first_day + timedelta(days=place)}", count)

    @property
    def last_day(self) -> date:
        """The last day that was counted."""
        return self.day(len(self.counts) - 1)

    def day(self, place: int) -> date:
        """The day at this place, counted from 0; beyond the end too."""
        return self.first_day + timedelta(days=place)

    def until(self, days: int) -> Numbers:
        """The counts of the first days."""
        return np.array(self.counts[:days], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Pattern:
    """What days are like: factors of Monday to Sunday, and of the first open day after a closed one."""

    weekdays: tuple[float, ...]
    after_closed: float


def pattern_of(history: History, days: int | None = None) -> Pattern:
    """The pattern of the first `days` of a history (default: all), by medians, so that odd days hardly count.

    Each ordinary day is compared with the mean of the four weeks around it. What a closed day held back comes
    on the next open one: its factor is the median of such days against what their weekday would have been.
    """
    counts = history.until(len(history.counts) if days is None else days)
    plain, after = kinds_of(history, len(counts))
    level = _around(np.where(plain, counts, np.nan))
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = counts / level
    weekdays = [_median(ratio[_on(history, len(counts), day) & plain]) for day in range(WEEK)]
    open_ = [one for one in weekdays if one > 0]
    mean = sum(open_) / len(open_) if open_ else 1.0
    factors = tuple(one / mean for one in weekdays)
    expected = np.array([factors[history.day(place).weekday()] for place in range(len(counts))])
    with np.errstate(invalid="ignore", divide="ignore"):
        lifted = (counts / (level * mean * expected))[after & (expected > 0)]
    return Pattern(factors, _median(lifted, default=1.0))


def kinds_of(history: History, days: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which of the first days are ordinary, and which are the first open day after a closed one."""
    plain, after = _kinds(history)
    need(days <= len(plain), "days", days, f"at most {len(plain)}")
    return plain[:days], after[:days]


@lru_cache(maxsize=16)
def _kinds(history: History) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """The kinds of all days of a history and of those that may be forecast."""
    days = len(history.counts) + FARTHEST
    never = _never(history)
    plain, after = np.ones(days, dtype=bool), np.zeros(days, dtype=bool)
    held = False
    for place in range(days):
        day = history.day(place)
        if day in history.closed:
            plain[place] = False
            held = held or day.weekday() not in never
        elif day.weekday() not in never:
            after[place], held = held, False
            plain[place] = not after[place]
    return plain, after


def _never(history: History) -> frozenset[int]:
    """Weekdays on which nothing was ever counted."""
    counted = {history.day(place).weekday() for place, count in enumerate(history.counts) if count > 0}
    return frozenset(range(WEEK)) - counted


def _on(history: History, days: int, weekday: int) -> NDArray[np.bool_]:
    return np.asarray((np.arange(days) + history.first_day.weekday()) % WEEK == weekday)


def _around(counts: Numbers, weeks: int = 4) -> Numbers:
    """The mean of the four weeks around each day; days left out (nan) do not count."""
    span = weeks * WEEK
    known = ~np.isnan(counts)
    sums = np.convolve(np.where(known, counts, 0.0), np.ones(span), "same")
    return np.asarray(sums / np.maximum(np.convolve(known.astype(float), np.ones(span), "same"), 1.0))


def _median(values: Numbers | Sequence[float], default: float = 0.0) -> float:
    kept = np.asarray(values, dtype=np.float64)
    kept = kept[np.isfinite(kept)]
    return float(np.median(kept)) if len(kept) else default
