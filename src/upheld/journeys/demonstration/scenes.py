"""What the last days bring to those who show the service: so that today is a lively day for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from upheld.domains.casework import commands as casework
from upheld.journeys.demonstration import words
from upheld.journeys.demonstration.history import History, Life, Matter
from upheld.journeys.demonstration.owners import with_room
from upheld.journeys.demonstration.staff import Officer, Team

SHOWS = 2
"""The place in the team of the officer as whom a visitor signs in."""


def begin(history: History) -> None:
    """Let the scenes of the first team happen, each at its moment."""
    times, team = history.times, history.office.teams[0]
    scenes: tuple[tuple[date, float, Callable[[History, Team], Life]], ...] = (
        (times.before(6), 10.2, break_a_promise),
        (times.calendar.add_working_days(times.next, -3), 11.1, owe_a_reply),
        (times.last, 9.3, have_plenty_to_do),
        (times.last, 15.1, owe_a_call),
        (times.last, 15.4, be_offered_two),
        (times.last, 16.2, leave_two_unanswered),
    )
    for day, hour, scene in scenes:
        history.wake(history.moment(day, hour), scene(history, team))


def _cases_of(history: History, officer: Officer, *stages: str) -> list[Matter]:
    mine = [one for one in history.matters.values() if one.owner is officer and not one.is_offered]
    return sorted((one for one in mine if not stages or one.stage in stages), key=lambda one: -one.number)


def _promise(history: History, team: Team, kind: str, place: int) -> None:
    officer = team.officers[SHOWS]
    for matter in _cases_of(history, officer)[place : place + 1]:
        if matter.id:
            history.do(casework.promise_client, case_id=matter.id, kind=kind, by=officer.id, at=history.at)


def break_a_promise(history: History, team: Team) -> Life:
    """An answer is promised and not given: the clock finds it out some days later."""
    _promise(history, team, "reply", 3)
    yield from ()


def owe_a_reply(history: History, team: Team) -> Life:
    """An answer is promised that is due on the next working day."""
    _promise(history, team, "reply", 1)
    yield from ()


def owe_a_call(history: History, team: Team) -> Life:
    """A call is promised for the day after."""
    _promise(history, team, "call_back", 5)
    yield from ()


def have_plenty_to_do(history: History, team: Team) -> Life:
    """Tasks that are overdue, due today and due this week."""
    officer, today = team.officers[SHOWS], history.times.today
    wanted: Iterator[tuple[str, date]] = iter(
        (
            ("check_information", history.times.last),
            ("check_information", today),
            ("chase_information", today),
            ("tell_decision", today),
            ("check_information", history.times.next),
            ("ask_for_information", history.times.next + timedelta(days=2)),
            ("chase_information", history.times.next + timedelta(days=3)),
        )
    )
    for matter, (kind, due_on) in zip(_cases_of(history, officer)[6:], wanted, strict=False):
        if matter.id:
            history.do(
                casework.add_task, case_id=matter.id, kind=kind, due_on=due_on, by=officer.id, at=history.at
            )
    yield from ()


def be_offered_two(history: History, team: Team) -> Life:
    """The leader offers a case that nobody owns, and a colleague one of theirs."""
    officer = team.officers[SHOWS]
    unowned = [one for one in history.matters.values() if _is_free(one, team, officer)]
    for matter in unowned[-1:]:
        _offer(history, matter, officer, words.LEADER_NOTES[0], team.leader)
    giver = next((one for one in team.officers[3:] if one.is_present(history.day)), team.officers[1])
    for matter in _cases_of(history, giver, "gathering", "assessment", "decision")[:1]:
        _offer(history, matter, officer, words.WARM_NOTES[0], giver)
    yield from ()


def leave_two_unanswered(history: History, team: Team) -> Life:
    """Two more offers of the team wait for an answer from others."""
    officer = team.officers[SHOWS]
    unowned = [one for one in history.matters.values() if _is_free(one, team, officer)]
    for matter in unowned[:2]:
        receiver = with_room(history, matter, but=officer) or team.officers[1]
        _offer(history, matter, receiver, words.LEADER_NOTES[2], team.leader)
    yield from ()


def _is_free(matter: Matter, team: Team, officer: Officer) -> bool:
    trained = matter.benefit in officer.benefits
    return (
        matter.is_open and matter.owner is None and not matter.is_offered and matter.team is team and trained
    )


def _offer(history: History, matter: Matter, to: Officer, note: str, by: Officer) -> None:
    if matter.id:
        history.do(casework.offer_case, case_id=matter.id, to=to.id, note=note, by=by.id, at=history.at)
        matter.is_offered = True
