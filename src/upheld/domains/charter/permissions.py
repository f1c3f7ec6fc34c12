"""Which promises someone may see: those of the offices that they read, and those that are theirs to keep."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from upheld.domains.access import queries as access
from upheld.domains.access.queries import Viewer, matters_in_scope
from upheld.kernel.days import day_of
from upheld.policy import current_pack


def promises_in_scope(viewer: Viewer) -> Q:
    """The condition on promises that a viewer may see."""
    return matters_in_scope(
        viewer, client="client_id", office="office_id", benefit="benefit", owner="owner_id"
    )


def who_acts(by: UUID, at: datetime) -> Viewer:
    """The person who acts, with the grants that they have that day. Upheld itself may do everything."""
    return access.who_acts(by, on=day_of(at, current_pack().time_zone))
