"""Writes of workforce. Whatever changes whether someone may own cases locks their row first.

Each raises NotYoursToDo unless whoever acts directs the team concerned, keeps access, or is Upheld itself.
"""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import connection

from upheld.domains.workforce.events import (
    AbsenceEnded,
    AbsenceStarted,
    OfficeOpened,
    OfficerAway,
    OfficerBack,
    OfficerLeaves,
    OfficerLeft,
    OfficerMoved,
    OfficerTakenOn,
    OfficerTrained,
    TeamOpened,
)
from upheld.domains.workforce.models import Absence, Office, Officer, Team, Training
from upheld.domains.workforce.permissions import (
    require_direction,
    require_direction_of_office,
    require_direction_or_oneself,
    require_keeping_of_offices,
)
from upheld.domains.workforce.rules import (
    AbsenceKind,
    LeavingIsBeforeJoining,
    NoSuchOffice,
    NoSuchOfficer,
    NoSuchTeam,
    OfficerHasLeft,
    OfficerHasNotLeftYet,
    OfficerIsNotAway,
    ReturnIsBeforeTheAbsence,
    check_absence,
    check_hours,
    check_reason,
    check_training,
)
from upheld.kernel import outbox
from upheld.kernel.commands import command
from upheld.kernel.days import day_of
from upheld.kernel.event import DomainEvent
from upheld.policy import current_pack

_LEFT = "has left"


@command
def open_office(*, name: str, key: str, by: UUID, at: datetime) -> UUID:
    """Open an office and return its id. Raises OfficeKeyIsTaken."""
    require_keeping_of_offices(by, at)
    office = Office.objects.create(name=name, key=key)
    outbox.record(OfficeOpened(office_id=office.id, key=key), stream=f"office:{office.id}", by=by, at=at)
    return office.id


@command
def open_team(*, office_id: UUID, name: str, by: UUID, at: datetime) -> UUID:
    """Open a team in an office and return its id. Raises NoSuchOffice, TeamNameIsTaken."""
    if not Office.objects.filter(id=office_id).exists():
        raise NoSuchOffice
    require_direction_of_office(by, at, office_id)
    team = Team.objects.create(office_id=office_id, name=name)
    outbox.record(
        TeamOpened(team_id=team.id, office_id=office_id), stream=f"office:{office_id}", by=by, at=at
    )
    return team.id


@command
def take_on_officer(
    *,
    account_id: UUID,
    team_id: UUID,
    joined_on: date,
    contracted_hours: Decimal = Decimal(37),
    working_days: Collection[int] = (1, 2, 3, 4, 5),
    by: UUID,
    at: datetime,
) -> None:
    """Make the holder of an account an officer of a team; the officer's id is the account's.

    Hours are by the week, days are ISO weekdays (1 is Monday).
    Raises NoSuchTeam, AlreadyAnOfficer, HoursAreImpossible, WorkingDaysAreImpossible.
    """
    check_hours(contracted_hours, working_days)
    require_direction(by, at, _team(team_id))
    days = tuple(sorted(working_days))
    officer = Officer(
        account_id=account_id,
        team_id=team_id,
        joined_on=joined_on,
        contracted_hours=contracted_hours,
        working_days=list(days),
    )
    officer.save(force_insert=True)
    event = OfficerTakenOn(
        officer_id=account_id,
        team_id=team_id,
        joined_on=joined_on,
        contracted_hours=contracted_hours,
        working_days=days,
    )
    _announce(event, account_id, by, at)


@command
def move_officer(*, officer_id: UUID, team_id: UUID, by: UUID, at: datetime) -> None:
    """Let an officer go from their team to another; does nothing when they are there.

    Raises NoSuchOfficer, NoSuchTeam, OfficerHasLeft.
    """
    officer = _employed(officer_id)
    require_direction(by, at, officer.team)
    _team(team_id)
    if officer.team_id == team_id:
        return
    event = OfficerMoved(officer_id=officer_id, from_team_id=officer.team_id, to_team_id=team_id)
    officer.team_id = team_id
    officer.save(update_fields=["team"])
    _announce(event, officer_id, by, at)


@command
def record_training(
    *, officer_id: UUID, benefit: str, starts_on: date, ends_on: date | None = None, by: UUID, at: datetime
) -> None:
    """Record that an officer is trained for a benefit, up to the day before `ends_on` if it is given.

    Raises NoSuchOfficer, OfficerHasLeft, TrainingIsOutOfOrder, TrainingIsAlreadyRecorded.
    """
    check_training(starts_on, ends_on)
    require_direction(by, at, _employed(officer_id).team)
    Training.objects.create(officer_id=officer_id, benefit=benefit, starts_on=starts_on, ends_on=ends_on)
    event = OfficerTrained(officer_id=officer_id, benefit=benefit, starts_on=starts_on, ends_on=ends_on)
    _announce(event, officer_id, by, at)


@command
def record_absence(
    *,
    officer_id: UUID,
    starts_on: date,
    expected_back_on: date | None = None,
    kind: AbsenceKind,
    by: UUID,
    at: datetime,
) -> UUID:
    """Record that an officer is away from a day until their return is recorded. Returns the absence's id.

    Raises NoSuchOfficer, OfficerHasLeft, OfficerIsAlreadyAway, ReturnIsBeforeTheAbsence.
    """
    require_direction_or_oneself(by, at, _employed(officer_id))
    known = Absence.objects.filter(officer_id=officer_id).values_list("starts_on", "ended_on")
    check_absence(starts_on, expected_back_on, known)
    absence = Absence.objects.create(
        officer_id=officer_id,
        starts_on=starts_on,
        expected_back_on=expected_back_on,
        kind=AbsenceKind(kind).value,
    )
    event = AbsenceStarted(
        absence_id=absence.id,
        officer_id=officer_id,
        starts_on=starts_on,
        expected_back_on=expected_back_on,
    )
    _announce(event, officer_id, by, at)
    return absence.id


@command
def record_return(*, officer_id: UUID, returned_on: date, by: UUID, at: datetime) -> None:
    """Record the first day on which an officer is at work again. To own cases again is a separate matter.

    Raises NoSuchOfficer, OfficerHasLeft, OfficerIsNotAway, ReturnIsBeforeTheAbsence.
    """
    require_direction_or_oneself(by, at, _employed(officer_id))
    absence = Absence.objects.filter(officer_id=officer_id, ended_on=None).first()
    if absence is None:
        raise OfficerIsNotAway
    if returned_on < absence.starts_on:
        raise ReturnIsBeforeTheAbsence
    absence.ended_on = returned_on
    absence.save(update_fields=["ended_on"])
    event = AbsenceEnded(absence_id=absence.id, officer_id=officer_id, returned_on=returned_on)
    _announce(event, officer_id, by, at)


@command
def stop_owning_cases(*, officer_id: UUID, reason: str, by: UUID, at: datetime) -> None:
    """Let an officer own no cases for now, as when they are away for long; does nothing when that is so.

    The cases that they own must be released in the same transaction.
    Raises NoSuchOfficer, OfficerHasLeft, ReasonIsMissing.
    """
    officer = _employed(officer_id)
    require_direction(by, at, officer.team)
    reason = check_reason(reason)
    if not officer.can_own_cases:
        return
    officer.can_own_cases = False
    officer.not_owning_reason = reason
    officer.save(update_fields=["can_own_cases", "not_owning_reason"])
    _announce(OfficerAway(officer_id=officer_id), officer_id, by, at)


@command
def start_owning_cases(*, officer_id: UUID, by: UUID, at: datetime) -> None:
    """Let an officer own cases again; does nothing when they may already.

    Raises NoSuchOfficer, OfficerHasLeft.
    """
    officer = _employed(officer_id)
    require_direction(by, at, officer.team)
    if officer.can_own_cases:
        return
    officer.can_own_cases = True
    officer.not_owning_reason = ""
    officer.save(update_fields=["can_own_cases", "not_owning_reason"])
    _announce(OfficerBack(officer_id=officer_id), officer_id, by, at)


@command
def record_leaving(*, officer_id: UUID, leaving_on: date, reason: str, by: UUID, at: datetime) -> None:
    """Record the first day on which an officer is gone; while that day has not come it can be recorded anew.

    When the day is the day of `at` or earlier they are gone at once; otherwise `end_employment` sees to it.
    The cases that they own must be released in the same transaction.
    Raises NoSuchOfficer, OfficerHasLeft, LeavingIsBeforeJoining, ReasonIsMissing.
    """
    officer = _employed(officer_id)
    require_direction(by, at, officer.team)
    reason = check_reason(reason)
    if leaving_on <= officer.joined_on:
        raise LeavingIsBeforeJoining
    if officer.leaving_on != leaving_on or officer.leaving_reason != reason:
        officer.leaving_on = leaving_on
        officer.leaving_reason = reason
        officer.save(update_fields=["leaving_on", "leaving_reason"])
        _announce(OfficerLeaves(officer_id=officer_id, leaving_on=leaving_on), officer_id, by, at)
    if leaving_on <= day_of(at, current_pack().time_zone):
        _end_employment(officer, by, at)


@command
def end_employment(*, officer_id: UUID, on: date, by: UUID, at: datetime) -> None:
    """Let a leaving date that has come by a day take effect; does nothing when it has.

    Raises NoSuchOfficer, OfficerHasNotLeftYet.
    """
    officer = _locked(officer_id)
    require_direction(by, at, officer.team)
    if officer.left_on is not None:
        return
    if officer.leaving_on is None or officer.leaving_on > on:
        raise OfficerHasNotLeftYet
    _end_employment(officer, by, at)


def hold_officer_still(officer_id: UUID) -> None:
    """Keep an officer's row as it is until the caller's transaction ends; call it before reading their facts.

    A leaving that is being recorded waits for us, or we for it. Raises NoSuchOfficer.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM workforce_officer WHERE account_id = %s FOR SHARE", [officer_id])
        if cursor.fetchone() is None:
            raise NoSuchOfficer


def _end_employment(officer: Officer, by: UUID, at: datetime) -> None:
    left_on = officer.leaving_on
    if left_on is None:
        raise OfficerHasNotLeftYet
    officer.left_on = left_on
    officer.can_own_cases = False
    officer.not_owning_reason = _LEFT
    officer.save(update_fields=["left_on", "can_own_cases", "not_owning_reason"])
    _announce(OfficerLeft(officer_id=officer.pk, left_on=left_on), officer.pk, by, at)


def _locked(officer_id: UUID) -> Officer:
    officers = Officer.objects.select_for_update(of=("self",)).select_related("team")
    officer = officers.filter(pk=officer_id).first()
    if officer is None:
        raise NoSuchOfficer
    return officer


def _employed(officer_id: UUID) -> Officer:
    officer = _locked(officer_id)
    if officer.left_on is not None:
        raise OfficerHasLeft
    return officer


def _team(team_id: UUID) -> Team:
    team = Team.objects.filter(id=team_id).first()
    if team is None:
        raise NoSuchTeam
    return team


def _announce(event: DomainEvent, officer_id: UUID, by: UUID, at: datetime) -> None:
    outbox.record(event, stream=f"officer:{officer_id}", by=by, at=at)
