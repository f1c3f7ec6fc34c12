"""The life of a case, from its claim to its end, and the small things that happen on the way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from upheld.domains.casework import commands as casework
from upheld.domains.casework.queries import Stage
from upheld.journeys.demonstration import words
from upheld.journeys.demonstration.history import History, Life, Matter
from upheld.journeys.demonstration.owners import find_owner, hand_over
from upheld.journeys.demonstration.plan import DLA, ESA, IN_TIME, JSA, PC, PIP, SP, UC
from upheld.journeys.demonstration.staff import Officer
from upheld.kernel.identifiers import SYSTEM, new_id
from upheld.policy import current_pack

AWARDED: Mapping[str, float] = {PIP: 0.62, SP: 0.98, ESA: 0.7, JSA: 0.82, PC: 0.75, DLA: 0.72, UC: 0.85}
"""Of the claims that are decided, the part that is paid. Invented."""

ENDS: Mapping[str, tuple[float, int, int]] = {
    PIP: (0.45, 25, 180),
    SP: (0.05, 30, 300),
    ESA: (0.4, 40, 250),
    JSA: (0.85, 25, 150),
    PC: (0.1, 40, 250),
    DLA: (0.05, 60, 300),
    UC: (0.55, 40, 260),
}
"""Of the awards, the part that ends, and after how many working days at least and at most. Invented."""

ASSESSED = (PIP, DLA, ESA)
"""Benefits in which a health assessment comes before the decision."""


def live(history: History, matter: Matter) -> Life:
    """A claim: opened, owned, first contact, gathering what is needed, a decision, and what follows it."""
    _open(history, matter)
    decide_on = _decision_day(history, matter)
    yield history.later(history.rng.randrange(0, 3))
    yield from find_owner(history, matter)
    yield history.on(_contact_day(history, matter))
    yield from _first_contact(history, matter, decide_on)
    if history.rng.random() < 0.03:
        yield from _close(history, matter, words.WITHDRAWN)
        return
    if matter.stage != Stage.DECISION:
        yield from _gather(history, matter, decide_on)
    if history.rng.random() < 0.06:
        yield from hand_over(history, matter)
    yield history.on(decide_on)
    if history.rng.random() >= AWARDED[matter.benefit]:
        yield from _close(history, matter, words.REFUSED)
        return
    yield from _award(history, matter)
    yield from _after_the_award(history, matter)


def _open(history: History, matter: Matter) -> None:
    matter.id = history.do(
        casework.open_case,
        client_id=matter.client_id,
        benefit=matter.benefit,
        team_id=matter.team.id,
        by=SYSTEM,
        at=history.at,
    )
    pack, day = current_pack(), history.day
    matter.due_on = pack.due_on(pack.standard_for(matter.benefit, on=day), start=day)
    matter.is_open = True
    history.matters[matter.id] = matter


def _decision_day(history: History, matter: Matter) -> date:
    """When it will be decided: in time as often as the benefit really is, otherwise after the due date."""
    rng, calendar, due_on = history.rng, history.times.calendar, matter.due_on or history.day
    allowed = max(2, calendar.working_days_between(history.day, due_on))
    if rng.random() * 100 < IN_TIME[matter.benefit]:
        return calendar.add_working_days(history.day, max(1, round(allowed * rng.uniform(0.35, 0.93))))
    late = calendar.next_working_day(due_on)
    return calendar.add_working_days(late, round(allowed * rng.uniform(0.02, 0.9)))


def _contact_day(history: History, matter: Matter) -> date:
    """Mostly within the five working days that were promised."""
    days = history.rng.choices((1, 2, 3, 4, 5, 6, 8), (20, 24, 21, 16, 11, 5, 3))[0]
    opened_on = matter.opens_at.date()
    return history.times.calendar.add_working_days(opened_on, days)


def _at_work(history: History, matter: Matter, patience: int = 2) -> Life:
    """Until someone can act on the case: its owner, or after some days the leader for them."""
    waited = 0
    while matter.is_open and _acting(history, matter, covered=waited >= patience) is None:
        if matter.owner is None:
            yield from find_owner(history, matter)
        yield history.later(1)
        waited += 1


def _acting(history: History, matter: Matter, *, covered: bool = True) -> Officer | None:
    owner, leader = matter.owner, matter.team.leader
    if owner is None:
        return None
    if owner.is_present(history.day):
        return owner
    return leader if covered and leader.is_present(history.day) else None


def _complete(
    history: History, matter: Matter, kind: str, by: UUID, *, next_kind: str = "", due_on: date | None = None
) -> None:
    """Do a task and say what comes next; when there is no such task, only add what comes next."""
    task_id = history.task_of(matter, kind)
    if task_id:
        history.do(
            casework.complete_task,
            task_id=task_id,
            next_kind=next_kind,
            next_due_on=due_on,
            by=by,
            at=history.at,
        )
    elif next_kind and matter.id:
        history.do(casework.add_task, case_id=matter.id, kind=next_kind, due_on=due_on, by=by, at=history.at)


def _move(history: History, matter: Matter, stage: Stage, by: UUID) -> None:
    if matter.id and matter.stage != stage.value:
        if matter.stage == Stage.DECISION:
            matter.decided_by = by
        history.do(casework.move_case, case_id=matter.id, to_stage=stage, by=by, at=history.at)
        history.moved(matter, stage.value)


def _write(history: History, matter: Matter, by: UUID) -> None:
    if matter.id:
        key, text = new_id(), history.rng.choice(words.NOTES)
        history.do(casework.write_note, case_id=matter.id, text=text, key=key, by=by, at=history.at)


def _first_contact(history: History, matter: Matter, decide_on: date) -> Life:
    yield from _at_work(history, matter)
    acting = _acting(history, matter)
    if acting is None:
        return
    complex_ = matter.benefit in ASSESSED or (matter.benefit in (PC, UC) and history.rng.random() < 0.3)
    asked_by = history.day + max(timedelta(days=3), (decide_on - history.day) / 3)
    due_on, kind = (asked_by, "ask_for_information") if complex_ else (decide_on, "decide")
    due_on = max(due_on, history.times.calendar.next_working_day(history.day))
    _complete(history, matter, "first_contact", acting.id, next_kind=kind, due_on=due_on)
    if not complex_:
        _move(history, matter, Stage.DECISION, acting.id)
    elif history.rng.random() < 0.5:
        _move(history, matter, Stage.GATHERING, acting.id)
    if history.rng.random() < 0.3:
        _write(history, matter, acting.id)
    if history.rng.random() < 0.09:
        history.wake(history.later(history.rng.randrange(1, 6)), keep_a_promise(history, matter))


def _gather(history: History, matter: Matter, decide_on: date) -> Life:
    """Supporting information is asked for and comes in; some wait for an assessment, on hold."""
    calendar = history.times.calendar
    left = max(3, calendar.working_days_between(history.day, decide_on))
    yield history.later(left // 3)
    yield from _at_work(history, matter)
    acting = _acting(history, matter)
    if acting is None or matter.id is None:
        return
    due_on = max(decide_on, calendar.next_working_day(history.day))
    _complete(history, matter, "ask_for_information", acting.id, next_kind="decide", due_on=due_on)
    if matter.benefit in ASSESSED:
        _move(history, matter, Stage.ASSESSMENT, acting.id)
        yield from _wait_for_the_assessment(history, matter, left // 3, acting.id)
        yield from _at_work(history, matter)
        acting = _acting(history, matter)
    if acting:
        _move(history, matter, Stage.DECISION, acting.id)


def _wait_for_the_assessment(history: History, matter: Matter, days: int, by: UUID) -> Life:
    days = min(days, 55)
    if matter.id is None or days < 5 or history.rng.random() > 0.25:
        yield history.later(max(1, days))
        return
    ends_on = history.times.calendar.add_working_days(history.day, days)
    history.do(
        casework.hold_case,
        case_id=matter.id,
        reason="assessment",
        ends_on=ends_on,
        note=words.HOLD_NOTE,
        by=by,
        at=history.at,
    )
    yield history.on(ends_on)
    yield from _at_work(history, matter)
    acting = _acting(history, matter)
    if acting:
        history.do(casework.end_hold, case_id=matter.id, by=acting.id, at=history.at)
        _complete(history, matter, "end_hold", acting.id)


def _award(history: History, matter: Matter) -> Life:
    yield from _at_work(history, matter, patience=0)
    acting = _acting(history, matter)
    if acting:
        review_on = history.day + timedelta(days=history.rng.randrange(180, 540))
        _move(history, matter, Stage.DECISION, acting.id)
        _complete(history, matter, "decide", acting.id, next_kind="review", due_on=review_on)
        _move(history, matter, Stage.AWARD, acting.id)
        history.wake(history.on(review_on), _review(history, matter))


def _review(history: History, matter: Matter) -> Life:
    """An award is reviewed when that falls due, and about a year later again."""
    while matter.is_open:
        yield from _at_work(history, matter)
        acting = _acting(history, matter)
        if acting is None:
            return
        again_on = history.day + timedelta(days=history.rng.randrange(300, 420))
        _complete(history, matter, "review", acting.id, next_kind="review", due_on=again_on)
        yield history.on(again_on)


def _after_the_award(history: History, matter: Matter) -> Life:
    """Some are looked at again by someone else; some awards end; the others go on."""
    rng = history.rng
    if rng.random() < (0.1 if matter.benefit in ASSESSED else 0.03):
        yield history.later(rng.randrange(5, 25))
        yield from _reconsider(history, matter)
    part, least, most = ENDS[matter.benefit]
    if rng.random() < part:
        yield history.later(rng.randrange(least, most))
        yield from _close(history, matter, words.ENDED)


def _reconsider(history: History, matter: Matter) -> Life:
    """A mandatory reconsideration: done afresh by someone else, when someone else has room."""
    yield from hand_over(history, matter)
    yield from _at_work(history, matter)
    acting = _acting(history, matter)
    if acting is None or matter.id is None or acting.id == matter.decided_by:
        return
    _move(history, matter, Stage.RECONSIDERATION, acting.id)
    days = history.rng.randrange(15, 48)
    due_on = history.times.calendar.add_working_days(history.day, days)
    history.do(
        casework.add_task, case_id=matter.id, kind="decide", due_on=due_on, by=acting.id, at=history.at
    )
    yield history.on(due_on)
    yield from _at_work(history, matter)
    acting = _acting(history, matter)
    if acting and acting.id != matter.decided_by:
        _complete(history, matter, "decide", acting.id)
        _move(history, matter, Stage.AWARD, acting.id)


def _may_not_decide(matter: Matter, who: UUID) -> bool:
    """Whether they would decide afresh what they decided themselves."""
    return matter.stage == Stage.RECONSIDERATION and who == matter.decided_by


def _close(history: History, matter: Matter, outcomes: tuple[str, ...]) -> Life:
    yield from _at_work(history, matter, patience=0)
    acting = _acting(history, matter)
    if acting and matter.id and matter.is_open and not _may_not_decide(matter, acting.id):
        if outcomes is words.REFUSED:
            _move(history, matter, Stage.DECISION, acting.id)
        outcome = history.rng.choice(outcomes)
        history.do(casework.close_case, case_id=matter.id, outcome=outcome, by=acting.id, at=history.at)
        history.moved(matter, Stage.CLOSED.value)
        matter.owner, matter.is_open = None, False


def keep_a_promise(history: History, matter: Matter, kind: str = "") -> Life:
    """A customer rang or wrote: they are promised an answer, and mostly get it in time."""
    acting = _acting(history, matter, covered=False)
    if not matter.is_open or acting is None or matter.id is None:
        return
    kind = kind or history.rng.choice(("call_back", "reply"))
    history.do(casework.promise_client, case_id=matter.id, kind=kind, by=acting.id, at=history.at)
    yield history.later(history.rng.choices((0, 1, 2, 5), (25, 45, 20, 10))[0])
    yield from _at_work(history, matter)
    acting = _acting(history, matter)
    if acting and matter.is_open:
        _complete(history, matter, kind, acting.id)


def give_back(history: History, matter: Matter) -> Life:
    """An owner gives a case up; it stands in the leader's sight until someone takes it."""
    if matter.is_open and matter.owner and matter.id and not matter.is_offered:
        giver = matter.owner
        history.do(
            casework.give_case_back, case_id=matter.id, reason=words.GIVEN_BACK, by=giver.id, at=history.at
        )
        history.owned(matter, None)
        yield history.later(history.rng.randrange(3, 9))
        yield from find_owner(history, matter)
