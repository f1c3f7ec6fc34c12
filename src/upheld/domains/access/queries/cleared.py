"""Who may see restricted records in several offices at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from upheld.domains.access.models import Clearance, Grant, Place
from upheld.domains.access.queries.restrictions import ranks_of
from upheld.domains.access.rules.roles import READING
from upheld.domains.access.rules.scope import Viewer


@dataclass(frozen=True, order=True)
class ClearedPerson:
    """Someone who works for an office and sees restricted records up to a rank."""

    name: str
    id: UUID
    rank: int


def list_cleared_by_office(
    *, viewer: Viewer, offices: Collection[UUID], on: date
) -> dict[UUID, list[ClearedPerson]]:
    """Who is cleared in each of these offices on a day, by name. Three queries, none without an office.

    For those who manage or safeguard an office: they look for someone who can take a case that nobody may
    see. Of other offices they get nobody.
    """
    theirs = viewer.managed_offices | viewer.safeguarded_offices
    everywhere = viewer.manages_everywhere or viewer.safeguards_everywhere
    wanted = {office for office in offices if everywhere or office in theirs}
    if not wanted:
        return {}
    regions = dict(Place.objects.filter(office_id__in=wanted).values_list("office_id", "region"))
    reach = Q(office_id__in=wanted) | Q(region__in=set(regions.values())) | Q(office_id=None, region="")
    live = Grant.objects.live_on(on).filter(reach, role__in=READING, account__is_active=True)
    cleared = (
        live.filter(account__clearances__in=Clearance.objects.live_on(on))
        .select_related("account")
        .distinct()
    )
    grants = list(cleared)
    ranks = ranks_of({grant.account_id for grant in grants}, on=on)
    return {
        office: sorted(
            {
                ClearedPerson(grant.account.name, grant.account_id, ranks.get(grant.account_id, 0))
                for grant in grants
                if _reaches(grant, office, regions.get(office, ""))
            }
        )
        for office in wanted
    }


def _reaches(grant: Grant, office_id: UUID, region: str) -> bool:
    if grant.office_id:
        return grant.office_id == office_id
    return grant.region == region if grant.region else True
