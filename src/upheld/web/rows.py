"""From what a journey gives to the lines and labels that a page shows."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse

from upheld.domains.casework.queries import CaseRow, TaskRow
from upheld.domains.charter.queries import PromiseRow, PromiseState
from upheld.journeys.my_day import OwnLoad, Promised, ToDo
from upheld.kernel.working_days import CalendarHorizonPassed, calendar
from upheld.policy import current_pack
from upheld.web.components.due import Due, due
from upheld.web.components.figures import Workload
from upheld.web.components.words import count
from upheld.web.components.work import Action, WorkRow

DAY = "?from=day"
"""Marks a deed that was begun on My day, so that it leads back there."""


def due_on(day: date, today: date) -> Due:
    """When a task is due, by the agency's calendar; by weekdays alone where that calendar does not reach."""
    try:
        return due(day, today=today, calendar=current_pack().calendar)
    except CalendarHorizonPassed:
        return due(day, today=today, calendar=calendar("weekdays"))


def due_of_promise(promise: PromiseRow, today: date) -> Due:
    """When a promise is due; a broken one is late, whatever the hour at which it broke."""
    left = promise.working_days_left
    if left is None:
        return due_on(promise.due_on, today)
    if promise.state is PromiseState.BROKEN or promise.due_on < today:
        left = min(left, -1)
    return Due(promise.due_on, left, left <= 0)


def due_of_case(case: CaseRow) -> Due | None:
    """When a case is to be decided. None without a standard, or when it is closed."""
    if case.due_on is None or case.working_days_left is None:
        return None
    return Due(case.due_on, case.working_days_left, case.working_days_left < 0)


def promise_row(one: Promised, today: date) -> WorkRow:
    """What was promised to whom, in the words that they heard."""
    promise = one.promise
    href = _case(promise.case_id)
    action = (
        Action("Record it done", f"{reverse('task-done', args=[one.task_id])}{DAY}") if one.task_id else None
    )
    return WorkRow(
        what=f"{one.client}: {promise.label.lower()}",
        href=href,
        why=promise.words,
        due=due_of_promise(promise, today),
        action=action or Action("Open the case", href),
        tag="Broken" if promise.state is PromiseState.BROKEN else "",
    )


def task_rows(tasks: Iterable[ToDo], today: date) -> list[WorkRow]:
    """What is to do, each with the page on which it is recorded as done."""
    return [
        WorkRow(
            what=f"{one.client}: {_lower(one.task.title)}",
            href=_case(one.task.case_id),
            why=f"{one.task.benefit_name}, {one.task.case_reference}",
            due=due_on(one.task.due_on, today),
            action=Action("Record it done", f"{reverse('task-done', args=[one.task.id])}{DAY}"),
        )
        for one in tasks
    ]


def leader_rows(tasks: Iterable[ToDo], today: date) -> list[WorkRow]:
    """What a leader is asked to do, each with the page on which it is done."""
    return [
        WorkRow(
            what=f"{one.client}: {_lower(one.task.title)}",
            href=_case(one.task.case_id),
            why=f"{one.task.benefit_name}, {one.task.case_reference}",
            due=due_on(one.task.due_on, today),
            action=_leaders_deed(one.task),
        )
        for one in tasks
    ]


def case_row(case: CaseRow, client: str, today: date, action: Action | None = None) -> WorkRow:
    """A case in a list of cases: whose, where it stands, and when something is next to do."""
    return WorkRow(
        what=f"{client}: {case.benefit_name}",
        href=_case(case.id),
        why=f"{case.stage_name}. {case.reference}",
        due=due_on(case.next_on, today) if case.next_on else None,
        action=action,
        tag="On hold" if case.is_held else "",
    )


def workload(own: OwnLoad, whose: str = "You carry") -> Workload:
    """Points against the limit, and what was taken off the limit beforehand."""
    taken_off = own.full_limit - own.load.limit
    words = f"{own.hours.normalize():f} of {own.full_hours} hours a week"
    deductions = ((words, taken_off),) if taken_off > 0 else ()
    return Workload(own.load.points, own.load.limit, deductions, whose)


def key_of(after: tuple[date | datetime | None, UUID] | None) -> str | None:
    """Where the next page of a list begins, as it stands in an address."""
    return f"{after[0].isoformat() if after[0] else ''}_{after[1]}" if after else None


def day_key(text: str) -> tuple[date, UUID] | None:
    """The key of a list that is sorted by day; None for anything else."""
    try:
        day, id_ = text.split("_", 1)
        return date.fromisoformat(day), UUID(id_)
    except ValueError:
        return None


def moment_key(text: str) -> tuple[datetime, UUID] | None:
    """The key of a list that is sorted by moment; None for anything else."""
    key = late_moment_key(text)
    return (key[0], key[1]) if key and key[0] else None


def late_moment_key(text: str) -> tuple[datetime | None, UUID] | None:
    """The same for a list in which some have no moment and come last."""
    try:
        moment, id_ = text.split("_", 1)
        at = datetime.fromisoformat(moment) if moment else None
        return (at, UUID(id_)) if at is None or at.utcoffset() is not None else None
    except ValueError:
        return None


def cases_in_words(load: OwnLoad) -> str:
    """31 cases."""
    return count(load.load.cases, "case")


def _leaders_deed(task: TaskRow) -> Action:
    if task.kind == "assign_owner":
        return Action("Find an owner", reverse("case-hand-over", args=[task.case_id]))
    return Action("Record it done", f"{reverse('task-done', args=[task.id])}{DAY}")


def _case(case_id: UUID | None) -> str:
    return reverse("case", args=[case_id]) if case_id else reverse("home")


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:] if title[1:2].islower() else title
