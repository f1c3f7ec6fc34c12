"""A caseload day by day, as numbers of cases by the day on which they are due.

The state is, for each stage, how many cases fall due on each day: `[due day, draw]`. Nothing is moved as time
passes, and a million cases cost what a hundred do. Each day, in this order: claims and requests arrive;
information arrives for some that wait for it; officers work off what is due first, whatever its stage, until
their hours are used; what is finished goes to its next stage and can be worked on from the next day.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from upheld.planning.caseload.changes import Schedule
from upheld.planning.caseload.draws import Draws, stream
from upheld.planning.caseload.people import People, people_by_day
from upheld.planning.caseload.teams import STAGES, WORKED, Stage, Team
from upheld.planning.figures import need

Numbers = NDArray[np.float64]

_DUST = 0.01
"""Fewer cases than this at the oldest due day are counted with the next: so the past comes to an end."""

_TIDY_EVERY = 8
_TINY = 1e-300


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """What came of a team. Arrays are `[day, draw]`, `stock` is `[day, stage, draw]` at the end of each day.

    `decided` counts first decisions that were not sent back, `in_time` those within the promise, `redecided`
    and `redecided_in_time` redeterminations; `overdue` are open claims past their day. `ages` is
    `[working days from claim to decision, draw]` over the last `ages_of` days; `open_ages` the same of claims
    still open at the end.
    """

    arrived: Numbers
    decided: Numbers
    in_time: Numbers
    redecided: Numbers
    redecided_in_time: Numbers
    requested: Numbers
    overdue: Numbers
    stock: Numbers
    ages: Numbers
    open_ages: Numbers
    ages_of: int
    people: People


def simulate(
    team: Team,
    draws: Draws,
    schedule: Schedule,
    *,
    seed: int,
    ages_of: int = 63,
    by_chance: bool = True,
) -> Course:
    """Follow a team for the days of the schedule, for every draw at once.

    With `by_chance`, claims arrive by a Poisson law and people leave one by one; without it, both at their
    mean. Raises ImpossibleFigure.
    """
    days = len(schedule.claims)
    need(1 <= ages_of <= days, "ages_of", ages_of, f"from 1 to {days}")
    people = people_by_day(team.staff, schedule, len(draws), seed=seed, name=team.name, by_chance=by_chance)
    claims = team.claims_a_day * schedule.claims[:, None] * draws.claims
    if by_chance:
        claims = stream(seed, team.name, "claims").poisson(claims).astype(np.float64)
    floor = _Floor(team, draws, schedule, claims, people.hours)
    for day in range(days):
        floor.work(day, count_ages=day >= days - ages_of)
    return floor.course(people, ages_of)


class _Floor:
    """The state of a team, and what one day does to it."""

    def __init__(self, team: Team, draws: Draws, schedule: Schedule, claims: Numbers, hours: Numbers) -> None:
        self.days, self.lanes = claims.shape
        self.claims, self.hours = claims, hours
        self.promise, self.second = team.promise.days, team.promise.redetermination_days
        self.effort = [team.work.hours[stage] * draws.effort for stage in WORKED]
        self.ready = team.work.ready_at_start
        self.arrives = 1.0 / np.maximum(team.work.evidence_days * draws.evidence, 1.0)
        self.sent_back = np.minimum(team.work.sent_back * schedule.sent_back[:, None] * draws.sent_back, 0.95)
        self.challenged, self.asks = team.work.challenged, 1.0 / team.work.challenge_days
        self.thinking = np.zeros(self.lanes)
        self._lay_out(team)
        self._begin_records()

    def _lay_out(self, team: Team) -> None:
        """Columns for every due day there can be, with what waits at the start."""
        terms = dict.fromkeys(STAGES, self.promise) | {Stage.REDETERMINATION: self.second}
        overdue = [age - terms[lot.stage] for lot in team.waiting for age in lot.by_age]
        self.today = max([0, *overdue])
        columns = self.today + self.days + max(self.promise, self.second) + 1
        self.cases = np.zeros((len(STAGES), columns, self.lanes))
        for lot in team.waiting:
            for age, number in lot.by_age.items():
                due = self.today + terms[lot.stage] - age
                self.cases[STAGES.index(lot.stage), due] += number
        filled = np.flatnonzero(self.cases.sum(axis=(0, 2)))
        self.oldest = min(int(filled[0]) if len(filled) else columns, self.today)
        self.origin = self.today

    def _begin_records(self) -> None:
        shape = (self.days, self.lanes)
        self.decided, self.in_time = np.empty(shape), np.empty(shape)
        self.redecided, self.redecided_in_time = np.empty(shape), np.empty(shape)
        self.requested, self.overdue = np.empty(shape), np.empty(shape)
        self.stock = np.empty((self.days, len(STAGES), self.lanes))
        self.latest = self.origin + self.days
        self.lateness = np.zeros((self.latest + max(self.promise, self.second) + 1, self.lanes))

    def work(self, day: int, *, count_ages: bool) -> None:
        """One day: what arrives, what is worked, where it goes."""
        today = self.today
        self._arrive(day, today)
        window = slice(self.oldest, today + max(self.promise, self.second) + 1)
        claim, evidence, assessment, decision, second = self.cases[:, window]
        came = evidence * self.arrives
        evidence -= came
        assessment += came
        part = self._part_done(day, claim, assessment, decision, second)
        registered, assessed, looked_at, redone = (
            claim * part,
            assessment * part,
            decision * part,
            second * part,
        )
        back = looked_at * self.sent_back[day]
        claim -= registered
        assessment -= assessed
        assessment += registered * self.ready
        evidence += registered * (1.0 - self.ready)
        evidence += back
        decision += assessed
        decision -= looked_at
        second -= redone
        looked_at -= back
        self._record(day, window, looked_at, redone)
        if count_ages:
            first = window.start - today + self.latest
            self.lateness[first : first + len(looked_at)] += looked_at
        self.today += 1
        if day % _TIDY_EVERY == 0:
            self._tidy()

    def _arrive(self, day: int, today: int) -> None:
        self.cases[0, today + self.promise] += self.claims[day]
        requests = self.thinking * self.asks
        self.thinking -= requests
        self.cases[4, today + self.second] += requests
        self.requested[day] = requests

    def _part_done(self, day: int, *worked: Numbers) -> Numbers:
        """Which part of what falls due on each day is worked off today: all, until the hours are used."""
        wanted = worked[0] * self.effort[0]
        for cases, effort in zip(worked[1:], self.effort[1:], strict=True):
            wanted += cases * effort
        left = self.hours[day] - np.cumsum(wanted, axis=0)
        left += wanted
        np.maximum(wanted, _TINY, out=wanted)
        left /= wanted
        part: Numbers = np.clip(left, 0.0, 1.0, out=left)
        return part

    def _record(self, day: int, window: slice, decided: Numbers, redone: Numbers) -> None:
        still = self.today - window.start
        self.decided[day], self.in_time[day] = decided.sum(axis=0), decided[still:].sum(axis=0)
        self.redecided[day], self.redecided_in_time[day] = redone.sum(axis=0), redone[still:].sum(axis=0)
        self.thinking += self.challenged * self.decided[day]
        self.stock[day] = self.cases[:, window].sum(axis=1)
        self.overdue[day] = self.cases[:4, window.start : self.today].sum(axis=(0, 1))

    def _tidy(self) -> None:
        """Let go of due days long past at which next to nothing is left."""
        while self.oldest < self.today and self.cases[:, self.oldest].sum(axis=0).max() < _DUST:
            self.cases[:, self.oldest + 1] += self.cases[:, self.oldest]
            self.cases[:, self.oldest] = 0.0
            self.oldest += 1

    def course(self, people: People, ages_of: int) -> Course:
        """What was recorded."""
        return Course(
            arrived=self.claims,
            decided=self.decided,
            in_time=self.in_time,
            redecided=self.redecided,
            redecided_in_time=self.redecided_in_time,
            requested=self.requested,
            overdue=self.overdue,
            stock=self.stock,
            # Counted by days before the due day; the age is the promise less that.
            ages=self.lateness[: self.latest + self.promise + 1][::-1],
            open_ages=self.cases[:4, : self.today + self.promise].sum(axis=0)[::-1],
            ages_of=ages_of,
            people=people,
        )
