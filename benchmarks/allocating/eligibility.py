"""Who may have a case, apart from room, in plain words: for the bound, apart from the planner."""

from __future__ import annotations

from typing import NamedTuple

from upheld.planning.allocation import Case, Officer, Urgency


class Asked(NamedTuple):
    """What a case asks of whoever owns it."""

    benefit: str
    level: int
    needs: frozenset[str]
    place: str | None
    clearance: int
    urgent: bool
    points: int


def asked_by(case: Case) -> Asked:
    """What this case asks."""
    is_urgent = case.urgency is not Urgency.NONE
    return Asked(case.benefit, case.level, case.needs, case.place, case.clearance, is_urgent, case.points)


def may_have(asked: Asked, officer: Officer) -> bool:
    """Whether an officer who is there has the skills."""
    return (
        any(one.benefit == asked.benefit and one.level >= asked.level for one in officer.accreditations)
        and asked.needs <= officer.speaks
        and asked.clearance <= officer.clearance
        and (asked.place is None or asked.place in officer.places)
    )
