"""What if: changes to people, training, quality and demand, on the working days on which they happen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from upheld.planning.caseload.teams import Team
from upheld.planning.figures import ImpossibleFigure, need, need_above, need_from

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PeopleLeave:
    """So many trained people leave a team on a day. They are replaced as leavers are."""

    team: str
    number: float
    on_day: int = 0


@dataclass(frozen=True, slots=True)
class PeopleJoin:
    """So many people join a team on a day: new to its benefit, unless they are `trained`."""

    team: str
    number: float
    on_day: int = 0
    trained: bool = False


@dataclass(frozen=True, slots=True)
class PeopleMove:
    """So many trained people go from one team to another, and are new to its benefit. Not replaced."""

    giver: str
    receiver: str
    number: float
    on_day: int = 0


@dataclass(frozen=True, slots=True)
class TrainingTakes:
    """Training takes so many working days for whoever begins it, in a team or (None) in all."""

    days: int
    team: str | None = None


@dataclass(frozen=True, slots=True)
class SentBackTimes:
    """From a day on, the share sent back is multiplied, in a team or (None) in all: 0.5 halves it."""

    times: float
    from_day: int = 0
    team: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimsTimes:
    """From a day on, the claims that arrive are multiplied, in a team or (None) in all."""

    times: float
    from_day: int = 0
    team: str | None = None


Change = PeopleLeave | PeopleJoin | PeopleMove | TrainingTakes | SentBackTimes | ClaimsTimes


@dataclass(frozen=True, slots=True)
class Scenario:
    """Changes that are tried together, under a name. Without changes: as things are."""

    name: str
    changes: tuple[Change, ...] = field(default=())


@dataclass(frozen=True, slots=True, eq=False)
class Schedule:
    """What a scenario comes to for one team, day by day; arrays have one number for each day.

    `leave` are people who leave (and are replaced), `give` who are moved away, `begin` who begin training and
    `join` who come trained. `sent_back` and `claims` multiply.
    """

    leave: Numbers
    give: Numbers
    begin: Numbers
    join: Numbers
    sent_back: Numbers
    claims: Numbers
    training_days: int

    def is_like(self, other: Schedule) -> bool:
        """Whether the two are the same on every day."""
        if self.training_days != other.training_days:
            return False
        names = (one.name for one in fields(self) if one.name != "training_days")
        return all(np.array_equal(getattr(self, name), getattr(other, name)) for name in names)


def schedule_of(team: Team, scenario: Scenario, days: int) -> Schedule:
    """The scenario day by day for this team, over so many days. Raises ImpossibleFigure."""
    need_from("days", days, 1)
    zero, one = np.zeros(days), np.ones(days)
    arrays = {name: zero.copy() for name in ("leave", "give", "begin", "join")}
    arrays |= {"sent_back": one.copy(), "claims": one.copy()}
    training = team.staff.training_days
    for change in scenario.changes:
        if isinstance(change, TrainingTakes):
            need_from("days of training", change.days)
            training = change.days if change.team in (None, team.name) else training
        elif isinstance(change, SentBackTimes | ClaimsTimes):
            _multiply(arrays, change, team.name, days)
        else:
            _move(arrays, change, team.name, days)
    need(
        float(arrays["sent_back"].max()) * team.work.sent_back < 1.0,
        "times",
        "too much",
        "below all sent back",
    )
    return Schedule(**arrays, training_days=training)


def check_scenario(scenario: Scenario, teams: Iterable[Team]) -> None:
    """Raise ImpossibleFigure when a change names a team that is not there, or more people than it has."""
    trained = {team.name: team.staff.trained for team in teams}
    for change in scenario.changes:
        named = (change.giver, change.receiver) if isinstance(change, PeopleMove) else (change.team,)
        for name in named:
            if name is not None and name not in trained:
                raise ImpossibleFigure("team", name, f"one of {', '.join(sorted(trained))}")
        if isinstance(change, PeopleMove | PeopleLeave):
            there = trained[str(named[0])]
            need(change.number <= there, f"number from {named[0]}", change.number, f"at most its {there:g}")


def _multiply(arrays: dict[str, Numbers], change: SentBackTimes | ClaimsTimes, name: str, days: int) -> None:
    need_from("times", change.times)
    _need_day(change.from_day, days)
    if change.team in (None, name):
        kind = "sent_back" if isinstance(change, SentBackTimes) else "claims"
        arrays[kind][change.from_day :] *= change.times


def _move(
    arrays: dict[str, Numbers], change: PeopleLeave | PeopleJoin | PeopleMove, name: str, days: int
) -> None:
    need_above("number", change.number)
    _need_day(change.on_day, days)
    if isinstance(change, PeopleMove):
        touched = {change.giver: "give", change.receiver: "begin"}
    elif isinstance(change, PeopleLeave):
        touched = {change.team: "leave"}
    else:
        touched = {change.team: "join" if change.trained else "begin"}
    if name in touched:
        arrays[touched[name]][change.on_day] += change.number


def _need_day(day: int, days: int) -> None:
    need(0 <= day < days, "day", day, f"from 0 to {days - 1}")
