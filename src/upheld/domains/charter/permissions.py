"""Which promises someone may see: those of the offices that they read, and those that are theirs to keep."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from upheld.domains.access.queries import Viewer, get_viewer, the_service
from upheld.kernel.days import day_of
from upheld.kernel.identifiers import SYSTEM
from upheld.policy import current_pack


def promises_in_scope(viewer: Viewer) -> Q:
    """The condition on promises that a viewer may see."""
    if viewer.everywhere:
        return Q()
    return Q(office_id__in=viewer.offices) | Q(owner_id=viewer.account_id)


def who_acts(by: UUID, at: datetime) -> Viewer:
    """The person who acts, with the grants that they have that day. Upheld itself may do everything."""
    return the_service() if by == SYSTEM else get_viewer(by, on=day_of(at, current_pack().time_zone))
