"""One case, with everything that its page shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from upheld.domains.access.queries import Viewer
from upheld.domains.casework.models import (
    Case,
    CaseTransition,
    Handover,
    Hold,
    Note,
    Ownership,
    Task,
)
from upheld.domains.casework.permissions import may_direct, may_work
from upheld.domains.casework.queries.reading import (
    case_row,
    names_for,
    stage_name,
    task_row,
    unowned_words,
)
from upheld.domains.casework.queries.records import CaseRecord, HandoverRow, HoldRow, Hop, Move, NoteRow
from upheld.domains.casework.queries.seeing import see_case
from upheld.domains.casework.rules import stages_after
from upheld.kernel.days import day_of
from upheld.kernel.prepared import Given, Prepared
from upheld.policy import Pack, current_pack
from upheld.policy.values import UnknownValue

OPEN_TASKS_SHOWN = 50
DONE_TASKS_SHOWN = 20
NOTES_SHOWN = 20

Names = Mapping[UUID, str]


def get_case(case_id: UUID, *, viewer: Viewer, as_of: datetime) -> CaseRecord:
    """A case for its page, in eight queries whatever its length.

    Raises NoSuchCase, also for one outside the viewer's scope.

    Whoever is asked to take a case may read it, even from another office.
    """
    seen = see_case(case_id, viewer)
    case, rows = seen.case, _read(seen.case)
    names = names_for([case.owner_id], rows.people())
    pack = current_pack()
    offers = tuple(_handover(one, names) for one in rows.handovers)
    title, reference = _standard(pack, case)
    return CaseRecord(
        row=case_row(case, names, as_of=as_of),
        summary=case.summary,
        version=case.version,
        office_name=case.office.name,
        standard_title=title,
        standard_reference=reference,
        pack_version=case.pack_version,
        tasks=tuple(task_row(one, names) for one in rows.open_tasks[:OPEN_TASKS_SHOWN]),
        done_tasks=tuple(task_row(one, names) for one in rows.done_tasks),
        hold=next((_hold(pack, one, names) for one in rows.holds if one.ended_at is None), None),
        past_holds=tuple(_hold(pack, one, names) for one in rows.holds if one.ended_at is not None),
        hops=tuple(_hop(pack, one, names) for one in rows.hops),
        handovers=offers,
        offer=next((one for one in offers if one.state == "offered"), None),
        moves=tuple(_move(pack, one, names) for one in rows.moves),
        notes=tuple(_note(one, names) for one in rows.notes[:NOTES_SHOWN]),
        has_more_tasks=len(rows.open_tasks) > OPEN_TASKS_SHOWN,
        has_more_notes=len(rows.notes) > NOTES_SHOWN,
        draft=seen.draft,
        next_stages=_next_stages(pack, case),
        may_work=may_work(viewer, case),
        may_direct=may_direct(viewer, case),
    )


@dataclass(frozen=True)
class _Rows:
    """What hangs on a case, as it is stored."""

    hops: list[Ownership]
    handovers: list[Handover]
    holds: list[Hold]
    moves: list[CaseTransition]
    notes: list[Note]
    open_tasks: list[Task]
    done_tasks: list[Task]

    def people(self) -> Iterator[UUID | None]:
        """Everyone whom it mentions."""
        for handover in self.handovers:
            yield from (handover.from_owner_id, handover.to_id, handover.offered_by)
        yield from (hop.owner_id for hop in self.hops)
        yield from (hold.placed_by for hold in self.holds)
        yield from (move.by for move in self.moves)
        yield from (note.author for note in self.notes)
        yield from (task.ended_by for task in self.done_tasks)


def _read(case: Case) -> _Rows:
    """In six queries."""
    open_tasks, done_tasks = _tasks(case)
    return _Rows(
        hops=_HOPS.ask(case=case.id),
        handovers=_HANDOVERS.ask(case=case.id),
        holds=_HOLDS.ask(case=case.id),
        moves=_MOVES.ask(case=case.id),
        notes=_NOTES.ask(case=case.id),
        open_tasks=open_tasks,
        done_tasks=done_tasks,
    )


_OF_CASE = Q(case=Given("case"))
_HOPS = Prepared(lambda: Ownership.objects.filter(_OF_CASE).order_by("started_at", "id"))
_HANDOVERS = Prepared(lambda: Handover.objects.filter(_OF_CASE).order_by("offered_at", "id"))
_HOLDS = Prepared(lambda: Hold.objects.filter(_OF_CASE).order_by("starts_on", "id"))
_MOVES = Prepared(lambda: CaseTransition.objects.filter(_OF_CASE).order_by("at", "id"))
_NOTES = Prepared(lambda: Note.objects.filter(_OF_CASE).order_by("-written_at", "-id")[: NOTES_SHOWN + 1])


def _tasks_shown() -> QuerySet[Task]:
    of_case = Task.objects.filter(_OF_CASE)
    still_open = of_case.filter(state="open").order_by("due_on", "id")
    done = of_case.filter(state="done").order_by("-ended_at", "-id")
    shown = Q(id__in=still_open.values("id")[: OPEN_TASKS_SHOWN + 1]) | Q(
        id__in=done.values("id")[:DONE_TASKS_SHOWN]
    )
    return of_case.filter(shown).order_by("due_on", "id")


_TASKS = Prepared(_tasks_shown)


def _tasks(case: Case) -> tuple[list[Task], list[Task]]:
    """The open tasks, one more than are shown, by day; and those that were done last. One query."""
    rows = _TASKS.ask(case=case.id)
    for row in rows:
        row.case = case
    ended = sorted(
        (row for row in rows if row.ended_at is not None),
        key=lambda row: (row.ended_at, row.id),
        reverse=True,
    )
    return [row for row in rows if row.ended_at is None], ended


def _standard(pack: Pack, case: Case) -> tuple[str, str]:
    if not case.standard:
        return "", ""
    try:
        standard = pack.standard(case.standard, on=day_of(case.opened_at, pack.time_zone))
    except UnknownValue:
        return case.standard, ""
    return standard.title, standard.reference


def _next_stages(pack: Pack, case: Case) -> tuple[tuple[str, str], ...]:
    following = stages_after(case.stage, pack.stages)
    return tuple((stage.value, stage_name(pack, stage.value)) for stage in following)


def _hop(pack: Pack, row: Ownership, names: Names) -> Hop:
    return Hop(
        owner_id=row.owner_id,
        owner_name=names.get(row.owner_id, "") if row.owner_id else "",
        unowned_words=unowned_words(pack, row.unowned_reason),
        started_at=row.started_at,
        ended_at=row.ended_at,
    )


def _handover(row: Handover, names: Names) -> HandoverRow:
    return HandoverRow(
        id=row.id,
        from_name=names.get(row.from_owner_id, "") if row.from_owner_id else "",
        to_id=row.to_id,
        to_name=names.get(row.to_id, ""),
        offered_by_name=names.get(row.offered_by, ""),
        note=row.note,
        state=row.state,
        offered_at=row.offered_at,
        answer_by=row.answer_by,
        answered_at=row.answered_at,
        answer=row.answer,
    )


def _hold(pack: Pack, row: Hold, names: Names) -> HoldRow:
    return HoldRow(
        id=row.id,
        reason_words=pack.hold_reason(row.reason).label,
        note=row.note,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        placed_by_name=names.get(row.placed_by, ""),
        ended_at=row.ended_at,
    )


def _move(pack: Pack, row: CaseTransition, names: Names) -> Move:
    return Move(
        from_name=stage_name(pack, row.from_stage) if row.from_stage else "",
        to_name=stage_name(pack, row.to_stage),
        at=row.at,
        by_name=names.get(row.by, ""),
        reason=row.reason,
    )


def _note(row: Note, names: Names) -> NoteRow:
    return NoteRow(id=row.id, author_name=names.get(row.author, ""), text=row.text, written_at=row.written_at)
