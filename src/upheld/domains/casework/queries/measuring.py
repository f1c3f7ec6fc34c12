"""What insight measures: streamed facts about cases, without names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, DateField, F, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Cast, Coalesce, TruncMonth

from upheld.domains.access.queries import Viewer, places_in_scope
from upheld.domains.casework.models import Case, DecisionMonth, Task
from upheld.domains.casework.queries.records import DecisionCount, DecisionFact, Trace, TraceStep
from upheld.kernel.days import day_of, start_of_day
from upheld.kernel.identifiers import SYSTEM
from upheld.kernel.prepared import Given, Prepared
from upheld.kernel.working_days import add_months
from upheld.policy import current_pack

AT_ONCE = 1000
"""How many cases are in memory at a time."""

MONTHS_KEPT = 13
KEPT_FOR = timedelta(hours=36)
"""Counts that are older than a night and a half are not shown: then every case is counted."""


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


@dataclass(frozen=True)
class Decisions:
    """How cases stood that were due in some months, and when that was so."""

    counts: list[DecisionCount]
    as_of: datetime


def count_decisions(
    *,
    viewer: Viewer,
    first: date,
    end: date,
    as_of: datetime,
    benefit: str = "",
    each_office: bool = True,
) -> Decisions:
    """How the cases stood that were due in the agency's months from `first` up to the one before `end`.

    A case closed without a decision before it was due counts nowhere; closed later, its closing is when it
    was done. Where every night keeps the counts, they are those of the last night, for the viewer's places
    and clearance; elsewhere the database counts every case that the viewer may see. Two queries.
    """
    keys = ("standard", "benefit", *(("office_id",) if each_office else ()), "month")
    chosen = Q(benefit=benefit) if benefit else Q()
    kept = DecisionMonth.objects.filter(counted_at__lte=as_of, counted_at__gt=as_of - KEPT_FOR)
    counted_at = next(iter(_KEPT_AT.ask(as_of=as_of, earliest=as_of - KEPT_FOR)), None)
    rows: Iterable[tuple[Any, ...]]
    if counted_at and first >= first_month_kept(counted_at):
        places = places_in_scope(viewer, office="office_id", benefit="benefit")
        seen = kept.filter(places, chosen, rank__lte=viewer.clearance, month__gte=first, month__lt=end)
        sums = {f"sum_{name}": Sum(name) for name in ("met", "late", "open_past_due", "not_yet_due")}
        rows, as_of = seen.values_list(*keys).annotate(**sums).order_by(*keys), counted_at
    else:
        cases = Case.objects.visible_to(viewer).filter(chosen)
        rows = count_months(cases, first=first, end=end, as_of=as_of, by=keys).order_by(*keys)
    if each_office:
        return Decisions([DecisionCount(*row) for row in rows], as_of)
    return Decisions([DecisionCount(row[0], row[1], None, *row[2:]) for row in rows], as_of)


_KEPT_AT = Prepared(
    lambda: DecisionMonth.objects.filter(
        counted_at__lte=Given("as_of"), counted_at__gt=Given("earliest")
    ).values_list("counted_at", flat=True)[:1]
)


def first_month_kept(counted_at: datetime) -> date:
    """The first of the months that are counted in a night: so many, up to the one of that night."""
    this_month = day_of(counted_at, current_pack().time_zone).replace(day=1)
    return add_months(this_month, 1 - MONTHS_KEPT)


def count_months(
    cases: QuerySet[Case], *, first: date, end: date, as_of: datetime, by: tuple[str, ...]
) -> QuerySet[Case, tuple[Any, ...]]:
    """Count cases by some columns, among them the `month` of their due moment.

    Rows are these columns and the four counts of `DecisionCount`.
    """
    pack = current_pack()
    since, until = (start_of_day(day, pack.time_zone) for day in (first, end))
    withdrawn_in_time = Q(decided_at=None, closed_at__isnull=False, closed_at__lte=F("due_at"))
    due, done, in_time = Q(due_at__lte=as_of), Q(done_at__lte=as_of), Q(done_at__lte=F("due_at"))
    counted = cases.filter(~withdrawn_in_time, due_at__gte=since, due_at__lt=until).annotate(
        done_at=Coalesce("decided_at", "closed_at"),
        month=Cast(TruncMonth("due_at", tzinfo=pack.zone), DateField()),
    )
    return counted.values_list(*by).annotate(
        met=Count("id", filter=due & in_time),
        late=Count("id", filter=due & done & ~in_time),
        open_past_due=Count("id", filter=due & (Q(done_at=None) | Q(done_at__gt=as_of))),
        not_yet_due=Count("id", filter=~due),
    )


def _steps(tasks: Iterable[Task]) -> tuple[TraceStep, ...]:
    moments = ((task.ended_at, task.ended_by) for task in tasks)
    return tuple(TraceStep(at, None if by == SYSTEM else by) for at, by in moments if at is not None)
