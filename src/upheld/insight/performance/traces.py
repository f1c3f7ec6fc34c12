"""The history of a case as the measures need it, wherever it comes from: a log, or the records of Upheld
itself.
"""

from dataclasses import dataclass
from datetime import datetime

from upheld.insight.eventlog import LogCase

Step = tuple[datetime, str | None]


@dataclass(frozen=True, slots=True)
class CaseTrace:
    """What happened to one case: aware moments, and its completed steps in time order as (when, who or None).

    Days are counted by the date that a moment bears in its own offset, so give moments in the zone of the
    office.
    """

    reference: str
    started_at: datetime
    deadline_at: datetime | None
    finished_at: datetime | None
    steps: tuple[Step, ...]

    @property
    def workers(self) -> tuple[str, ...]:
        """Who did each step that names somebody, in time order."""
        return tuple(worker for _, worker in self.steps if worker is not None)


def trace_of(case: LogCase) -> CaseTrace:
    """The trace of a case of a log: only completed events count as steps."""
    return CaseTrace(
        reference=case.reference,
        started_at=case.started_at,
        deadline_at=case.deadline_at,
        finished_at=case.finished_at,
        steps=tuple((event.at, event.worker) for event in case.work),
    )
