"""What must be true of officers. Pure: the docstring of each refusal is the sentence that people read."""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum

from upheld.kernel.errors import NotFound, RuleBroken
from upheld.kernel.periods import Period

MOST_HOURS = Decimal(48)
"""The most hours a week that someone may be contracted for (Working Time Regulations 1998, regulation 4)."""


class AbsenceKind(StrEnum):
    """Why someone is away, as broadly as planning needs it."""

    LEAVE = "leave"
    SICKNESS = "sickness"
    PARENTAL = "parental"
    SECONDMENT = "secondment"
    OTHER = "other"


class NoSuchOffice(NotFound):
    """We could not find that office. Choose one from the list of offices."""


class NoSuchTeam(NotFound):
    """We could not find that team. Choose one from the list of teams."""


class NoSuchOfficer(NotFound):
    """We could not find that officer. They may work in an office that you do not see."""


class OfficeKeyIsTaken(RuleBroken):
    """Another office already has this key. Use a different key, or find the office that has it."""


class TeamNameIsTaken(RuleBroken):
    """This office already has a team of that name. Give the new team another name."""


class AlreadyAnOfficer(RuleBroken):
    """This person is already an officer. Move them to another team instead."""


class HoursAreImpossible(RuleBroken):
    """Contracted hours must be more than 0 and at most 48 a week. Correct the hours."""


class WorkingDaysAreImpossible(RuleBroken):
    """Working days must be one or more different days, from 1 (Monday) to 7 (Sunday). Correct the days."""


class TrainingIsOutOfOrder(RuleBroken):
    """Training must end after the day that it starts. Correct one of the two days."""


class TrainingIsAlreadyRecorded(RuleBroken):
    """This training is already recorded for this officer, benefit and first day. Nothing is left to do."""


class OfficerIsAlreadyAway(RuleBroken):
    """This officer is already recorded as away then. Record their return first, or correct the days."""


class OfficerIsNotAway(RuleBroken):
    """No absence of this officer is open. There is nothing to end."""


class ReturnIsBeforeTheAbsence(RuleBroken):
    """Someone cannot be back before they are away. Correct the day of return."""


class LeavingIsBeforeJoining(RuleBroken):
    """The day of leaving must be after the day of joining. Correct the day of leaving."""


class OfficerHasLeft(RuleBroken):
    """This officer has left, so nothing new can be recorded for them. What they did stays on record."""


class OfficerHasNotLeftYet(RuleBroken):
    """This officer has no leaving date that has come. Record the leaving date first."""


class ReasonIsMissing(RuleBroken):
    """A reason is needed, so that others can understand later what was done. Write one and try again."""


def check_hours(contracted_hours: Decimal, working_days: Collection[int]) -> None:
    """Raise HoursAreImpossible or WorkingDaysAreImpossible."""
    if not 0 < contracted_hours <= MOST_HOURS:
        raise HoursAreImpossible
    if (
        not working_days
        or not set(working_days) <= set(range(1, 8))
        or len(set(working_days)) < len(working_days)
    ):
        raise WorkingDaysAreImpossible


def check_training(starts_on: date, ends_on: date | None) -> None:
    """Raise TrainingIsOutOfOrder when training would end before it counts for a day."""
    if ends_on is not None and ends_on <= starts_on:
        raise TrainingIsOutOfOrder


def check_absence(
    starts_on: date, expected_back_on: date | None, earlier: Iterable[tuple[date, date | None]]
) -> None:
    """Raise ReturnIsBeforeTheAbsence or OfficerIsAlreadyAway.

    `earlier` are the known absences as (first day, first day back). An open one runs on, as the new one does.
    """
    if expected_back_on is not None and expected_back_on <= starts_on:
        raise ReturnIsBeforeTheAbsence
    new = Period(starts_on)
    if any(new.overlaps(Period(first, back)) for first, back in earlier if back is None or back > first):
        raise OfficerIsAlreadyAway


def check_reason(reason: str) -> str:
    """The reason without surrounding blanks. Raises ReasonIsMissing when nothing is left."""
    if not reason.strip():
        raise ReasonIsMissing
    return reason.strip()
