"""Measures of a log of cases: kept deadlines, how many hands a case goes through, and how long it takes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate, pairwise
from typing import Any, Protocol

from upheld.insight.performance.definitions import DEFINITIONS
from upheld.insight.performance.traces import CaseTrace


class WorkingDays(Protocol):
    """The part of a calendar of working days that is needed here."""

    def working_days_between(self, start: date, end: date, /) -> int:
        """Working days after `start` up to and including `end`."""


@dataclass(frozen=True, slots=True)
class LogMeasures:
    """The measures of one log. A mean or median is None where there is nothing to take it of."""

    cases: int
    cases_finished: int
    events: int
    workers: int
    cases_with_deadline: int
    finished_by_deadline: int
    people: int
    people_mean: float | None
    people_median: float | None
    people_max: int | None
    steps_followed: int
    handovers: int
    returns: int
    median_working_days: float | None

    def as_data(self) -> dict[str, Any]:
        """The measures as plain data for JSON, with the definition behind every figure."""
        return {
            "cases": self.cases,
            "events": self.events,
            "workers": self.workers,
            "cases_with_deadline": self.cases_with_deadline,
            "finished_by_deadline": self.finished_by_deadline,
            "people_per_case": {
                "mean": self.people_mean,
                "median": self.people_median,
                "max": self.people_max,
            },
            "handovers": self.handovers,
            "returns": self.returns,
            "median_working_days": self.median_working_days,
            "definitions": self.definitions(),
        }

    def definitions(self) -> dict[str, dict[str, Any]]:
        """For each measure its numerator and denominator as numbers, what they count, and the version of
        that.

        A numerator is None where the figure is not a count (a median); a denominator is None where nothing is
        divided.
        """
        numbers: dict[str, tuple[int | None, int | None]] = {
            "cases": (self.cases, None),
            "events": (self.events, self.cases),
            "workers": (self.workers, None),
            "finished_by_deadline": (self.finished_by_deadline, self.cases_with_deadline),
            "people_per_case": (self.people, self.cases),
            "handovers": (self.handovers, self.steps_followed),
            "returns": (self.returns, self.handovers),
            "median_working_days": (None, self.cases_finished),
        }
        return {key: _with_words(key, *pair) for key, pair in numbers.items()}


def measure_log(traces: Iterable[CaseTrace], calendar: WorkingDays) -> LogMeasures:
    """Measure cases in one pass, in any order, keeping none of them.

    What is kept is a count per distinct value (people per case, working days) and the names of the people.
    """
    totals: Counter[str] = Counter()
    workers: set[str] = set()
    people: Counter[int] = Counter()
    days: Counter[int] = Counter()
    for trace in traces:
        totals.update(_count(trace))
        named = set(trace.workers)
        workers |= named
        people[len(named)] += 1
        if trace.finished_at is not None:
            days[_working_days(trace.started_at, trace.finished_at, calendar)] += 1
    in_all = sum(number * cases for number, cases in people.items())
    return LogMeasures(
        cases=totals["cases"],
        cases_finished=days.total(),
        events=totals["events"],
        workers=len(workers),
        cases_with_deadline=totals["cases_with_deadline"],
        finished_by_deadline=totals["finished_by_deadline"],
        people=in_all,
        people_mean=in_all / totals["cases"] if totals["cases"] else None,
        people_median=_median(people),
        people_max=max(people, default=None),
        steps_followed=totals["steps_followed"],
        handovers=totals["handovers"],
        returns=totals["returns"],
        median_working_days=_median(days),
    )


def _count(trace: CaseTrace) -> dict[str, int]:
    """What one case adds to each count."""
    handovers, returns = _handovers(trace.workers)
    due, finished = trace.deadline_at, trace.finished_at
    return {
        "cases": 1,
        "events": len(trace.steps),
        "cases_with_deadline": due is not None,
        "finished_by_deadline": due is not None and finished is not None and finished <= due,
        "steps_followed": max(len(trace.workers) - 1, 0),
        "handovers": handovers,
        "returns": returns,
    }


def _handovers(workers: tuple[str, ...]) -> tuple[int, int]:
    """How often the work changed hands, and how often it came back to someone who had it before."""
    handovers = returns = 0
    before: set[str] = set()
    for giver, receiver in pairwise(workers):
        before.add(giver)
        if receiver != giver:
            handovers += 1
            returns += receiver in before
    return handovers, returns


def _working_days(started_at: datetime, finished_at: datetime, calendar: WorkingDays) -> int:
    """The working days that a finished case took; none if it says that it ended before it began."""
    start, end = started_at.date(), finished_at.date()
    return calendar.working_days_between(start, end) if start < end else 0


def _median(counted: Counter[int]) -> float | None:
    """The median of values that are given as how often each occurs; None of nothing."""
    if not counted:
        return None
    total = counted.total()
    return (_nth(counted, (total - 1) // 2) + _nth(counted, total // 2)) / 2


def _nth(counted: Counter[int], position: int) -> int:
    """The value at this position (from 0) when all are put in order."""
    values = sorted(counted)
    reached = accumulate(counted[value] for value in values)
    return next(value for value, upto in zip(values, reached, strict=True) if position < upto)


def _with_words(key: str, numerator: int | None, denominator: int | None) -> dict[str, Any]:
    definition = DEFINITIONS[key]
    return {
        "version": definition.version,
        "title": definition.title,
        "numerator": numerator,
        "denominator": denominator,
        "counts": definition.numerator,
        "of": definition.denominator,
        "source": definition.source,
    }
