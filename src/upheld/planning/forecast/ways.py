"""Three simple ways to say what comes, each explained in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from upheld.planning.forecast.pattern import WEEK, History, Numbers, Pattern, kinds_of, pattern_of

YEAR = 52 * WEEK


def level_of_weeks(weeks: int) -> Way:
    """The way that carries the level of the last weeks on."""

    def way(history: History, known: int, horizon: int) -> Numbers | None:
        pattern = pattern_of(history, known)
        return _level(history, pattern, known, weeks) * expected_shape(history, pattern, known, horizon)

    return way


def as_last_year(history: History, known: int, horizon: int) -> Numbers | None:
    """What the same weekday 52 weeks before was, times what the last eight weeks are to theirs a year before.

    None where the history is too short. A day that is closed, or follows one, takes the level instead.
    """
    if known < YEAR + 8 * WEEK or horizon > YEAR:
        return None
    pattern = pattern_of(history, known)
    counts = history.until(known)
    now, then = counts[-8 * WEEK :].sum(), counts[known - YEAR - 8 * WEEK : known - YEAR].sum()
    if then <= 0:
        return None
    level = _level(history, pattern, known, 4) * expected_shape(history, pattern, known, horizon)
    plain, _ = kinds_of(history, known + horizon)
    places = np.arange(known, known + horizon)
    alike = plain[places] & plain[places - YEAR]
    # Three weeks around, of the same weekday: a single day of last year is mostly chance.
    before = np.mean(
        [counts[np.minimum(places - YEAR + shift, known - 1)] for shift in (-WEEK, 0, WEEK)], axis=0
    )
    return np.where(alike, before * now / then, level)


Way = Callable[[History, int, int], Numbers | None]
"""History, how many of its days are known, how many to say: expected counts, or None if it cannot."""

WAYS: Mapping[str, Way] = {
    "level of the last 4 weeks": level_of_weeks(4),
    "level of the last 13 weeks": level_of_weeks(13),
    "as last year": as_last_year,
}

EXPLAINED: Mapping[str, str] = {
    "level of the last 4 weeks": "The level of the last 4 weeks goes on, with the usual days of the week.",
    "level of the last 13 weeks": "The level of the last 13 weeks goes on, with the usual days of the week.",
    "as last year": "As in the same weeks of last year, times what the last 8 weeks were to theirs.",
}
"""Each way in one sentence."""


def expected_shape(history: History, pattern: Pattern, known: int, horizon: int) -> Numbers:
    """The factor of each day to come: of its weekday, nought when closed, more after a closure."""
    plain, after = kinds_of(history, known + horizon)
    shape = [
        pattern.weekdays[history.day(place).weekday()]
        * (pattern.after_closed if after[place] else float(plain[place]))
        for place in range(known, known + horizon)
    ]
    return np.array(shape)


def _level(history: History, pattern: Pattern, known: int, weeks: int) -> float:
    """An average open day of the last weeks: what was counted, through what was to be expected."""
    first = max(0, known - weeks * WEEK)
    plain, _ = kinds_of(history, known)
    shape = expected_shape(history, pattern, first, known - first) * plain[first:]
    counts = history.until(known)[first:] * (shape > 0)
    return float(counts.sum() / shape.sum()) if shape.sum() > 0 else 0.0
