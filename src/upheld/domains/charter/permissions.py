"""Which promises someone may see: those of the offices that they read, and those that are theirs to keep."""

from django.db.models import Q

from upheld.domains.access.queries import Viewer, matters_in_scope


def promises_in_scope(viewer: Viewer) -> Q:
    """The condition on promises that a viewer may see."""
    return matters_in_scope(
        viewer, client="client_id", office="office_id", benefit="benefit", owner="owner_id"
    )
