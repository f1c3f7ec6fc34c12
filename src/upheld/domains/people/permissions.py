"""Which clients, and which rows set aside, a viewer may see."""

from django.db.models import Q

from upheld.domains.access import queries as access
from upheld.domains.access.queries import Viewer


def clients_in_scope(viewer: Viewer) -> Q:
    """Choose the clients whom the viewer may see: see access."""
    return access.clients_in_scope(viewer, client="id", offices="offices")


def rows_in_scope(viewer: Viewer) -> Q:
    """Choose the quarantined rows of the viewer's offices; rows of no known office need sight of all."""
    if viewer.everywhere:
        return Q()
    return Q(office_id__in=viewer.whole_offices)
