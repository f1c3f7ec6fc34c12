"""How a case finds an owner, and how it goes from one to another."""

from __future__ import annotations

from upheld.domains.access.queries import the_service
from upheld.domains.casework import commands as casework
from upheld.domains.casework.queries import list_unowned
from upheld.journeys.demonstration import words
from upheld.journeys.demonstration.history import MANY, History, Life, Matter
from upheld.journeys.demonstration.staff import Officer

COMFORTABLE = 0.96
"""Officers take new work up to this part of their limit; later stages may weigh more."""


def with_room(history: History, matter: Matter, but: Officer | None = None) -> Officer | None:
    """Who of the team is present, trained and least loaded; nobody when that would pass their limit."""
    weight = history.weight(matter)
    fit = [
        one
        for one in matter.team.officers
        if one is not but
        and not one.is_leader
        and matter.benefit in one.benefits
        and one.is_present(history.day)
        and one.points + weight <= COMFORTABLE * one.limit
    ]
    return min(fit, key=lambda one: one.points / one.limit, default=None)


def find_owner(history: History, matter: Matter) -> Life:
    """Until the case has an owner: someone with room takes it, or the leader offers it to them."""
    while matter.is_open and matter.owner is None:
        officer = None if matter.is_offered else with_room(history, matter)
        if officer is None or matter.id is None:
            yield history.later(history.rng.randrange(2, 6))
        elif history.rng.random() < 0.7:
            history.do(casework.take_case, case_id=matter.id, by=officer.id, at=history.at)
            history.owned(matter, officer)
        else:
            note = history.rng.choice(words.LEADER_NOTES)
            yield from offer(history, matter, officer, note, by=matter.team.leader)


def hand_over(history: History, matter: Matter, *, warmly: bool = True) -> Life:
    """The owner offers the case to a colleague, once; it may be declined, or not answered."""
    giver = matter.owner
    receiver = with_room(history, matter, but=giver)
    if giver is None or receiver is None or matter.is_offered or not giver.is_present(history.day):
        return
    note = history.rng.choice(words.WARM_NOTES if warmly else words.LEADER_NOTES)
    yield from offer(history, matter, receiver, note, by=giver)


def offer(history: History, matter: Matter, to: Officer, note: str, *, by: Officer) -> Life:
    """Offer a case, and let the receiver answer on this or the next day, or not at all."""
    if matter.id is None:
        return
    owner, answer = matter.owner, history.rng.random()
    history.do(casework.offer_case, case_id=matter.id, to=to.id, note=note, by=by.id, at=history.at)
    matter.is_offered = True
    yield history.later(history.rng.randrange(0, 2))
    if answer > 0.95 or not to.is_present(history.day) or matter.owner is not owner or not matter.is_open:
        # The clock brings the offer back on a Monday.
        yield history.later(9)
        matter.is_offered = False
        return
    matter.is_offered = False
    if answer > 0.85:
        reason = history.rng.choice(words.DECLINES)
        history.do(casework.decline_case, case_id=matter.id, reason=reason, by=to.id, at=history.at)
        yield history.later(1)
        return
    history.do(casework.accept_case, case_id=matter.id, by=to.id, at=history.at)
    history.owned(matter, to)
    if owner is not None:
        history.wake(history.later(history.rng.randrange(1, 4)), introduce(history, matter))


def introduce(history: History, matter: Matter) -> Life:
    """The new owner introduces themselves, mostly in time."""
    while matter.is_open and matter.owner and not matter.owner.is_present(history.day):
        yield history.later(1)
    task_id = history.task_of(matter, "introduce") if matter.is_open else None
    if task_id and matter.owner:
        history.do(casework.complete_task, task_id=task_id, by=matter.owner.id, at=history.at)


def notice_releases(history: History) -> None:
    """See which cases have lost their owner without this history's doing, and look for new owners."""
    teams = [team.id for team in history.office.teams]
    rows = list_unowned(viewer=the_service(), team_ids=teams, as_of=history.at, limit=MANY)
    known = [history.matters[row.id] for row in rows if row.id in history.matters]
    for matter in sorted(known, key=lambda one: one.number):
        if matter.owner is not None:
            history.owned(matter, None)
            history.wake(history.later(history.rng.randrange(2, 8)), find_owner(history, matter))
