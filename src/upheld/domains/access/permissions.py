"""Who may change access itself, and who may see how it was changed."""

from collections.abc import Collection
from uuid import UUID

from upheld.domains.access.rules.refusals import ClearanceIsTooLow, NotYoursToDo
from upheld.domains.access.rules.roles import Role
from upheld.domains.access.rules.scope import Viewer
from upheld.kernel.identifiers import SYSTEM


def require_administrator(viewer: Viewer) -> None:
    """Raise NotYoursToDo unless the viewer keeps accounts and grants."""
    if not (viewer.is_administrator or viewer.account_id == SYSTEM):
        raise NotYoursToDo


def require_sight_of_grants(viewer: Viewer) -> None:
    """Raise NotYoursToDo unless the viewer keeps grants, or audits them."""
    if not viewer.is_auditor:
        require_administrator(viewer)


def require_sight_of_looks(viewer: Viewer) -> None:
    """Raise NotYoursToDo unless the viewer audits who looked at what."""
    if not (viewer.is_auditor or viewer.account_id == SYSTEM):
        raise NotYoursToDo


def require_sight_of_erasing(viewer: Viewer) -> None:
    """Raise NotYoursToDo unless they manage, safeguard, or keep accounts: they see counts, and no names."""
    may = {Role.SERVICE_MANAGER, Role.SAFEGUARDING_LEAD, Role.ADMINISTRATOR}
    if not (viewer.manages_everywhere or viewer.roles & may):
        raise NotYoursToDo


def require_lifting(viewer: Viewer, offices: Collection[UUID], rank: int) -> None:
    """Raise NotYoursToDo or ClearanceIsTooLow unless they may lift a restriction of this rank."""
    if not viewer.looks_after(offices):
        raise NotYoursToDo
    if rank > viewer.clearance:
        raise ClearanceIsTooLow


def reviews(viewer: Viewer, teams: Collection[UUID], offices: Collection[UUID]) -> bool:
    """Whether they review what people of these teams of these offices opened."""
    leads = not viewer.led_teams.isdisjoint(teams)
    return leads or viewer.manages_everywhere or not viewer.managed_offices.isdisjoint(offices)
