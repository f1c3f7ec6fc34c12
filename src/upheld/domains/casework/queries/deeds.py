"""What a page about one deed on a case needs: its heading, its task, and the rest of long lists."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q

from upheld.domains.access.queries import Viewer, saw
from upheld.domains.casework.models import Case, Note, Task
from upheld.domains.casework.permissions import may_direct, may_work
from upheld.domains.casework.queries.reading import case_row, names_for, stage_name, task_row
from upheld.domains.casework.queries.records import CaseHeading, NoteRow, TaskRow
from upheld.domains.casework.queries.seeing import see_case
from upheld.domains.casework.rules import (
    CaseIsClosed,
    NoSuchTask,
    NotTheOwner,
    TaskIsNotOpen,
    stages_after,
)
from upheld.policy import current_pack


def get_case_heading(case_id: UUID, *, viewer: Viewer, as_of: datetime) -> CaseHeading:
    """A case for a page about one deed on it. Two queries. Raises NoSuchCase.

    Whoever is asked to take a case may read it, even from another office.
    """
    seen = see_case(case_id, viewer)
    case, offered_to = seen.case, seen.offered_to
    names = names_for([case.owner_id, offered_to])
    pack = current_pack()
    following = () if case.closed_at else stages_after(case.stage, pack.stages)
    return CaseHeading(
        row=case_row(case, names, as_of=as_of),
        summary=case.summary,
        version=case.version,
        draft=seen.draft,
        offered_to=offered_to,
        offered_to_name=names.get(offered_to, "") if offered_to else "",
        next_stages=tuple((stage.value, stage_name(pack, stage.value)) for stage in following),
        may_work=may_work(viewer, case),
        may_direct=may_direct(viewer, case),
    )


def get_case_to_work(case_id: UUID, *, viewer: Viewer, as_of: datetime) -> CaseHeading:
    """The same for a deed of its owner or of those who lead the team.

    Raises NoSuchCase, NotTheOwner, CaseIsClosed.
    """
    heading = get_case_heading(case_id, viewer=viewer, as_of=as_of)
    if not heading.row.is_open:
        raise CaseIsClosed
    if not heading.may_work:
        raise NotTheOwner
    return heading


def get_case_to_offer(case_id: UUID, *, viewer: Viewer, as_of: datetime) -> CaseHeading:
    """The same for asking someone to take it: its owner and leaders may, and anyone when nobody owns it.

    `offered_to` says when someone is asked already. Raises NoSuchCase, NotTheOwner, CaseIsClosed.
    """
    heading = get_case_heading(case_id, viewer=viewer, as_of=as_of)
    if not heading.row.is_open:
        raise CaseIsClosed
    if heading.row.owner_id and not heading.may_work:
        raise NotTheOwner
    return heading


def get_task(task_id: UUID, *, viewer: Viewer) -> TaskRow:
    """A task that is still to do, on a case in sight. One query. Raises NoSuchTask, TaskIsNotOpen."""
    visible = Case.objects.visible_to(viewer)
    task = Task.objects.select_related("case").filter(id=task_id, case__in=visible).first()
    if task is None:
        raise NoSuchTask
    if task.ended_at is not None:
        raise TaskIsNotOpen
    return task_row(task, {})


def list_open_tasks(
    case_id: UUID, *, viewer: Viewer, limit: int = 50, after: tuple[date, UUID] | None = None
) -> list[TaskRow]:
    """What is to do on a case, the earliest first; `after` is the (due_on, id) of the last one shown."""
    tasks = Task.objects.filter(state="open", case__in=Case.objects.visible_to(viewer).filter(id=case_id))
    if after:
        day, last = after
        tasks = tasks.filter(Q(due_on__gt=day) | Q(due_on=day, id__gt=last))
    rows = tasks.select_related("case").order_by("due_on", "id")[:limit]
    return [task_row(row, {}) for row in rows]


def list_notes(
    case_id: UUID, *, viewer: Viewer, limit: int = 50, before: tuple[datetime, UUID] | None = None
) -> list[NoteRow]:
    """The notes on a case, the newest first; `before` is the (written_at, id) of the last one shown."""
    notes = Note.objects.filter(case__in=Case.objects.visible_to(viewer).filter(id=case_id))
    if before:
        at, last = before
        notes = notes.filter(Q(written_at__lt=at) | Q(written_at=at, id__lt=last))
    of_client = notes.annotate(client_id=F("case__client_id"))
    rows = list(of_client.order_by("-written_at", "-id")[:limit])
    saw("case", (row.client_id for row in rows))
    names = names_for(row.author for row in rows)
    return [
        NoteRow(id=row.id, author_name=names.get(row.author, ""), text=row.text, written_at=row.written_at)
        for row in rows
    ]
