"""Officers of a team as lines of a list: what they carry, what was taken off their limit, and who is away."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from upheld.journeys.team_page import Member
from upheld.web.components.figures import Workload
from upheld.web.components.words import day
from upheld.web.rows import cases_in_words, workload


@dataclass(frozen=True)
class MemberLine:
    """An officer of the team, by name."""

    id: UUID
    name: str
    cases: str
    workload: Workload
    limit: str
    notes: tuple[str, ...]


def member_lines(members: Iterable[Member]) -> list[MemberLine]:
    """One line for each, in the order given: by name, never by load."""
    return [member_line(one) for one in members]


def member_line(one: Member) -> MemberLine:
    """What stands about one officer."""
    shown = workload(one.load, "Carries")
    taken_off = "; ".join(f"{points} points off the limit: {words}" for words, points in shown.deductions)
    notes = tuple(filter(None, (_away(one), _leaves(one), _may_not_own(one))))
    return MemberLine(one.officer.id, one.officer.name, cases_in_words(one.load), shown, taken_off, notes)


def _away(one: Member) -> str:
    absence = one.officer.absence
    if absence is None:
        return ""
    back = absence.expected_back_on
    until = f"expected back on {day(back)}" if back else "return not known"
    return f"Away since {day(absence.starts_on)}, {until}"


def _leaves(one: Member) -> str:
    return f"Leaves on {day(one.officer.leaving_on)}" if one.officer.leaving_on else ""


def _may_not_own(one: Member) -> str:
    return "" if one.officer.can_own_cases else "Owns no cases for now"
