"""A forecast with intervals set by its own errors in the past, and with how often such intervals held.

Split conformal prediction: the past is walked through from one starting point to the next, and at each the
days after it are forecast from the days before it. Errors, divided by the root of what was expected (counts
vary about so), are sorted; the interval reaches to the error that the wanted share of them does not exceed,
counting one more than there are. If days to come err as past ones did, the interval holds at least that
often. Sources: V. Vovk, A. Gammerman and G. Shafer, *Algorithmic learning in a random world* (2005);
J. Lei and others, *Distribution-free predictive inference for regression* (2018).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from upheld.planning.figures import ImpossibleFigure, need
from upheld.planning.forecast.pattern import FARTHEST, WEEK, History, Numbers, Pattern, pattern_of
from upheld.planning.forecast.ways import WAYS, YEAR

Places = NDArray[np.intp]

_FEWEST_STARTS, _MOST_STARTS = 12, 60
_BANDS = (WEEK, 4 * WEEK, 13 * WEEK, FARTHEST)
"""Errors grow with distance: each of these stretches of days ahead has its own."""


@dataclass(frozen=True, slots=True)
class Day:
    """What is expected of a day, and the interval that should hold with the coverage asked for."""

    day: date
    expected: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Backtest:
    """How the forecast did on the latest part of the past, with intervals set before it.

    `held` is the share of days that fell in their interval, of so many `days`, from `starts` starting points.
    `error` is the mean absolute error, `error_of_last_week` that of repeating last week.
    """

    held: float
    days: int
    starts: int
    error: float
    error_of_last_week: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """Days to come, their sum with an interval of its own, the way, the pattern and how it did before.

    `not_known` says in sentences what the reader should not take from it.
    """

    days: tuple[Day, ...]
    total: Day
    coverage: float
    way: str
    pattern: Pattern
    backtest: Backtest
    not_known: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Errors:
    """Starting points by days ahead: what was expected, and what came."""

    expected: Numbers
    came: Numbers

    def scores(self) -> Numbers:
        """Absolute errors in roots of what was expected; closed days (nothing expected) are nan."""
        scores = np.abs(self.came - self.expected) / np.sqrt(np.maximum(self.expected, 1.0))
        return np.where(self.expected > 0, scores, np.nan)

    def total_scores(self) -> Numbers:
        """The same of the sums over all days ahead."""
        expected = self.expected.sum(axis=1)
        return np.asarray(np.abs(self.came.sum(axis=1) - expected) / np.sqrt(np.maximum(expected, 1.0)))


def forecast(history: History, *, horizon: int = 13 * WEEK, coverage: float = 0.9) -> Forecast:
    """Forecast so many calendar days after the end of the history.

    The past must hold enough starting points: about three times the horizon. Raises ImpossibleFigure.
    """
    need(0.5 <= coverage <= 0.99, "coverage", coverage, "from 0.5 to 0.99")
    need(1 <= horizon <= FARTHEST, "horizon", horizon, f"from 1 to {FARTHEST} days")
    starts = _starts(len(history.counts), horizon)
    first, middle, last = np.array_split(starts, [len(starts) // 4, len(starts) * 5 // 8])
    way = _best_way(history, first, horizon)
    checked, setting = _walk(history, way, last, horizon), _walk(history, way, middle, horizon)
    backtest = _check(history, last, setting, checked, coverage)
    # The latest errors are the likeliest to come again: the intervals to show are set by both parts.
    both = _Errors(np.vstack([setting.expected, checked.expected]), np.vstack([setting.came, checked.came]))
    expected = _say(history, way, len(history.counts), horizon)
    reach = _reach(both.scores(), coverage) * np.sqrt(np.maximum(expected, 1.0)) * (expected > 0)
    days = tuple(
        Day(
            history.day(len(history.counts) + ahead),
            float(one),
            float(max(0.0, one - wide)),
            float(one + wide),
        )
        for ahead, (one, wide) in enumerate(zip(expected, reach, strict=True))
    )
    total = float(expected.sum())
    wide = conformal(both.total_scores(), coverage) * math.sqrt(max(total, 1.0))
    whole = Day(days[-1].day, total, max(0.0, total - wide), total + wide)
    said = _not_known(history, coverage, backtest)
    return Forecast(days, whole, coverage, way, pattern_of(history), backtest, said)


def conformal(scores: Numbers, coverage: float) -> float:
    """The score that a new one, if like those, does not exceed with this chance; the largest if too few."""
    kept = np.sort(scores[np.isfinite(scores)])
    if not len(kept):
        return 0.0
    rank = math.ceil((len(kept) + 1) * coverage)
    return float(kept[min(rank, len(kept)) - 1])


def _starts(known: int, horizon: int) -> Places:
    """Days known at each starting point, evenly up to the last that can be checked.

    They begin where last year can be looked at, if enough are left then; else after eight weeks.
    """
    first, last = YEAR + 8 * WEEK, known - horizon
    if (last - first) // 3 < _FEWEST_STARTS:
        first = 8 * WEEK
    number = min(_MOST_STARTS, (last - first) // 3)
    if number < _FEWEST_STARTS:
        needed = first + horizon + 3 * _FEWEST_STARTS
        raise ImpossibleFigure("counts", f"{known} days", f"{needed} days or more for {horizon} days ahead")
    return np.unique(np.linspace(first, last, number).astype(np.intp))


def _say(history: History, way: str, known: int, horizon: int) -> Numbers:
    said = WAYS[way](history, known, horizon)
    if said is None:
        return _say(history, next(iter(WAYS)), known, horizon)
    return said


def _best_way(history: History, starts: Places, horizon: int) -> str:
    """The way with the least absolute error on these starting points; one that cannot say yet is left out."""
    errors: dict[str, float] = {}
    for name, way in WAYS.items():
        said = [way(history, int(start), horizon) for start in starts]
        if any(one is None for one in said):
            continue
        came = [history.until(int(start) + horizon)[int(start) :] for start in starts]
        errors[name] = float(np.abs(np.array(said, dtype=np.float64) - np.array(came)).mean())
    return min(errors, key=errors.__getitem__)


def _walk(history: History, way: str, starts: Places, horizon: int) -> _Errors:
    expected = [_say(history, way, int(start), horizon) for start in starts]
    came = [history.until(int(start) + horizon)[int(start) :] for start in starts]
    return _Errors(np.array(expected), np.array(came))


def _reach(scores: Numbers, coverage: float) -> Numbers:
    """For each day ahead, how far its interval reaches, in roots; never less than on the days before."""
    horizon = scores.shape[1]
    reach = np.empty(horizon)
    before, widest = 0, 0.0
    for until in _BANDS:
        if before < horizon:
            widest = max(widest, conformal(scores[:, before:until].ravel(), coverage))
            reach[before:until] = widest
        before = until
    return reach


def _check(
    history: History,
    starts: Places,
    setting: _Errors,
    checked: _Errors,
    coverage: float,
) -> Backtest:
    """Intervals set by the middle part of the past, tried on the last."""
    scores = checked.scores()
    open_ = np.isfinite(scores)
    within = scores <= _reach(setting.scores(), coverage)
    repeated = [history.until(int(start))[-WEEK:][np.arange(scores.shape[1]) % WEEK] for start in starts]
    return Backtest(
        held=float(within[open_].mean()),
        days=int(open_.sum()),
        starts=len(starts),
        error=float(np.abs(checked.came - checked.expected)[open_].mean()),
        error_of_last_week=float(np.abs(checked.came - np.array(repeated))[open_].mean()),
    )


def _not_known(history: History, coverage: float, backtest: Backtest) -> tuple[str, ...]:
    said = [
        "The intervals are as wide as past errors were. A change that the past has not seen is in none.",
        "Days of one stretch err together: after one above its interval, the next are likely to be too.",
    ]
    if len(history.counts) < 2 * 52 * WEEK:
        said.append("With less than two years of history, times of the year cannot be told from change.")
    if backtest.held < coverage - 0.05:
        said.append(
            f"On the latest part of the past only {backtest.held:.0%} of days fell within intervals of "
            f"{coverage:.0%}: demand is changing faster than this forecast can follow."
        )
    return tuple(said)
