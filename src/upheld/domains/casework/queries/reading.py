"""From rows to read models: names and words are looked up once for a whole page."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef

from upheld.domains.access.queries import name_of, saw
from upheld.domains.casework.models import Case, CaseQuerySet, Hold, Task
from upheld.domains.casework.queries.records import CaseRow, TaskRow
from upheld.domains.casework.rules import KEEPS
from upheld.kernel.days import day_of
from upheld.kernel.working_days import CalendarHorizonPassed
from upheld.policy import Pack, current_pack
from upheld.policy.values import UnknownValue


def names_for(*groups: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names of everyone that a page mentions, in one query."""
    return name_of({one for group in groups for one in group if one is not None})


def benefit_name(pack: Pack, key: str) -> str:
    """What the pack calls a benefit; work that came from a log is called by the log."""
    try:
        return pack.benefit(key).name
    except UnknownValue:
        return key.replace("-", " ").capitalize()


def stage_name(pack: Pack, key: str) -> str:
    """What the pack calls a stage."""
    return "Closed" if key == "closed" else pack.stage(key).label


def unowned_words(pack: Pack, key: str) -> str:
    """Why a case has no owner, in words; empty when it has one."""
    return pack.unowned_reason(key).label if key else ""


def for_list(cases: CaseQuerySet) -> CaseQuerySet:
    """Read the cases with all that a list shows of them: team, `owner_name`, and whether they are on hold."""
    held = Hold.objects.filter(case=OuterRef("pk"), ended_at=None)
    named = cases.select_related("team").annotate(owner_name=F("owner__account__name"))
    return named.annotate(is_held=Exists(held))


def case_rows(cases: Iterable[Case], as_of: datetime) -> list[CaseRow]:
    """Cases that were read `for_list`, as a list shows them. No further query."""
    found = list(cases)
    names = {case.owner_id: case.owner_name for case in found if case.owner_id}  # type: ignore[attr-defined]
    return [case_row(case, names, as_of=as_of) for case in found]


def case_row(case: Case, names: Mapping[UUID, str], *, as_of: datetime) -> CaseRow:
    """A case for a list. It must have been read with its team, and annotated with `is_held`."""
    saw("list", [case.client_id])
    pack = current_pack()
    due_on = day_of(case.due_at, pack.time_zone) if case.due_at else None
    return CaseRow(
        id=case.id,
        reference=case.reference,
        source=case.source,
        client_id=case.client_id,
        benefit=case.benefit,
        benefit_name=benefit_name(pack, case.benefit),
        stage=case.stage,
        stage_name=stage_name(pack, case.stage),
        opened_at=case.opened_at,
        due_at=case.due_at,
        due_on=due_on,
        working_days_left=_days_left(pack, case, as_of),
        next_on=case.next_on,
        owner_id=case.owner_id,
        owner_name=names.get(case.owner_id, "") if case.owner_id else "",
        unowned_reason=case.unowned_reason,
        unowned_words=unowned_words(pack, case.unowned_reason),
        owned_since=case.owned_since,
        office_id=case.office_id,
        team_id=case.team_id,
        team_name=case.team.name,
        closed_at=case.closed_at,
        outcome=case.outcome,
        is_held=getattr(case, "is_held", False),
    )


def task_row(task: Task, names: Mapping[UUID, str]) -> TaskRow:
    """A task for a list. It must have been read with its case."""
    saw("list", [task.case.client_id])
    return TaskRow(
        id=task.id,
        case_id=task.case_id,
        client_id=task.case.client_id,
        case_reference=task.case.reference,
        benefit_name=benefit_name(current_pack(), task.case.benefit),
        kind=task.kind,
        title=task.title,
        for_leader=task.for_leader,
        due_on=task.due_on,
        state=task.state,
        ended_at=task.ended_at,
        ended_by_name=names.get(task.ended_by, "") if task.ended_by else "",
        keeps=KEEPS.get(task.kind, ""),
    )


def _days_left(pack: Pack, case: Case, as_of: datetime) -> int | None:
    """Working days to the due day; None without one, once decided or closed, or beyond the calendar."""
    if case.due_at is None or case.decided_at is not None or case.closed_at is not None:
        return None
    today, due = day_of(as_of, pack.time_zone), day_of(case.due_at, pack.time_zone)
    try:
        left = pack.calendar.working_days_between(today, due)
    except CalendarHorizonPassed:
        return None
    return left if due >= today else min(left, -1)
