"""Where an analyst counts: figures of whole offices, and never a record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from upheld.domains.access.models import Grant, Place
from upheld.domains.access.rules.roles import Role
from upheld.domains.access.rules.scope import EVERY_LEVEL, Scope, Viewer, viewer_of


def get_counter(*, viewer: Viewer, on: date) -> Viewer:
    """Through whose eyes an analyst's figures are counted: every case of the places of their grants, also
    restricted ones. Two queries. Only for figures: what it sees is never shown to anybody as a record.

    Someone who is no analyst counts what they see themselves.
    """
    if Role.ANALYST not in viewer.roles:
        return viewer
    grants = Grant.objects.live_on(on).filter(account_id=viewer.account_id, role=Role.ANALYST)
    held = list(grants.order_by("id"))
    regions: dict[str, set[UUID]] = {}
    for place in Place.objects.filter(region__in={one.region for one in held} - {""}):
        regions.setdefault(place.region, set()).add(place.office_id)
    scopes = [Scope(role=Role.OFFICER, offices=_offices(one, regions), benefit=one.benefit) for one in held]
    return viewer_of(viewer.account_id, viewer.name, scopes, clearance=EVERY_LEVEL)


def _offices(grant: Grant, regions: Mapping[str, set[UUID]]) -> frozenset[UUID] | None:
    if grant.region:
        return frozenset(regions.get(grant.region, ()))
    return frozenset({grant.office_id}) if grant.office_id else None
