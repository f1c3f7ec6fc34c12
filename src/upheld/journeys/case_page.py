"""A case and the small pages about one deed on it: who the client is, what was promised, whom one can ask."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from upheld.domains.access.queries import Role, Viewer
from upheld.domains.casework.queries import (
    KEEPS,
    CaseHeading,
    CaseRecord,
    NoteRow,
    TaskRow,
    get_case,
    get_case_heading,
    get_case_to_offer,
    get_case_to_work,
    get_task,
    list_notes,
    list_open_tasks,
    list_room,
)
from upheld.domains.charter.queries import PromiseRow, list_promises_of_case
from upheld.domains.people.queries import IdentityStrip, get_identity_strips
from upheld.domains.workforce.queries import OfficerRecord, list_officers, list_teams
from upheld.kernel.days import day_of
from upheld.policy import current_pack

NOT_BY_HAND = frozenset(
    {*KEEPS, "assign_owner", "unstick", "put_right", "end_hold", "decide_next_step", "source_step"}
    | {"read_joined", "read_parted"}
)
"""Kinds of task that a promise, a hold or the clock adds; nobody adds them by hand."""

ROWS_ON_A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class CasePage:
    """A case as its page shows it. `strip` is None for a client whom none of the viewer's offices serves."""

    today: date
    case: CaseRecord
    strip: IdentityStrip | None
    promises: tuple[PromiseRow, ...]
    is_mine: bool
    is_asked_of_me: bool
    may_take: bool


def get_case_page(*, case_id: UUID, viewer: Viewer, at: datetime) -> CasePage:
    """A case with its client and its promises, in twelve queries whatever its length. Raises NoSuchCase."""
    case = get_case(case_id, viewer=viewer, as_of=at)
    today = _today(at)
    return CasePage(
        today=today,
        case=case,
        strip=_strip(case.row.client_id, viewer, today),
        promises=tuple(list_promises_of_case(viewer=viewer, case_id=case_id, as_of=at)),
        is_mine=case.row.owner_id == viewer.account_id,
        is_asked_of_me=case.offer is not None and case.offer.to_id == viewer.account_id,
        may_take=bool(viewer.roles & {Role.OFFICER, Role.TEAM_LEADER}),
    )


@dataclass(frozen=True, kw_only=True)
class CaseDeed:
    """What a small page about one deed on a case shows besides its form."""

    today: date
    heading: CaseHeading
    strip: IdentityStrip | None


def read_case(*, case_id: UUID, viewer: Viewer, at: datetime) -> CaseDeed:
    """For what whoever sees the case may do. Five queries. Raises NoSuchCase."""
    return _deed(get_case_heading(case_id, viewer=viewer, as_of=at), viewer, at)


def work_on_case(*, case_id: UUID, viewer: Viewer, at: datetime) -> CaseDeed:
    """For what its owner or leader may do. Five queries. Raises NoSuchCase, NotTheOwner, CaseIsClosed."""
    return _deed(get_case_to_work(case_id, viewer=viewer, as_of=at), viewer, at)


@dataclass(frozen=True, kw_only=True)
class TaskDeed(CaseDeed):
    """The same about one task of the case."""

    task: TaskRow


def work_on_task(*, task_id: UUID, viewer: Viewer, at: datetime) -> TaskDeed:
    """For doing or postponing a task. Six queries.

    Raises NoSuchTask, TaskIsNotOpen, NotTheOwner, CaseIsClosed.
    """
    task = get_task(task_id, viewer=viewer)
    about = work_on_case(case_id=task.case_id, viewer=viewer, at=at)
    return TaskDeed(today=about.today, heading=about.heading, strip=about.strip, task=task)


@dataclass(frozen=True)
class Receiver:
    """Someone who could take the case: trained for it, at work, and allowed to own cases."""

    id: UUID
    name: str
    team_name: str
    is_of_the_team: bool
    room: int
    leaving_on: date | None


@dataclass(frozen=True, kw_only=True)
class HandOver(CaseDeed):
    """The same with those who could be asked: of the case's own team first, then by name."""

    receivers: tuple[Receiver, ...]


def ask_someone(*, case_id: UUID, viewer: Viewer, at: datetime) -> HandOver:
    """For handing a case over: everyone of its office who could take it. Ten queries.

    Nobody, while someone is asked already. Raises NoSuchCase, NotTheOwner, CaseIsClosed.
    """
    about = _deed(get_case_to_offer(case_id, viewer=viewer, as_of=at), viewer, at)
    row = about.heading.row
    if about.heading.offered_to:
        return HandOver(today=about.today, heading=about.heading, strip=about.strip, receivers=())
    teams = [team.id for team in list_teams(viewer=viewer) if team.office_id == row.office_id]
    officers = [
        one
        for one in list_officers(viewer=viewer, team_ids=teams, on=about.today)
        if one.id != row.owner_id and _could_take(one, row.benefit, about.today)
    ]
    room = list_room({one.id: one.contracted_hours for one in officers}, viewer=viewer, on=about.today)
    receivers = [
        Receiver(
            one.id, one.name, one.team_name, one.team_id == row.team_id, room.get(one.id, 0), one.leaving_on
        )
        for one in officers
    ]
    own_team_first = sorted(receivers, key=lambda one: (not one.is_of_the_team, one.name, one.id))
    return HandOver(
        today=about.today, heading=about.heading, strip=about.strip, receivers=tuple(own_team_first)
    )


@dataclass(frozen=True)
class Promisable:
    """A promise that can be made now, and its last day."""

    kind: str
    label: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class PromiseDeed(CaseDeed):
    """The same with what can be promised."""

    kinds: tuple[Promisable, ...]


def promise_something(*, case_id: UUID, viewer: Viewer, at: datetime) -> PromiseDeed:
    """For promising the client something. Five queries. Raises NoSuchCase, NotTheOwner, CaseIsClosed."""
    about = work_on_case(case_id=case_id, viewer=viewer, at=at)
    pack, day, benefit = current_pack(), about.today, about.heading.row.benefit
    known = [pack.promise_kind(kind, on=day) for kind in KEEPS.values()]
    kinds = tuple(
        Promisable(one.key, one.label, pack.promise_due_on(one.key, start=day, on=day, benefit=benefit))
        for one in sorted(known, key=lambda kind: kind.key not in {"call_back", "reply"})
    )
    return PromiseDeed(today=day, heading=about.heading, strip=about.strip, kinds=kinds)


@dataclass(frozen=True, kw_only=True)
class NotesPage(CaseDeed):
    """The notes of a case, newest first; `next` is the (written_at, id) after which older ones begin."""

    notes: tuple[NoteRow, ...]
    next: tuple[datetime, UUID] | None


def get_notes_page(
    *, case_id: UUID, viewer: Viewer, at: datetime, before: tuple[datetime, UUID] | None
) -> NotesPage:
    """A page of notes. Seven queries. Raises NoSuchCase."""
    about = read_case(case_id=case_id, viewer=viewer, at=at)
    rows = list_notes(case_id, viewer=viewer, limit=ROWS_ON_A_PAGE + 1, before=before)
    shown = rows[:ROWS_ON_A_PAGE]
    following = (shown[-1].written_at, shown[-1].id) if len(rows) > ROWS_ON_A_PAGE else None
    return NotesPage(
        today=about.today, heading=about.heading, strip=about.strip, notes=tuple(shown), next=following
    )


@dataclass(frozen=True, kw_only=True)
class TasksPage(CaseDeed):
    """The open tasks of a case; `next` is the (due_on, id) after which later ones begin."""

    tasks: tuple[TaskRow, ...]
    next: tuple[date, UUID] | None


def get_tasks_page(
    *, case_id: UUID, viewer: Viewer, at: datetime, after: tuple[date, UUID] | None
) -> TasksPage:
    """A page of open tasks. Six queries. Raises NoSuchCase."""
    about = read_case(case_id=case_id, viewer=viewer, at=at)
    rows = list_open_tasks(case_id, viewer=viewer, limit=ROWS_ON_A_PAGE + 1, after=after)
    shown = rows[:ROWS_ON_A_PAGE]
    following = (shown[-1].due_on, shown[-1].id) if len(rows) > ROWS_ON_A_PAGE else None
    return TasksPage(
        today=about.today, heading=about.heading, strip=about.strip, tasks=tuple(shown), next=following
    )


def _deed(heading: CaseHeading, viewer: Viewer, at: datetime) -> CaseDeed:
    today = _today(at)
    return CaseDeed(today=today, heading=heading, strip=_strip(heading.row.client_id, viewer, today))


def _strip(client_id: UUID, viewer: Viewer, today: date) -> IdentityStrip | None:
    return get_identity_strips(viewer=viewer, client_ids=[client_id], on=today).get(client_id)


def _could_take(officer: OfficerRecord, benefit: str, today: date) -> bool:
    trained = any(one.benefit == benefit and one.counts_on(today) for one in officer.training)
    return trained and officer.can_own_cases and officer.absence is None


def _today(at: datetime) -> date:
    return day_of(at, current_pack().time_zone)
