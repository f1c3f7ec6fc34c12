"""Which clients, and which matters of theirs, a viewer sees: the one place where it is decided.

Every domain that holds something about clients puts one of these conditions into its own queries. What a
person never sees (themself, whom they know) and what they are not cleared for comes before all else; then
comes where they work, or that they opened this one record for today with a reason.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from upheld.domains.access.models import Account, Clearance, Conflict, Restriction
from upheld.domains.access.queries.sight import of_viewer
from upheld.domains.access.rules.scope import EVERY_LEVEL, Viewer
from upheld.kernel.among import is_among, is_pair_among


def clients_in_scope(viewer: Viewer, *, client: str, offices: str) -> Q:
    """The condition on clients: `client` names the column of their id, `offices` that of their offices."""
    reach = Q()
    if not viewer.reads_every_client:
        reach = Q(is_among(client, of_viewer(viewer, "challenged")))
        reach |= Q(**{f"{offices}__overlap": of_viewer(viewer, "offices")})
    return _open_to(viewer, client) & reach


def matters_in_scope(viewer: Viewer, *, client: str, office: str, benefit: str, owner: str) -> Q:
    """The condition on what is done for clients, such as cases and promises; each argument names a column.

    Whoever owns a matter sees it, wherever it is.
    """
    reach = Q()
    if not viewer.everywhere:
        reach = Q(**{owner: of_viewer(viewer, "account_id")})
        reach |= Q(is_among(client, of_viewer(viewer, "challenged")))
        reach |= places_in_scope(viewer, office=office, benefit=benefit)
    return _open_to(viewer, client) & reach


def places_in_scope(viewer: Viewer, *, office: str, benefit: str) -> Q:
    """The condition on where cases are read, and of which benefit: for figures about no single client."""
    if viewer.everywhere:
        return Q()
    reach = Q(is_among(office, of_viewer(viewer, "whole_offices")))
    if viewer.everywhere_for:
        reach |= Q(is_among(benefit, of_viewer(viewer, "everywhere_for")))
    pairs = (of_viewer(viewer, "limited_offices"), of_viewer(viewer, "limited_benefits"))
    return reach | Q(is_pair_among((office, benefit), pairs))


def rank_of(client: str) -> Coalesce:
    """The rank at which the record of the client of a row is restricted now; 0 when it is not."""
    live = Restriction.objects.filter(lifted_at=None, client_id=OuterRef(client))
    return Coalesce(Subquery(live.values("rank")[:1]), 0)


def open_to(viewer: Viewer, *, client: str) -> Q:
    """The condition that a client is neither closed to the viewer nor restricted above their clearance."""
    return _open_to(viewer, client)


def is_open_to(account_id: UUID, *, client_id: UUID, on: date) -> bool:
    """Whether a client's record is neither closed to someone nor restricted above their clearance that day.

    What they may do besides is another matter. One query.
    """
    closed = Conflict.objects.filter(account_id=account_id, client_id=client_id, ended_at=None)
    cleared = Clearance.objects.live_on(on).filter(account_id=account_id, rank__gte=OuterRef("rank"))
    above = Restriction.objects.filter(~Exists(cleared), client_id=client_id, lifted_at=None)
    return not Account.objects.filter(Exists(closed) | Exists(above), id=account_id).exists()


def _open_to(viewer: Viewer, client: str) -> Q:
    condition = ~Q(is_among(client, of_viewer(viewer, "closed")))
    if viewer.clearance < EVERY_LEVEL:
        above = Restriction.objects.filter(lifted_at=None, rank__gt=of_viewer(viewer, "clearance"))
        condition &= Q(~Exists(above.filter(client_id=OuterRef(client))))
    return condition
