"""What the page of a case shows, in words: facts, tasks, promises, owners and what happened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from upheld.domains.casework.queries import CaseRecord, HandoverRow, Hop, TaskRow
from upheld.domains.charter.queries import PromiseRow, PromiseState
from upheld.journeys.case_page import CasePage
from upheld.web.components.due import Due
from upheld.web.components.figures import Fact, Link
from upheld.web.components.words import count, day, moment
from upheld.web.identity import identity_on_case
from upheld.web.officer.offers import last_day, offer_view
from upheld.web.rows import due_of_case, due_of_promise, due_on


@dataclass(frozen=True)
class TaskLine:
    """A task that is open, with when it is due."""

    id: UUID
    title: str
    due: Due
    for_leader: bool


@dataclass(frozen=True)
class PromiseLine:
    """A promise: what was said, and how it stands: `due` while it is owed, `ended` once it is not."""

    label: str
    words: str
    due: Due | None
    is_broken: bool
    ended: str


@dataclass(frozen=True)
class OwnerLine:
    """Who looked after the case, from when to when."""

    who: str
    when: str


_ENDED = {
    PromiseState.KEPT: "Kept",
    PromiseState.KEPT_LATE: "Kept late",
    PromiseState.WITHDRAWN: "Withdrawn",
}
_ANSWERS = {
    "offered": "waits for an answer",
    "accepted": "accepted",
    "declined": "declined",
    "withdrawn": "withdrawn",
    "not_answered": "not answered in time",
}


def case_view(page: CasePage) -> dict[str, Any]:
    """Everything that the template names."""
    case, today = page.case, page.today
    row = case.row
    promises = [_promise(one, today) for one in page.promises]
    client = page.strip.name if page.strip else "A client of another office"
    asked = case.offer if page.is_asked_of_me else None
    return {
        "page": page,
        "case": case,
        "row": row,
        "identity": identity_on_case(page.strip, row),
        "may_work": case.may_work and row.is_open,
        "may_offer": row.is_open and case.offer is None and (case.may_work or row.owner_id is None),
        "asked": offer_view(asked, row.id, f"{client}: {row.benefit_name}", today) if asked else None,
        "facts": _facts(case),
        "due": due_of_case(row),
        "tasks": task_lines(case.tasks, today),
        "owed": [one for one in promises if one.due],
        "ended": [one for one in promises if not one.due],
        "owners": [_owner(hop) for hop in reversed(case.hops)],
        "offers": [_offer(one) for one in reversed(case.handovers) if one.offered_by_name != one.to_name],
        "answer_by": last_day(case.offer.answer_by) if case.offer else None,
        "happened": _happened(case),
    }


def task_lines(tasks: Iterable[TaskRow], today: date) -> list[TaskLine]:
    """The open tasks, as they come."""
    return [TaskLine(one.id, one.title, due_on(one.due_on, today), one.for_leader) for one in tasks]


def _facts(case: CaseRecord) -> list[Fact]:
    row = case.row
    facts = [
        Fact("Stage", row.stage_name, _change(case)),
        Fact("Opened", day(row.opened_at)),
        Fact("Team", f"{row.team_name}, {case.office_name}"),
    ]
    if row.closed_at:
        facts.insert(0, Fact("Closed", (moment(row.closed_at), row.outcome)))
    return facts


def _change(case: CaseRecord) -> Link | None:
    movable = case.may_work and case.row.is_open and case.next_stages
    return Link("Move on", reverse("case-move", args=[case.row.id])) if movable else None


def _promise(one: PromiseRow, today: date) -> PromiseLine:
    owed = one.state in (PromiseState.OPEN, PromiseState.BROKEN)
    ended = "" if owed else _ENDED[one.state] + (f" on {day(one.kept_at)}" if one.kept_at else "")
    due = due_of_promise(one, today) if owed else None
    return PromiseLine(one.label, one.words, due, one.state is PromiseState.BROKEN, ended)


def _owner(hop: Hop) -> OwnerLine:
    who = hop.owner_name or f"Nobody: {hop.unowned_words[:1].lower()}{hop.unowned_words[1:]}"
    if hop.ended_at is None:
        return OwnerLine(who, f"Since {day(hop.started_at)}")
    first, last = day(hop.started_at), day(hop.ended_at)
    days = first if first == last else f"{first} to {last}"
    return OwnerLine(who, f"{days} ({_for_how_long(hop)})")


def _for_how_long(hop: Hop) -> str:
    days = (hop.ended_at - hop.started_at).days if hop.ended_at else 0
    if days < 1:
        return "less than a day"
    if days < 21:
        return count(days, "day")
    return count(days // 7, "week") if days < 91 else count(days // 30, "month")


def _offer(one: HandoverRow) -> dict[str, str]:
    answered = f" on {day(one.answered_at)}" if one.answered_at else ""
    return {
        "sentence": f"{one.offered_by_name} asked {one.to_name} on {day(one.offered_at)}: "
        f"{_ANSWERS[one.state]}{answered}.",
        "note": one.note,
        "answer": one.answer,
    }


def _happened(case: CaseRecord) -> list[dict[str, str]]:
    """Stages and finished tasks, the latest first."""
    moves = [
        (one.at, f"{_move(one.from_name, one.to_name)}, by {one.by_name}", one.reason) for one in case.moves
    ]
    done = [
        (one.ended_at, f"Done: {one.title}, by {one.ended_by_name}", "")
        for one in case.done_tasks
        if one.ended_at
    ]
    holds = [
        (one.ended_at, f"A hold ended: {one.reason_words}", one.note)
        for one in case.past_holds
        if one.ended_at
    ]
    latest = sorted([*moves, *done, *holds], key=lambda entry: entry[0], reverse=True)
    return [{"when": day(at), "sentence": sentence, "detail": detail} for at, sentence, detail in latest]


def _move(from_name: str, to_name: str) -> str:
    return f"Moved to “{to_name}”" if from_name else f"Opened at “{to_name}”"
