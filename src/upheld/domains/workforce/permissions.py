"""Who may see and who may change what is recorded about officers.

Colleagues of the same offices see each other. Those who direct a team change what is recorded of its
officers; everyone may say that they themselves are away or back; administrators, who give roles, may do all.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from upheld.domains.access.queries import NotYoursToDo, Viewer, of_viewer, who_acts
from upheld.domains.workforce.models import Officer, Team
from upheld.domains.workforce.rules import NoSuchOffice, NoSuchOfficer, NoSuchTeam
from upheld.kernel.among import is_among
from upheld.kernel.errors import NotFound


def sees_every_office(viewer: Viewer) -> bool:
    """Whether no office is hidden: an administrator gives roles everywhere, and must see where."""
    return viewer.reads_every_client or viewer.manages_everywhere or viewer.is_administrator


def _seen_offices(viewer: Viewer) -> frozenset[UUID]:
    """The offices whose teams and officers a viewer sees, when not all."""
    return viewer.offices | viewer.managed_offices


def officers_in_scope(viewer: Viewer) -> Q:
    """The condition on officers that a viewer may see."""
    if sees_every_office(viewer):
        return Q()
    return _in_seen_office(viewer, "team__office_id") | Q(pk=of_viewer(viewer, "account_id"))


def teams_in_scope(viewer: Viewer) -> Q:
    """The condition on teams that a viewer may see."""
    if sees_every_office(viewer):
        return Q()
    return _in_seen_office(viewer, "office_id")


def offices_in_scope(viewer: Viewer) -> Q:
    """The condition on offices that a viewer may see."""
    if sees_every_office(viewer):
        return Q()
    return _in_seen_office(viewer, "id")


def _in_seen_office(viewer: Viewer, office: str) -> Q:
    """The condition of `_seen_offices` on a column."""
    reads = Q(is_among(office, of_viewer(viewer, "offices")))
    return reads | Q(is_among(office, of_viewer(viewer, "managed_offices")))


def require_keeping_of_offices(by: UUID, at: datetime) -> None:
    """Raise NotYoursToDo unless whoever acts may open an office anywhere."""
    viewer = who_acts(by, at)
    if not (viewer.is_administrator or viewer.manages_everywhere):
        raise NotYoursToDo


def require_direction_of_office(by: UUID, at: datetime, office_id: UUID) -> None:
    """Raise NotYoursToDo unless whoever acts directs a whole office; NoSuchOffice when it is hidden."""
    viewer = who_acts(by, at)
    _require_sight(viewer, office_id, NoSuchOffice)
    if not (viewer.is_administrator or viewer.manages_everywhere or office_id in viewer.managed_offices):
        raise NotYoursToDo


def require_direction_of_team(by: UUID, at: datetime, team: Team) -> None:
    """Raise NotYoursToDo unless whoever acts directs the work of a team; NoSuchTeam when it is hidden."""
    _require_direction(who_acts(by, at), team, NoSuchTeam)


def require_direction(by: UUID, at: datetime, officer: Officer) -> None:
    """Raise NotYoursToDo unless whoever acts directs the officer's team; NoSuchOfficer when it is hidden."""
    _require_direction(who_acts(by, at), officer.team, NoSuchOfficer)


def require_direction_or_oneself(by: UUID, at: datetime, officer: Officer) -> None:
    """The same, but everyone may speak for themselves."""
    if by != officer.pk:
        require_direction(by, at, officer)


def _require_direction(viewer: Viewer, team: Team, hidden: type[NotFound]) -> None:
    _require_sight(viewer, team.office_id, hidden)
    if not (viewer.is_administrator or viewer.may_direct(office_id=team.office_id, team_id=team.id)):
        raise NotYoursToDo


def _require_sight(viewer: Viewer, office_id: UUID, hidden: type[NotFound]) -> None:
    if not (sees_every_office(viewer) or office_id in _seen_offices(viewer)):
        raise hidden
