"""One office's history: everything that happens in it, moment by moment, each by a command of the product.

A life is a generator: it does something at the present moment and yields the moment at which it goes on. The
office lets all lives run in the order of their moments, and remembers only what it needs to choose what comes
next: who owns what, and how much everyone carries.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random
from typing import ParamSpec, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from upheld.domains.access.queries import Viewer, the_service
from upheld.domains.casework import commands as casework
from upheld.domains.casework.queries import list_leader_tasks, list_tasks_to_do
from upheld.journeys.demonstration.plan import Times
from upheld.journeys.demonstration.staff import Office, Officer, Team
from upheld.kernel import outbox
from upheld.kernel.days import day_of
from upheld.policy import current_pack

P = ParamSpec("P")
R = TypeVar("R")
Life = Iterator[datetime]

MANY = 5_000

_DONE_BY_ITSELF = "assign_owner"
"""What a leader is asked to do, and casework sees done when somebody accepts the case."""


@dataclass
class Matter:
    """A case as the history needs it. `id` is None before it is opened."""

    number: int
    benefit: str
    client_id: UUID
    team: Team
    opens_at: datetime
    id: UUID | None = None
    stage: str = "application"
    owner: Officer | None = None
    is_open: bool = False
    is_offered: bool = False
    due_on: date | None = None
    decided_by: UUID | None = None


@dataclass
class History:
    """An office, its cases and what is to happen next. `at` is the present moment."""

    office: Office
    times: Times
    rng: Random
    at: datetime
    matters: dict[UUID, Matter] = field(default_factory=dict)
    _waiting: list[tuple[datetime, int, Life]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)
    _tasks: dict[tuple[UUID, str], UUID] = field(default_factory=dict)
    _asked: set[UUID] = field(default_factory=set)

    @property
    def day(self) -> date:
        """The day it is."""
        return day_of(self.at, self.times.zone)

    def wake(self, moment: datetime, life: Life) -> None:
        """Let a life go on at a moment, and from there on at the moments that it yields."""
        heapq.heappush(self._waiting, (moment, next(self._numbers), life))

    def live_until(self, moment: datetime) -> None:
        """Let everything happen that happens before a moment."""
        while self._waiting and self._waiting[0][0] < moment:
            self.at, _, life = heapq.heappop(self._waiting)
            following = next(life, None)
            if following is not None:
                self.wake(max(following, self.at + timedelta(seconds=20)), life)

    def do(self, command: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Carry out a command, and what follows from it."""
        result = command(*args, **kwargs)
        outbox.react_now()
        return result

    @staticmethod
    def moment_of(times: Times, day: date, hour: float) -> datetime:
        """A moment of a day where the offices are, in hours since midnight."""
        return datetime.combine(day, time.min, ZoneInfo(times.zone)) + timedelta(hours=hour)

    def moment(self, day: date, hour: float) -> datetime:
        """The same here."""
        return self.moment_of(self.times, day, hour)

    def later(self, working_days: int) -> datetime:
        """Some moment in office hours, so many working days from now; nought is a little later today."""
        if working_days <= 0:
            return self.at + timedelta(minutes=self.rng.randrange(5, 50))
        day = self.times.calendar.add_working_days(self.day, working_days)
        return self.moment(day, 9 + 7.5 * self.rng.random())

    def on(self, day: date) -> datetime:
        """Some moment in office hours of a day, or a little later when that is past."""
        moment = self.moment(day, 9 + 7.5 * self.rng.random())
        return moment if moment > self.at else self.later(0)

    def weight(self, matter: Matter) -> int:
        """The points of a case at its present stage."""
        return current_pack().points(matter.benefit, matter.stage, on=self.day)

    def moved(self, matter: Matter, stage: str) -> None:
        """Note that a case came to another stage, which may weigh more or less."""
        if matter.owner:
            matter.owner.points -= self.weight(matter)
        matter.stage = stage
        if matter.owner and stage != "closed":
            matter.owner.points += self.weight(matter)

    def owned(self, matter: Matter, owner: Officer | None) -> None:
        """Note who owns a case now."""
        if matter.owner:
            matter.owner.points -= self.weight(matter)
        if owner:
            owner.points += self.weight(matter)
        matter.owner = owner

    def task_of(self, matter: Matter, kind: str) -> UUID | None:
        """The open task of this kind of a case; what else its owner has to do is remembered meanwhile."""
        if matter.id is None or matter.owner is None:
            return None
        key = (matter.id, kind)
        for days in (3, 2_000):
            if key in self._tasks:
                return self._tasks.pop(key)
            viewer = Viewer(account_id=matter.owner.id)
            until = self.day + timedelta(days=days)
            for row in list_tasks_to_do(viewer=viewer, until=until, limit=MANY):
                self._tasks[row.case_id, row.kind] = row.id
        return self._tasks.pop(key, None)

    def leaders_go_through_their_tasks(self) -> None:
        """Let each leader do, within days, what the clock and the reactions asked of them."""
        teams = [team.id for team in self.office.teams]
        rows = list_leader_tasks(viewer=the_service(), team_ids=teams, limit=MANY)
        mine = [row for row in rows if row.case_id in self.matters and row.kind != _DONE_BY_ITSELF]
        fresh = [row for row in mine if row.id not in self._asked]
        for row in sorted(fresh, key=lambda row: (self.matters[row.case_id].number, row.kind)):
            self._asked.add(row.id)
            matter = self.matters[row.case_id]
            self.wake(self.later(self.rng.randrange(1, 6)), self._leader_does(matter, row.id, row.kind))

    def _leader_does(self, matter: Matter, task_id: UUID, kind: str) -> Life:
        leader = matter.team.leader
        while not leader.is_present(self.day) or (kind == "unstick" and not matter.owner):
            if not matter.is_open:
                return
            yield self.later(2)
        if matter.is_open:
            self.do(casework.complete_task, task_id=task_id, by=leader.id, at=self.at)
