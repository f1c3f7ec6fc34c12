"""Tasks and promises: what is next on a case, and what the client was told."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from upheld.domains.casework import commands
from upheld.journeys.case_page import (
    NOT_BY_HAND,
    get_tasks_page,
    promise_something,
    work_on_case,
    work_on_task,
)
from upheld.kernel import clock
from upheld.policy import current_pack
from upheld.web.doors import PageRequest
from upheld.web.identity import identity_on_case
from upheld.web.officer.case_view import task_lines
from upheld.web.officer.deeds import Deed, do_deed
from upheld.web.officer.forms import DoneForm, PostponeForm, PromiseForm, TaskForm
from upheld.web.rows import day_key, key_of

ADD = Deed("Add a task", "Add this task", "The task is added.")
PROMISE = Deed(
    "Make a promise",
    "Make this promise",
    "The promise is made. A task to keep it stands in your day.",
    ("Say it to the client in the same words. The promise gets a clock, and a task that keeps it.",),
)


def add_task(request: PageRequest, case_id: UUID) -> HttpResponse:
    """Add something to do on a case."""
    at = clock.now()
    about = work_on_case(case_id=case_id, viewer=request.viewer, at=at)
    form = TaskForm(request.POST or None, kinds=kinds_by_hand(about.today), today=about.today)
    return do_deed(
        request,
        about,
        ADD,
        form,
        lambda given: commands.add_task(case_id=case_id, **given, by=request.viewer.account_id, at=at),
    )


def complete_task(request: PageRequest, task_id: UUID) -> HttpResponse:
    """Record a task as done, and what is next."""
    at = clock.now()
    about = work_on_task(task_id=task_id, viewer=request.viewer, at=at)
    form = DoneForm(request.POST or None, kinds=kinds_by_hand(about.today), today=about.today)
    deed = Deed(about.task.title, "Record it done", f"Done: {about.task.title}")

    def do(given: dict[str, str]) -> None:
        following = {f"next_{name}": value for name, value in given.items()}
        commands.complete_task(task_id=task_id, **following, by=request.viewer.account_id, at=at)  # type: ignore[arg-type]

    return do_deed(request, about, deed, form, do, template="task_done")


def postpone_task(request: PageRequest, task_id: UUID) -> HttpResponse:
    """Put a task off, and say why."""
    at = clock.now()
    about = work_on_task(task_id=task_id, viewer=request.viewer, at=at)
    form = PostponeForm(request.POST or None, today=about.today)
    deed = Deed(f"Put off: {about.task.title}", "Put it off", "The task has a new day.")
    return do_deed(
        request,
        about,
        deed,
        form,
        lambda given: commands.postpone_task(task_id=task_id, **given, by=request.viewer.account_id, at=at),
    )


def make_promise(request: PageRequest, case_id: UUID) -> HttpResponse:
    """Promise the client something that has a clock."""
    at = clock.now()
    about = promise_something(case_id=case_id, viewer=request.viewer, at=at)
    form = PromiseForm(request.POST or None, kinds=about.kinds)
    return do_deed(
        request,
        about,
        PROMISE,
        form,
        lambda given: commands.promise_client(
            case_id=case_id, kind=given["kind"], by=request.viewer.account_id, at=at
        ),
    )


def open_tasks(request: PageRequest, case_id: UUID) -> HttpResponse:
    """Every task of a case that has very many."""
    after = day_key(request.GET.get("after", ""))
    shown = get_tasks_page(case_id=case_id, viewer=request.viewer, at=clock.now(), after=after)
    context = {
        "about": shown,
        "identity": identity_on_case(shown.strip, shown.heading.row),
        "tasks": task_lines(shown.tasks, shown.today),
        "may_work": shown.heading.may_work and shown.heading.row.is_open,
        "next": key_of(shown.next),
    }
    return render(request, "upheld/officer/open_tasks.html", context)


def kinds_by_hand(on: date) -> list[tuple[str, str]]:
    """The kinds of task that someone may add, in the order of the pack."""
    kinds = current_pack().tasks.on(on)
    return [(kind.key, kind.label) for kind in kinds if kind.key not in NOT_BY_HAND]
