"""My day: what someone promised, is asked to take and has to do, put together for one page."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from upheld.domains.access.queries import Viewer
from upheld.domains.casework.queries import (
    CaseRow,
    Load,
    OfferRow,
    TaskRow,
    list_cases_owned,
    list_leader_tasks,
    list_loads,
    list_offers_to,
    list_tasks_to_do,
)
from upheld.domains.charter.queries import PromiseRow, list_promises_to_keep
from upheld.domains.people.queries import get_client_names
from upheld.domains.workforce.queries import NoSuchOfficer, OfficerRecord, get_officer
from upheld.kernel.days import day_of
from upheld.policy import current_pack

UNSEEN_CLIENT = "A client of another office"
"""What stands in place of the name of a client whom none of the viewer's offices serves."""

PROMISES_READ = 100
PROMISED_SOON = 5
"""A promise that has at most so many working days left stands on the page; later ones are folded away."""

DAYS_AHEAD = 7
"""Tasks of so many days to come are shown."""

CASES_ON_A_PAGE = 50


@dataclass(frozen=True)
class Promised:
    """A promise that is still owed. `task_id` is the task that keeps it, when there is one to do now."""

    promise: PromiseRow
    client: str
    task_id: UUID | None = None

    @property
    def is_soon(self) -> bool:
        """Whether it is broken, or due within a few days."""
        left = self.promise.working_days_left
        return left is not None and left <= PROMISED_SOON


@dataclass(frozen=True)
class ToDo:
    """A task, and whom it is for."""

    task: TaskRow
    client: str


@dataclass(frozen=True)
class Offered:
    """A case that someone is asked to take, and whose it is about."""

    offer: OfferRow
    client: str


@dataclass(frozen=True)
class OwnLoad:
    """What an officer carries; the limit of `load` is lower than `full_limit` when they work fewer hours."""

    load: Load
    full_limit: int
    hours: Decimal
    full_hours: int


@dataclass(frozen=True, kw_only=True)
class MyDay:
    """What the page shows. `officer` and `own` are None for someone who is not an officer."""

    today: date
    officer: OfficerRecord | None
    own: OwnLoad | None
    offered: tuple[Offered, ...]
    promised_soon: tuple[Promised, ...]
    promised_later: tuple[Promised, ...]
    to_do: tuple[ToDo, ...]
    for_leader: tuple[ToDo, ...]


def get_my_day(*, viewer: Viewer, at: datetime) -> MyDay:
    """Everything on the page, in eleven queries at most. What breaks first comes first in each part."""
    me, today = viewer.account_id, day_of(at, current_pack().time_zone)
    promises = list_promises_to_keep(viewer=viewer, owner_id=me, as_of=at, limit=PROMISES_READ)
    offers = list_offers_to(me, viewer=viewer, as_of=at)
    tasks = list_tasks_to_do(viewer=viewer, until=today + timedelta(days=2 * DAYS_AHEAD))
    asked = list_leader_tasks(viewer=viewer, team_ids=viewer.led_teams, limit=10) if viewer.led_teams else []
    officer = _officer(viewer, today)
    names = names_of_clients(clients_of(promises, [*tasks, *asked], offers), viewer)
    promised = _promised(promises, tasks, names)
    kept_by = {one.task_id for one in promised}
    shown = [
        one for one in tasks if one.id not in kept_by and one.due_on <= today + timedelta(days=DAYS_AHEAD)
    ]
    return MyDay(
        today=today,
        officer=officer,
        own=own_load(officer, viewer=viewer, on=today) if officer else None,
        offered=tuple(Offered(offer, names[offer.case.client_id]) for offer in offers),
        promised_soon=tuple(one for one in promised if one.is_soon),
        promised_later=tuple(one for one in promised if not one.is_soon),
        to_do=tuple(ToDo(task, names[task.client_id]) for task in shown),
        for_leader=tuple(ToDo(task, names[task.client_id]) for task in asked),
    )


@dataclass(frozen=True)
class OwnCases:
    """The open cases of the viewer, by next date. `next` is the (next_on, id) where the next page begins."""

    today: date
    cases: tuple[tuple[CaseRow, str], ...]
    next: tuple[date, UUID] | None


def get_own_cases(*, viewer: Viewer, at: datetime, after: tuple[date, UUID] | None) -> OwnCases:
    """A page of the cases that the viewer looks after, each with its client's name. Three queries."""
    rows = list_cases_owned(
        viewer.account_id, viewer=viewer, as_of=at, limit=CASES_ON_A_PAGE + 1, after=after
    )
    shown, last = rows[:CASES_ON_A_PAGE], rows[:CASES_ON_A_PAGE][-1:]
    names = names_of_clients((row.client_id for row in shown), viewer)
    following = [(row.next_on, row.id) for row in last if row.next_on and len(rows) > CASES_ON_A_PAGE]
    return OwnCases(
        today=day_of(at, current_pack().time_zone),
        cases=tuple((row, names[row.client_id]) for row in shown),
        next=following[0] if following else None,
    )


def clients_of(
    promises: Iterable[PromiseRow], tasks: Iterable[TaskRow], offers: Iterable[OfferRow]
) -> Iterator[UUID]:
    """Whom these are about."""
    yield from (one.client_id for one in promises)
    yield from (one.client_id for one in tasks)
    yield from (one.case.client_id for one in offers)


def names_of_clients(ids: Iterable[UUID], viewer: Viewer) -> Mapping[UUID, str]:
    """What to call each of these clients; those out of sight get words that say so. One query."""
    wanted = set(ids)
    return dict.fromkeys(wanted, UNSEEN_CLIENT) | get_client_names(viewer=viewer, client_ids=wanted)


def own_load(officer: OfficerRecord, *, viewer: Viewer, on: date) -> OwnLoad:
    """What an officer carries, and from which limit their hours take something off. One query."""
    pack = current_pack()
    load = list_loads({officer.id: officer.contracted_hours}, viewer=viewer, on=on)[officer.id]
    return OwnLoad(load, pack.limit_points(on=on), officer.contracted_hours, pack.full_time_hours(on=on))


def _officer(viewer: Viewer, today: date) -> OfficerRecord | None:
    try:
        return get_officer(viewer.account_id, viewer=viewer, on=today)
    except NoSuchOfficer:
        return None


def _promised(
    promises: Iterable[PromiseRow], tasks: Iterable[TaskRow], names: Mapping[UUID, str]
) -> list[Promised]:
    """Each promise with the first task that keeps it, so that the two stand on one line."""
    keeping: dict[tuple[UUID | None, str], UUID] = {}
    for task in tasks:
        if task.keeps:
            keeping.setdefault((task.case_id, task.keeps), task.id)
    return [Promised(one, names[one.client_id], keeping.get((one.case_id, one.kind))) for one in promises]
