"""Whose records someone may see: officers of the offices where they work, their own; administrators, all."""

from uuid import UUID

from django.db.models import Q

from upheld.domains.access.queries import Viewer


def sees_every_office(viewer: Viewer) -> bool:
    """Whether no office is hidden: an administrator gives roles everywhere, and must see where."""
    return viewer.everywhere or viewer.manages_everywhere or viewer.is_administrator


def offices_in_scope(viewer: Viewer) -> frozenset[UUID]:
    """The offices whose teams and officers a viewer sees, when not all."""
    return viewer.offices | viewer.managed_offices


def officers_in_scope(viewer: Viewer) -> Q:
    """The condition on officers that a viewer may see."""
    if sees_every_office(viewer):
        return Q()
    return Q(team__office_id__in=offices_in_scope(viewer)) | Q(pk=viewer.account_id)


def teams_in_scope(viewer: Viewer) -> Q:
    """The condition on teams that a viewer may see."""
    if sees_every_office(viewer):
        return Q()
    return Q(office_id__in=offices_in_scope(viewer))


def offices_condition(viewer: Viewer) -> Q:
    """The condition on offices that a viewer may see."""
    if sees_every_office(viewer):
        return Q()
    return Q(id__in=offices_in_scope(viewer))
