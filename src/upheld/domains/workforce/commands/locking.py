"""Finding the officer or team that a command is about, and recording what happened to an officer."""

from datetime import datetime
from uuid import UUID

from upheld.domains.workforce.models import Officer, Team
from upheld.domains.workforce.rules import NoSuchOfficer, NoSuchTeam, OfficerHasLeft
from upheld.kernel import outbox
from upheld.kernel.event import DomainEvent


def locked_officer(officer_id: UUID) -> Officer:
    """The officer with their team, the officer's row locked. Raises NoSuchOfficer."""
    officers = Officer.objects.select_for_update(of=("self",)).select_related("team")
    officer = officers.filter(pk=officer_id).first()
    if officer is None:
        raise NoSuchOfficer
    return officer


def employed_officer(officer_id: UUID) -> Officer:
    """The same, for someone who has not left. Raises NoSuchOfficer, OfficerHasLeft."""
    officer = locked_officer(officer_id)
    if officer.left_on is not None:
        raise OfficerHasLeft
    return officer


def known_team(team_id: UUID) -> Team:
    """The team. Raises NoSuchTeam."""
    team = Team.objects.filter(id=team_id).first()
    if team is None:
        raise NoSuchTeam
    return team


def tell(event: DomainEvent, officer_id: UUID, by: UUID, at: datetime) -> None:
    """Record an event in the officer's own stream."""
    outbox.record(event, stream=f"officer:{officer_id}", by=by, at=at)
