"""Tasks: what is to do on a case and by when. The last open task of an open case always leads to another."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Min

from upheld.domains.casework.commands.locking import agency_day, directed_case, tell, worked_case
from upheld.domains.casework.commands.notes import keep_reason
from upheld.domains.casework.events import TaskAdded, TaskDone, TaskPostponed
from upheld.domains.casework.models import Case, Task
from upheld.domains.casework.rules import (
    KEEPS,
    CaseIsClosed,
    NoSuchCase,
    NoSuchTask,
    ReasonIsMissing,
    TaskIsNotOpen,
    TaskState,
    check_words,
)
from upheld.domains.charter.commands import keep_promises_of_task
from upheld.kernel.commands import command
from upheld.kernel.identifiers import SYSTEM, new_id
from upheld.policy import current_pack

NEXT_STEP = "decide_next_step"
FIND_OWNER = "assign_owner"


def new_task(
    case_id: UUID,
    kind: str,
    *,
    on: date,
    at: datetime,
    due_on: date | None = None,
    title: str = "",
    for_leader: bool = False,
) -> Task:
    """A task that is not stored yet: its day is given, or comes from the pack."""
    pack = current_pack()
    told = pack.task_kind(kind, on)
    return Task(
        id=new_id(),
        case_id=case_id,
        kind=kind,
        title=title or told.label,
        for_leader=for_leader,
        due_on=due_on or pack.calendar.add_working_days(on, told.days),
        added_at=at,
    )


@command
def add_task(
    *,
    case_id: UUID,
    kind: str,
    title: str = "",
    due_on: date | None = None,
    by: UUID,
    at: datetime,
) -> UUID:
    """Add something to do on a case, by a day or within the pack's days for its kind. Returns the task's id.

    Raises NoSuchCase, NotTheOwner, CaseIsClosed.
    """
    case = worked_case(case_id, by=by, at=at)
    task = new_task(case.id, kind, on=agency_day(at), at=at, due_on=due_on, title=title)
    return store_task(case, task, by=by, at=at)


@command
def add_leader_task(*, case_id: UUID, kind: str, by: UUID, at: datetime) -> UUID | None:
    """Ask the leader of the case's team to do something about it: what a reaction or the clock found.

    An open task of the same kind is left as it is and its id returned; for a case that is closed, nothing is
    added.
    """
    try:
        case = directed_case(case_id, by=SYSTEM, at=at)
    except CaseIsClosed:
        return None
    existing = case.tasks.filter(kind=kind, state=TaskState.OPEN.value, for_leader=True).first()
    if existing:
        return existing.id
    return store_task(case, new_task(case.id, kind, on=agency_day(at), at=at, for_leader=True), by=by, at=at)


@command
def complete_task(
    *,
    task_id: UUID,
    next_kind: str = "",
    next_title: str = "",
    next_due_on: date | None = None,
    by: UUID,
    at: datetime,
) -> None:
    """Say that a task is done, and perhaps what comes next.

    When nothing else is open, “decide what happens next” follows by itself.

    The promise that such a task keeps is kept. Raises NoSuchTask, NotTheOwner, CaseIsClosed, TaskIsNotOpen.
    """
    task, case = _open_task(task_id, by=by, at=at)
    task.state, task.ended_at, task.ended_by = TaskState.DONE.value, at, by
    task.save(update_fields=["state", "ended_at", "ended_by"])
    day = agency_day(at)
    if next_kind:
        new_task(case.id, next_kind, on=day, at=at, due_on=next_due_on, title=next_title).save(
            force_insert=True
        )
    _go_on(case, at=at)
    tell(case, TaskDone(case_id=case.id, task_id=task.id, task_kind=task.kind), by=by, at=at)
    if task.kind in KEEPS:
        keep_promises_of_task(case_id=case.id, task_id=task.id, kind=KEEPS[task.kind], by=by, at=at)


@command
def postpone_task(*, task_id: UUID, due_on: date, reason: str, by: UUID, at: datetime) -> None:
    """Give a task a later day, and say why: the reason is kept as a note on the case.

    Raises NoSuchTask, NotTheOwner, TaskIsNotOpen, ReasonIsMissing.
    """
    words = check_words(reason, ReasonIsMissing)
    task, case = _open_task(task_id, by=by, at=at)
    before, task.due_on = task.due_on, due_on
    task.save(update_fields=["due_on"])
    set_next_date(case)
    event = TaskPostponed(case_id=case.id, task_id=task.id, from_day=before, to_day=due_on)
    tell(case, event, by=by, at=at)
    told = f"“{task.title}” was put off from {before:%-d %B %Y} to {due_on:%-d %B %Y}. {words}"
    keep_reason(case, told, by=by, at=at)


def note_owner_found(case: Case, *, by: UUID, at: datetime) -> None:
    """End what its leader was asked to do about a case that had no owner: it has one now."""
    asked = list(case.tasks.filter(kind=FIND_OWNER, for_leader=True, state=TaskState.OPEN.value))
    for task in asked:
        task.state, task.ended_at, task.ended_by = TaskState.DONE.value, at, by
        task.save(update_fields=["state", "ended_at", "ended_by"])
        tell(case, TaskDone(case_id=case.id, task_id=task.id, task_kind=task.kind), by=by, at=at)
    if asked:
        _go_on(case, at=at)


def drop_open_tasks(case: Case, *, by: UUID, at: datetime) -> None:
    """End what is still to do, because the case itself ends."""
    case.tasks.filter(state=TaskState.OPEN.value).update(
        state=TaskState.DROPPED.value, ended_at=at, ended_by=by
    )


def set_next_date(case: Case) -> None:
    """Make the next date of a case that of its earliest open task."""
    _keep_next_date(case, _earliest_day(case))


def _earliest_day(case: Case) -> date | None:
    day: date | None = case.tasks.filter(state=TaskState.OPEN.value).aggregate(day=Min("due_on"))["day"]
    return day


def _keep_next_date(case: Case, day: date | None) -> None:
    if day != case.next_on:
        case.next_on = day
        case.save(update_fields=["next_on"])


def _go_on(case: Case, *, at: datetime) -> None:
    """When nothing is open any more, deciding what is next is; and the next date is that of what is open."""
    earliest = _earliest_day(case)
    if earliest is None:
        following = new_task(case.id, NEXT_STEP, on=agency_day(at), at=at)
        following.save(force_insert=True)
        earliest = following.due_on
    _keep_next_date(case, earliest)


def store_task(case: Case, task: Task, *, by: UUID, at: datetime) -> UUID:
    """Store a new task, bring the case's next date up to it, and announce it."""
    task.save(force_insert=True)
    set_next_date(case)
    event = TaskAdded(case_id=case.id, task_id=task.id, task_kind=task.kind, due_on=task.due_on)
    tell(case, event, by=by, at=at)
    return task.id


def _open_task(task_id: UUID, *, by: UUID, at: datetime) -> tuple[Task, Case]:
    found = Task.objects.filter(id=task_id).values_list("case_id", flat=True).first()
    if found is None:
        raise NoSuchTask
    try:
        case = worked_case(found, by=by, at=at)
    except NoSuchCase as hidden:
        raise NoSuchTask from hidden
    task = Task.objects.get(id=task_id)
    if task.state != TaskState.OPEN.value:
        raise TaskIsNotOpen
    return task, case
