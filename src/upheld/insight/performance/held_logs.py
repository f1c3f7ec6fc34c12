"""Measuring the logs that Upheld holds: their cases as they stand in the database, not as a file says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from upheld.domains.access.queries import Viewer
from upheld.domains.casework.queries import Trace, get_log, iterate_traces
from upheld.insight.performance.case_log import LogMeasures, measure_log
from upheld.insight.performance.traces import CaseTrace
from upheld.kernel.working_days import calendar

CALENDAR = "weekdays"
"""Of another system's country we know no holidays: working days are Mondays to Fridays."""


@dataclass
class Deadlines:
    """How the deadlines of a log stand at `as_of`; each case with a deadline is in one of the four."""

    as_of: datetime
    kept: int = 0
    kept_late: int = 0
    broken: int = 0
    open: int = 0

    def count(self, traces: Iterable[Trace]) -> Iterator[Trace]:
        """Count each trace as it passes."""
        for trace in traces:
            if trace.deadline_at is not None:
                self._count(trace.deadline_at, trace.finished_at)
            yield trace

    def _count(self, due: datetime, finished: datetime | None) -> None:
        if finished is not None:
            self.kept += finished <= due
            self.kept_late += finished > due
        else:
            self.broken += due < self.as_of
            self.open += due >= self.as_of


@dataclass(frozen=True)
class HeldLog:
    """A log that Upheld holds, with its measures. Its days are those of `zone`."""

    name: str
    zone: str
    benefit: str
    first_imported_at: datetime
    measures: LogMeasures
    deadlines: Deadlines = field(repr=False)

    def as_data(self) -> dict[str, Any]:
        """As plain data for JSON."""
        standing = {
            "as_of": self.deadlines.as_of.isoformat(),
            "kept": self.deadlines.kept,
            "kept_late": self.deadlines.kept_late,
            "broken": self.deadlines.broken,
            "open": self.deadlines.open,
        }
        about = {"log": self.name, "zone": self.zone, "calendar": CALENDAR, "deadlines": standing}
        return about | self.measures.as_data()


def measure_held_log(name: str, *, viewer: Viewer, as_of: datetime) -> HeldLog:
    """Measure a log from what is held of it. Streams. Raises NoSuchLog."""
    log = get_log(name, viewer=viewer)
    zone, deadlines = ZoneInfo(log.zone), Deadlines(as_of)
    traces = deadlines.count(iterate_traces(log.name, viewer=viewer))
    measures = measure_log((_local(trace, zone) for trace in traces), calendar(CALENDAR))
    return HeldLog(log.name, log.zone, log.benefit, log.first_imported_at, measures, deadlines)


def _local(trace: Trace, zone: ZoneInfo) -> CaseTrace:
    """The trace with its first and last moments in the zone of the log, because days are counted by their
    dates.
    """
    return CaseTrace(
        reference=trace.reference,
        started_at=trace.started_at.astimezone(zone),
        deadline_at=trace.deadline_at,
        finished_at=trace.finished_at.astimezone(zone) if trace.finished_at else None,
        steps=tuple((step.at, str(step.worker_id) if step.worker_id else None) for step in trace.steps),
    )
