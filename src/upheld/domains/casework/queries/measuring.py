"""What insight measures: streamed facts about cases, without names."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Count, DateField, F, Prefetch, Q
from django.db.models.functions import Cast, Coalesce, TruncMonth

from upheld.domains.access.queries import Viewer
from upheld.domains.casework.models import Case, Task
from upheld.domains.casework.queries.records import DecisionCount, DecisionFact, Trace, TraceStep
from upheld.kernel.identifiers import SYSTEM
from upheld.policy import current_pack

AT_ONCE = 1000
"""How many cases are in memory at a time."""


def iterate_traces(source: str, *, viewer: Viewer) -> Iterator[Trace]:
    """What happened to each case that came from one log, case by case, steps in time order. Streams.

    Steps are those that the log recorded; steps of the same moment are in the log's order. A case without
    steps has an empty trace. Two queries for every thousand cases.
    """
    done = Task.objects.filter(kind="source_step", state="done").exclude(reference="")
    steps = Prefetch("tasks", queryset=done.order_by("ended_at", "id"), to_attr="steps")
    cases = Case.objects.visible_to(viewer).filter(source=source).order_by("id").prefetch_related(steps)
    for case in cases.iterator(chunk_size=AT_ONCE):
        yield Trace(
            reference=case.reference,
            started_at=case.opened_at,
            deadline_at=case.due_at,
            finished_at=case.closed_at,
            steps=_steps(case.steps),  # type: ignore[attr-defined]
        )


def iterate_decision_facts(*, viewer: Viewer, since: datetime, until: datetime) -> Iterator[DecisionFact]:
    """When each case whose due moment lies in [since, until) was due and when it was decided. Streams."""
    cases = Case.objects.visible_to(viewer).filter(due_at__gte=since, due_at__lt=until)
    fields = ("id", "benefit", "office_id", "standard", "opened_at", "due_at", "decided_at", "closed_at")
    for row in cases.order_by().values_list(*fields).iterator(chunk_size=5000):
        yield DecisionFact(*row)


def count_decisions(
    *, viewer: Viewer, since: datetime, until: datetime, as_of: datetime, benefit: str = ""
) -> list[DecisionCount]:
    """How the cases stood at `as_of` whose due moment lies in [since, until), counted by the database.

    A case closed without a decision before it was due counts nowhere; closed later, its closing is when it
    was done. One query, however many cases.
    """
    withdrawn_in_time = Q(decided_at=None, closed_at__isnull=False, closed_at__lte=F("due_at"))
    cases = Case.objects.visible_to(viewer).filter(~withdrawn_in_time, due_at__gte=since, due_at__lt=until)
    if benefit:
        cases = cases.filter(benefit=benefit)
    due, done = Q(due_at__lte=as_of), Q(done_at__lte=as_of)
    in_time = Q(done_at__lte=F("due_at"))
    month = Cast(TruncMonth("due_at", tzinfo=current_pack().zone), DateField())
    rows = cases.annotate(done_at=Coalesce("decided_at", "closed_at"), month=month)
    counted = rows.values_list("benefit", "standard", "office_id", "month").annotate(
        met=Count("id", filter=due & in_time),
        late=Count("id", filter=due & done & ~in_time),
        open_past_due=Count("id", filter=due & (Q(done_at=None) | Q(done_at__gt=as_of))),
        not_yet_due=Count("id", filter=~due),
    )
    return [DecisionCount(*row) for row in counted.order_by("standard", "benefit", "office_id", "month")]


def _steps(tasks: Iterable[Task]) -> tuple[TraceStep, ...]:
    moments = ((task.ended_at, task.ended_by) for task in tasks)
    return tuple(TraceStep(at, None if by == SYSTEM else by) for at, by in moments if at is not None)
