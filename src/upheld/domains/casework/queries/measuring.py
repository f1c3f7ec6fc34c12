"""What insight measures: streamed facts about cases, without names."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from upheld.domains.access.queries import Viewer
from upheld.domains.casework.models import Case, Task
from upheld.domains.casework.queries.records import DecisionFact, Trace, TraceStep
from upheld.kernel.identifiers import SYSTEM


def iterate_traces(source: str, *, viewer: Viewer) -> Iterator[Trace]:
    """What happened to each case that came from one log, case by case, steps in time order. Streams."""
    steps = Task.objects.filter(
        case__in=Case.objects.visible_to(viewer).filter(source=source), kind="source_step", state="done"
    ).select_related("case")
    ordered = steps.order_by("case_id", "ended_at", "id").iterator(chunk_size=2000)
    for _, tasks in groupby(ordered, key=attrgetter("case_id")):
        done = list(tasks)
        case = done[0].case
        yield Trace(
            reference=case.reference,
            started_at=case.opened_at,
            deadline_at=case.due_at,
            finished_at=case.closed_at,
            steps=tuple(_step(task) for task in done),
        )


def iterate_decision_facts(*, viewer: Viewer, since: datetime, until: datetime) -> Iterator[DecisionFact]:
    """When each case whose due moment lies in [since, until) was due and when it was decided. Streams."""
    cases = Case.objects.visible_to(viewer).filter(due_at__gte=since, due_at__lt=until)
    fields = ("id", "benefit", "office_id", "standard", "opened_at", "due_at", "decided_at", "closed_at")
    for row in cases.order_by().values_list(*fields).iterator(chunk_size=5000):
        yield DecisionFact(*row)


def _step(task: Task) -> TraceStep:
    if task.ended_at is None:
        raise ValueError("A step that is done has a moment.")
    return TraceStep(task.ended_at, None if task.ended_by == SYSTEM else task.ended_by)
