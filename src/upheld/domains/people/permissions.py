"""Which clients, and which rows set aside, a viewer may see."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from upheld.domains.access import queries as access
from upheld.domains.access.queries import NotYoursToDo, Role, Viewer
from upheld.domains.people.rules.nobody import NOBODY


def clients_in_scope(viewer: Viewer, *, offices: str = "offices") -> Q:
    """Choose the clients whom the viewer may see: see access. Nobody is never one of them.

    `offices` names what holds the ids of their offices, where a query has it under another name.
    """
    return access.clients_in_scope(viewer, client="id", offices=offices) & ~Q(id=NOBODY)


def rows_in_scope(viewer: Viewer) -> Q:
    """Choose the quarantined rows of the viewer's offices; rows of no known office need sight of all."""
    if viewer.everywhere:
        return Q()
    return Q(office_id__in=viewer.whole_offices)


def may_read_record(viewer: Viewer, *, client_id: UUID, offices: Collection[UUID], benefit: str) -> bool:
    """Whether they read what a system says about a benefit of a client whom they see.

    They read the benefit in one of the client's offices, or opened the record for today.
    """
    return client_id in viewer.challenged or viewer.reads_benefit(benefit, offices)


def require_sight_of_erasing(viewer: Viewer) -> None:
    """Raise NotYoursToDo unless they manage, safeguard, or keep accounts: they see counts, and no names."""
    may = {Role.SERVICE_MANAGER, Role.SAFEGUARDING_LEAD, Role.ADMINISTRATOR}
    if not (viewer.manages_everywhere or viewer.roles & may):
        raise NotYoursToDo
