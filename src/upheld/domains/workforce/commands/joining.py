"""Joining, moving to another team, and what someone is trained for."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from upheld.domains.workforce.commands.locking import employed_officer, known_team, tell
from upheld.domains.workforce.events import OfficerMoved, OfficerTakenOn, OfficerTrained
from upheld.domains.workforce.models import Officer, Training
from upheld.domains.workforce.permissions import require_direction, require_direction_of_team
from upheld.domains.workforce.rules import check_hours, check_training
from upheld.kernel.commands import command


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
    require_direction_of_team(by, at, known_team(team_id))
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
    tell(event, account_id, by, at)


@command
def move_officer(*, officer_id: UUID, team_id: UUID, by: UUID, at: datetime) -> None:
    """Let an officer go from their team to another; does nothing when they are there.

    Raises NoSuchOfficer, NoSuchTeam, OfficerHasLeft.
    """
    officer = employed_officer(officer_id)
    require_direction(by, at, officer)
    known_team(team_id)
    if officer.team_id == team_id:
        return
    event = OfficerMoved(officer_id=officer_id, from_team_id=officer.team_id, to_team_id=team_id)
    officer.team_id = team_id
    officer.save(update_fields=["team"])
    tell(event, officer_id, by, at)


@command
def record_training(
    *, officer_id: UUID, benefit: str, starts_on: date, ends_on: date | None = None, by: UUID, at: datetime
) -> None:
    """Record that an officer is trained for a benefit, up to the day before `ends_on` if it is given.

    Raises NoSuchOfficer, OfficerHasLeft, TrainingIsOutOfOrder, TrainingIsAlreadyRecorded.
    """
    check_training(starts_on, ends_on)
    require_direction(by, at, employed_officer(officer_id))
    Training.objects.create(officer_id=officer_id, benefit=benefit, starts_on=starts_on, ends_on=ends_on)
    event = OfficerTrained(officer_id=officer_id, benefit=benefit, starts_on=starts_on, ends_on=ends_on)
    tell(event, officer_id, by, at)
