"""What the clock does every night, over the million, and how pages do meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from benchmarks.findings import median_ms
from benchmarks.million.addresses import Asked
from benchmarks.million.pages import ask
from upheld.domains.casework.commands import end_holds_due, keep_decision_counts, return_unanswered_offers
from upheld.domains.charter.commands import break_promises_due
from upheld.journeys.leaving import let_leavers_go, release_cases_of_the_absent
from upheld.journeys.nightly import show_still_cases
from upheld.kernel.identifiers import SYSTEM

STOOD_STILL = timedelta(days=10)
"""The checks run as if the clock had stood still for so long: more work than any night brings."""

PAGE_SECONDS = 6.0


@dataclass(frozen=True)
class Night:
    """One check: how much it found, how long it took, and the medians of a page before it and during it."""

    what: str
    found: int
    seconds: float
    before: float
    during: float | None

    @property
    def slower(self) -> float | None:
        """How many times as long a page took during the check; None when it was over too soon to tell."""
        return round(self.during / self.before, 2) if self.during else None


def checks(at: datetime) -> dict[str, Callable[[], int]]:
    """Each check by what it is called on the page."""
    return {
        "promises that break": lambda: break_promises_due(by=SYSTEM, at=at),
        "offers without an answer": lambda: return_unanswered_offers(by=SYSTEM, at=at),
        "leavers": lambda: let_leavers_go(by=SYSTEM, at=at),
        "long absences": lambda: release_cases_of_the_absent(by=SYSTEM, at=at),
        "holds that end": lambda: end_holds_due(by=SYSTEM, at=at),
        "cases that stand still": lambda: show_still_cases(at=at),
        "counts for the standards": lambda: keep_decision_counts(by=SYSTEM, at=at),
    }


def measure_nights(port: int, cookie: str, asked: Asked, now: datetime) -> Iterator[Night]:
    """Run one check after another while one person goes on looking at a page."""
    for what, check in checks(now + STOOD_STILL).items():
        before = median_ms(ask(port, [cookie], asked, seconds=2))
        looking = _Looking(port, cookie, asked)
        looking.start()
        began = time.perf_counter()
        found = check()
        seconds = time.perf_counter() - began
        yield Night(what, found, round(seconds, 1), before, looking.end())


class _Looking(threading.Thread):
    """Someone who looks at a page again and again until they are told to stop."""

    def __init__(self, port: int, cookie: str, asked: Asked) -> None:
        super().__init__(daemon=True)
        self._order = (port, [cookie], asked)
        self._times: list[float] = []
        self._enough = threading.Event()

    def run(self) -> None:
        """Look for two seconds at a time."""
        while not self._enough.is_set():
            times = ask(*self._order, seconds=2)
            if not self._enough.is_set():
                self._times += times

    def end(self) -> float | None:
        """Stop, and give the median of the looks that were over before the check was."""
        self._enough.set()
        self.join()
        return median_ms(self._times) if self._times else None
