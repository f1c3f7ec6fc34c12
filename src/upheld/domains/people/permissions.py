"""Whose clients a viewer may see: those whom an office in which they read cases serves."""

from django.db.models import Q

from upheld.domains.access.queries import Viewer


def clients_in_scope(viewer: Viewer) -> Q:
    """Choose the clients of the viewer's offices."""
    if viewer.everywhere:
        return Q()
    return Q(offices__overlap=list(viewer.offices)) if viewer.offices else Q(pk__in=())


def rows_in_scope(viewer: Viewer) -> Q:
    """Choose the quarantined rows of the viewer's offices; rows of no known office need sight of all."""
    if viewer.everywhere:
        return Q()
    return Q(office_id__in=viewer.offices)
