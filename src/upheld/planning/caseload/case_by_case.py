"""The same caseload exactly: every case, every officer and every task by itself, one event after another.

Slow and by chance, it shows what the simulation in whole columns leaves out. The tests compare the two; it
shares no code with the other but the description of a team. Efforts, delays and careers are random
(exponential hours, a daily chance for what others send, a daily chance to leave).
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from dataclasses import dataclass, field

import numpy as np

from upheld.planning.caseload.changes import Schedule
from upheld.planning.caseload.people import WORKING_DAYS_OF_A_YEAR
from upheld.planning.caseload.teams import Stage, Team


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted at the end of each day: the same figures as of a `Course`, in whole cases."""

    arrived: tuple[int, ...]
    decided: tuple[int, ...]
    in_time: tuple[int, ...]
    redecided: tuple[int, ...]
    requested: tuple[int, ...]
    stock: tuple[int, ...]
    trained: tuple[int, ...]


@dataclass(order=True, slots=True)
class _Task:
    """A case's present stage: what is due first is worked first, of one day what came first."""

    due: int
    number: int
    stage: Stage = field(compare=False)
    hours: float = field(compare=False, default=0.0)


def run(team: Team, schedule: Schedule, *, seed: int) -> Tally:
    """Follow every case of a team through the schedule once."""
    office = _Office(team, schedule, np.random.default_rng(seed))
    for day in range(len(schedule.claims)):
        office.live(day)
    return office.tally()


class _Office:
    """Cases to hand, cases that wait for others, people, and the day they next free themselves."""

    def __init__(self, team: Team, schedule: Schedule, luck: np.random.Generator) -> None:
        self.team, self.schedule, self.luck = team, schedule, luck
        self.to_hand: list[_Task] = []
        self.later: defaultdict[int, list[tuple[Stage, int]]] = defaultdict(list)
        self.begun: list[_Task] = []
        self.trained = round(team.staff.trained)
        self.ready: Counter[int] = Counter()
        self.hired: Counter[int] = Counter()
        self.in_training = 0
        self.number = 0
        self.open = 0
        self.days: list[Counter[str]] = []
        for lot in team.waiting:
            second = lot.stage is Stage.REDETERMINATION
            term = team.promise.redetermination_days if second else team.promise.days
            for age, cases in lot.by_age.items():
                for _ in range(round(cases)):
                    self.open += not second
                    self._enter(lot.stage, term - age, 0)

    def live(self, day: int) -> None:
        """One day, morning to evening."""
        self.days.append(Counter())
        for _ in range(self.luck.poisson(self.team.claims_a_day * self.schedule.claims[day])):
            self.days[-1]["arrived"] += 1
            self.open += 1
            self._enter(Stage.CLAIM, day + self.team.promise.days, day)
        for stage, due in self.later.pop(day, []):
            if stage is Stage.REDETERMINATION:
                self.days[-1]["requested"] += 1
            self._place(stage, due)
        self._careers(day)
        self._work(day)
        self.days[-1] += Counter(stock=self.open, trained=self.trained)

    def _enter(self, stage: Stage, due: int, day: int) -> None:
        """A case comes to a stage: to hand at once, or after a delay that others make."""
        if stage is Stage.EVIDENCE:
            wait = int(self.luck.geometric(1.0 / self.team.work.evidence_days))
            self.later[day + wait].append((Stage.ASSESSMENT, due))
        else:
            self.later[day].append((stage, due))

    def _place(self, stage: Stage, due: int) -> None:
        self.number += 1
        hours = float(self.luck.exponential(self.team.work.hours[stage]))
        heapq.heappush(self.to_hand, _Task(due, self.number, stage, hours))

    def _careers(self, day: int) -> None:
        """Who joins, is ready, is moved and leaves today."""
        staff, schedule = self.team.staff, self.schedule
        ready = self.ready.pop(day, 0)
        self.in_training -= ready
        self.trained += ready + round(schedule.join[day])
        self.trained -= min(round(schedule.give[day]), self.trained)
        chance = 1.0 - (1.0 - staff.leaving_a_year) ** (1.0 / WORKING_DAYS_OF_A_YEAR)
        gone = int(self.luck.binomial(self.trained, chance))
        gone = min(gone + round(schedule.leave[day]), self.trained)
        self.trained -= gone
        if staff.hiring_days is not None:
            self.hired[day + max(staff.hiring_days, 1)] += gone
        new = self.hired.pop(day, 0) + round(schedule.begin[day])
        self.in_training += new
        self.ready[day + max(schedule.training_days, 1)] += new

    def _work(self, day: int) -> None:
        """Each officer takes what is due first, one task after another; what is begun goes on tomorrow."""
        if not self.trained:
            return
        staff = self.team.staff
        hours = max(staff.hours_a_day - self.in_training * staff.buddy_hours / self.trained, 0.0)
        for task in self.begun:
            heapq.heappush(self.to_hand, task)
        self.begun = []
        free = [(0.0, officer) for officer in range(self.trained)]
        while free and self.to_hand:
            time, officer = heapq.heappop(free)
            task = heapq.heappop(self.to_hand)
            if time + task.hours > hours:
                task.hours -= hours - time
                self.begun.append(task)
                continue
            heapq.heappush(free, (time + task.hours, officer))
            self._finish(task, day)

    def _finish(self, task: _Task, day: int) -> None:
        """Where a case goes when a task is done; it can be worked on again from the next day."""
        work, today = self.team.work, self.days[-1]
        if task.stage is Stage.REDETERMINATION:
            today["redecided"] += 1
        elif task.stage is Stage.ASSESSMENT:
            self._enter(Stage.DECISION, task.due, day + 1)
        elif task.stage is Stage.CLAIM:
            ready = self.luck.random() < work.ready_at_start
            self._enter(Stage.ASSESSMENT if ready else Stage.EVIDENCE, task.due, day + ready)
        elif self.luck.random() < work.sent_back * self.schedule.sent_back[day]:
            self._enter(Stage.EVIDENCE, task.due, day)
        else:
            today["decided"] += 1
            today["in_time"] += day <= task.due
            self.open -= 1
            if self.luck.random() < work.challenged:
                asked = day + int(self.luck.geometric(1.0 / work.challenge_days))
                term = self.team.promise.redetermination_days
                self.later[asked].append((Stage.REDETERMINATION, asked + term))

    def tally(self) -> Tally:
        """What was counted, day by day."""
        return Tally(*(tuple(day[name] for day in self.days) for name in Tally.__slots__))
