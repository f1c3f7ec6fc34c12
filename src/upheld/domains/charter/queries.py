"""Reads of the charter: promises as people see them, counted, and as facts for measuring."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from upheld.domains.access.queries import SeenBy, Viewer, saw
from upheld.domains.charter.models import Promise
from upheld.domains.charter.permissions import promises_in_scope
from upheld.domains.charter.rules import (
    STANDING,
    NoSuchPromise,
    PromiseHasEnded,
    PromiseIsDueBeforeItIsMade,
    PromiseState,
    is_about_to_break,
)
from upheld.kernel.among import is_among
from upheld.kernel.days import day_of, start_of_day
from upheld.kernel.errors import RuleBroken
from upheld.kernel.prepared import Given
from upheld.kernel.working_days import Calendar, CalendarHorizonPassed
from upheld.policy import Pack, current_pack

__all__ = [
    "NoSuchPromise",
    "PromiseCounts",
    "PromiseFact",
    "PromiseHasEnded",
    "PromiseIsDueBeforeItIsMade",
    "PromiseRow",
    "PromiseState",
    "count_promises",
    "iterate_standard_facts",
    "list_broken_promises",
    "list_own_promises",
    "list_promises_about_to_break",
    "list_promises_came_later",
    "list_promises_of_case",
    "list_promises_of_client",
    "list_promises_to_keep",
]

_STANDING = tuple(state.value for state in STANDING)


@dataclass(frozen=True)
class PromiseRow:
    """A promise as it stands at a moment.

    `due_on` is the agency's day of `due_at`. `working_days_left` counts by the calendar of its standard: 0 on
    the day itself, negative when it is past, None once nothing is owed any more or the calendar ends before.
    """

    id: UUID
    kind: str
    label: str
    words: str
    client_id: UUID
    case_id: UUID | None
    benefit: str
    owner_id: UUID | None
    due_at: datetime
    due_on: date
    state: PromiseState
    made_at: datetime
    made_by: UUID
    kept_at: datetime | None
    broken_at: datetime | None
    working_days_left: int | None
    is_about_to_break: bool


def list_promises_to_keep(
    *, viewer: Viewer, owner_id: UUID, as_of: datetime, limit: int = 50
) -> list[PromiseRow]:
    """What someone still owes to clients, open or broken, the earliest due first. One query."""
    return _rows(_TO_KEEP.by(viewer, limit, owner_id=owner_id), as_of)


def list_promises_about_to_break(
    *, viewer: Viewer, team_ids: Collection[UUID], before: datetime, as_of: datetime, limit: int = 50
) -> list[PromiseRow]:
    """Open promises of these teams that are due before a moment, the earliest due first. One query."""
    rows = _ABOUT_TO_BREAK.by(viewer, limit, team_ids=list(team_ids), before=before) if team_ids else []
    return _rows(rows, as_of)


def list_broken_promises(*, viewer: Viewer, as_of: datetime, limit: int = 50) -> list[PromiseRow]:
    """The promises that were broken and are still owed, the latest first. One query."""
    rows = _seen(viewer).filter(state=PromiseState.BROKEN.value)
    return _rows(rows.order_by("-due_at", "-id")[:limit], as_of)


def list_promises_of_client(*, viewer: Viewer, client_id: UUID, as_of: datetime) -> list[PromiseRow]:
    """Every promise to a client: first what is still owed, by due date, then what has ended, last first."""
    return _standing_first(_rows(_OF_CLIENT.by(viewer, client_id=client_id), as_of))


def list_promises_of_case(*, viewer: Viewer, case_id: UUID, as_of: datetime) -> list[PromiseRow]:
    """Every promise about a case: first what is still owed, by due date, then what has ended, last first."""
    return _standing_first(_rows(_OF_CASE.by(viewer, case_id=case_id), as_of))


def list_own_promises(*, viewer: Viewer, as_of: datetime) -> list[PromiseRow]:
    """Every promise to the viewer and to those for whom they speak, what is still owed first. One query, none
    for someone who is no client.
    """
    if not viewer.own_clients:
        return []
    return _standing_first(_rows(Promise.objects.filter(client_id__in=viewer.own_clients), as_of))


def list_promises_came_later(
    *, viewer: Viewer, client_id: UUID, known: Collection[str], as_of: datetime
) -> list[tuple[UUID, PromiseRow | None]]:
    """What was promised to a client besides the known promises, and about no case, by id: for whoever parts
    clients who were joined. A promise that the viewer may not read comes without its row. Two queries.
    """
    rows = Promise.objects.filter(client_id=client_id, case_id=None).exclude(id__in=known)
    read = {row.id: row for row in _rows(rows.filter(promises_in_scope(viewer)), as_of)}
    return [(id_, read.get(id_)) for id_ in rows.order_by("id").values_list("id", flat=True)]


@dataclass(frozen=True)
class PromiseCounts:
    """How many promises stand how. Each promise is in one of the five.

    `broken` are those that were not kept at all, also when they were withdrawn afterwards; `withdrawn` only
    those that were withdrawn before they were due.
    """

    open: int
    kept: int
    kept_late: int
    broken: int
    withdrawn: int


def count_promises(*, viewer: Viewer, since: date | None = None, until: date | None = None) -> PromiseCounts:
    """How the promises stand that fell due from `since` up to the day before `until`. One query."""
    in_time = Q(broken_at=None)
    counts = _due_between(_seen(viewer), since, until).aggregate(
        open=Count("id", filter=Q(state="open")),
        kept=Count("id", filter=Q(state="kept")),
        kept_late=Count("id", filter=Q(state="kept_late")),
        broken=Count("id", filter=Q(state="broken") | Q(state="withdrawn") & ~in_time),
        withdrawn=Count("id", filter=Q(state="withdrawn") & in_time),
    )
    return PromiseCounts(**counts)


@dataclass(frozen=True, slots=True)
class PromiseFact:
    """A promise as a fact for measuring a standard. `done_at` is None while it is not kept.

    `due_month` is the first day of the agency's month in which it is due.
    """

    id: UUID
    standard: str
    kind: str
    benefit: str
    case_id: UUID | None
    office_id: UUID
    due_month: date
    due_at: datetime
    done_at: datetime | None
    state: PromiseState


def iterate_standard_facts(
    *, viewer: Viewer, since: date | None = None, until: date | None = None
) -> Iterator[PromiseFact]:
    """The promises due from `since` up to the day before `until`, in no order, not held in memory.

    What was withdrawn before it was due is left out; what was withdrawn when it was overdue is broken.
    """
    counted = _due_between(_seen(viewer), since, until).exclude(state="withdrawn", broken_at=None)
    zone = current_pack().time_zone
    for row in counted.only(*_FACTS).iterator(chunk_size=2000):
        state = PromiseState(row.state)
        yield PromiseFact(
            id=row.id,
            standard=row.standard,
            kind=row.kind,
            benefit=row.benefit,
            case_id=row.case_id,
            office_id=row.office_id,
            due_month=day_of(row.due_at, zone).replace(day=1),
            due_at=row.due_at,
            done_at=row.kept_at,
            state=PromiseState.BROKEN if state is PromiseState.WITHDRAWN else state,
        )


_FACTS = ("id", "standard", "kind", "benefit", "case_id", "office_id", "due_at", "kept_at", "state")


def _seen(viewer: Viewer) -> QuerySet[Promise]:
    return Promise.objects.filter(promises_in_scope(viewer))


def _to_keep(viewer: Viewer, limit: int) -> QuerySet[Promise]:
    owed = _seen(viewer).filter(owner_id=Given("owner_id"), state__in=_STANDING)
    return owed.order_by("due_at", "id")[:limit]


def _about_to_break(viewer: Viewer, limit: int) -> QuerySet[Promise]:
    still_open = _seen(viewer).filter(state=PromiseState.OPEN.value, due_at__lt=Given("before"))
    return still_open.filter(is_among("team_id", Given("team_ids"))).order_by("due_at", "id")[:limit]


_TO_KEEP, _ABOUT_TO_BREAK = SeenBy(_to_keep), SeenBy(_about_to_break)
_OF_CLIENT = SeenBy(lambda viewer: _seen(viewer).filter(client_id=Given("client_id")))
_OF_CASE = SeenBy(lambda viewer: _seen(viewer).filter(case_id=Given("case_id")))


def _due_between(rows: QuerySet[Promise], since: date | None, until: date | None) -> QuerySet[Promise]:
    zone = current_pack().time_zone
    if since is not None:
        rows = rows.filter(due_at__gte=start_of_day(since, zone))
    if until is not None:
        rows = rows.filter(due_at__lt=start_of_day(until, zone))
    return rows


def _standing_first(rows: list[PromiseRow]) -> list[PromiseRow]:
    standing = sorted((row for row in rows if row.state in STANDING), key=lambda row: (row.due_at, row.id))
    ended = sorted((row for row in rows if row.state not in STANDING), key=lambda row: (row.due_at, row.id))
    return [*standing, *reversed(ended)]


def _rows(rows: Iterable[Promise], as_of: datetime) -> list[PromiseRow]:
    pack = current_pack()
    today = day_of(as_of, pack.time_zone)
    return [_row(row, pack, today) for row in rows]


def _row(row: Promise, pack: Pack, today: date) -> PromiseRow:
    saw("list", [row.client_id])
    due_on = day_of(row.due_at, pack.time_zone)
    made_on = day_of(row.made_at, pack.time_zone)
    left = _days_left(row, pack, today, due_on, made_on) if row.state in _STANDING else None
    return PromiseRow(
        id=row.id,
        kind=row.kind,
        label=_label(row.kind, pack, made_on),
        words=row.words,
        client_id=row.client_id,
        case_id=row.case_id,
        benefit=row.benefit,
        owner_id=row.owner_id,
        due_at=row.due_at,
        due_on=due_on,
        state=PromiseState(row.state),
        made_at=row.made_at,
        made_by=row.made_by,
        kept_at=row.kept_at,
        broken_at=row.broken_at,
        working_days_left=left,
        is_about_to_break=is_about_to_break(row.state, left),
    )


def _label(kind: str, pack: Pack, made_on: date) -> str:
    """What the pack calls a kind that was promised on a day; one that it has dropped keeps its key."""
    try:
        return pack.promise_kind(kind, on=made_on).label
    except RuleBroken:
        return kind.replace("_", " ").capitalize()


def _days_left(row: Promise, pack: Pack, today: date, due_on: date, made_on: date) -> int | None:
    try:
        return _calendar(row.standard, pack, made_on).working_days_between(today, due_on)
    except CalendarHorizonPassed:
        return None


def _calendar(standard: str, pack: Pack, made_on: date) -> Calendar:
    try:
        return pack.calendar_for(pack.standard(standard, on=made_on))
    except RuleBroken:
        return pack.calendar
