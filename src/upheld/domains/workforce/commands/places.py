"""Offices and teams."""

from datetime import datetime
from uuid import UUID

from upheld.domains.workforce.events import OfficeOpened, TeamOpened
from upheld.domains.workforce.models import Office, Team
from upheld.domains.workforce.permissions import require_direction_of_office, require_keeping_of_offices
from upheld.domains.workforce.rules import NoSuchOffice
from upheld.kernel import outbox
from upheld.kernel.commands import command


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
