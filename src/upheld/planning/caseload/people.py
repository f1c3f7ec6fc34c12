"""The people of a team day by day: who leaves, is hired, is in training, and the hours left for cases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from upheld.planning.caseload.changes import Schedule
from upheld.planning.caseload.draws import stream
from upheld.planning.caseload.teams import Staff

Numbers = NDArray[np.float64]

WORKING_DAYS_OF_A_YEAR = 253


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """For each day and draw: people trained, people in training, and hours for cases."""

    trained: Numbers
    in_training: Numbers
    hours: Numbers


def people_by_day(
    staff: Staff, schedule: Schedule, draws: int, *, seed: int, name: str, by_chance: bool = True
) -> People:
    """Follow the people of a team through the schedule.

    Leavers come one by one at random with the same luck in every scenario; without `by_chance` a fraction of
    a person leaves each day. Nobody leaves while in training.
    """
    days = len(schedule.leave)
    trained, begin = np.empty((days, draws)), np.zeros((days + 1, draws))
    ready = np.zeros((days + 1, draws))
    begin[:days] += schedule.begin[:, None]
    present = np.full(draws, staff.trained, dtype=np.float64)
    most = staff.trained + float(schedule.join.sum() + schedule.begin.sum())
    luck = _Leaving(staff, most, draws, days, stream(seed, name, "leaving")) if by_chance else None
    daily = _daily(staff)
    for day in range(days):
        present += schedule.join[day] + ready[day] - np.minimum(schedule.give[day], present)
        leavers = np.minimum(luck.leavers(present) if luck else present * daily, present)
        leavers = np.minimum(leavers + schedule.leave[day], present)
        present -= leavers
        if staff.hiring_days is not None:
            begin[min(day + max(staff.hiring_days, 1), days)] += leavers
        if schedule.training_days:
            ready[min(day + schedule.training_days, days)] += begin[day]
        else:
            present += begin[day]
        trained[day] = present
    in_training = np.cumsum(begin[:days], axis=0) - np.cumsum(ready[:days], axis=0)
    in_training = np.maximum(in_training, 0.0) if schedule.training_days else np.zeros_like(trained)
    hours = np.maximum(trained * staff.hours_a_day - in_training * staff.buddy_hours, 0.0)
    return People(trained, in_training, hours)


def _daily(staff: Staff) -> float:
    """The chance that a person leaves on a day."""
    return float(1.0 - (1.0 - staff.leaving_a_year) ** (1.0 / WORKING_DAYS_OF_A_YEAR))


class _Leaving:
    """Leavers as a Poisson process in person-days: one goes each time that enough days have been worked."""

    def __init__(
        self, staff: Staff, people: float, draws: int, days: int, generator: np.random.Generator
    ) -> None:
        self._daily = _daily(staff)
        most = int(2 * (people + 50) * self._daily * days) + 50
        self._due = np.cumsum(generator.exponential(1.0, (draws, most)), axis=1)
        self._due[:, -1] = np.inf
        self._gone = np.zeros(draws, dtype=np.intp)
        self._worked = np.zeros(draws)
        self._lanes = np.arange(draws)

    def leavers(self, present: Numbers) -> Numbers:
        """How many leave on this day, for each draw."""
        self._worked += present * self._daily
        before = self._gone.copy()
        while (due := self._due[self._lanes, self._gone] <= self._worked).any():
            self._gone += due
        return (self._gone - before).astype(np.float64)
