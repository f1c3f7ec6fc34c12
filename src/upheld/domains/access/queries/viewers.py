"""Who is looking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject

from upheld.domains.access.models import Account, Challenge, Clearance, Conflict, Grant, Place
from upheld.domains.access.rules.refusals import NoSuchAccount
from upheld.domains.access.rules.scope import EVERY_LEVEL, Scope, Viewer, viewer_of
from upheld.kernel.days import day_of
from upheld.kernel.identifiers import SYSTEM
from upheld.policy import current_pack


def get_viewer(account_id: UUID, *, on: date) -> Viewer:
    """What this person may see on a day. Raises NoSuchAccount, also for a closed account. One query."""
    mine = OuterRef("id")
    grants = Grant.objects.live_on(on).filter(account_id=mine)
    clearance = Clearance.objects.live_on(on).filter(account_id=mine).values("account_id")
    closed = Conflict.objects.filter(account_id=mine, ended_at=None).values("client_id")
    challenged = Challenge.objects.filter(account_id=mine, day=on).values("client_id")
    row = (
        Account.objects.filter(id=account_id, is_active=True)
        .annotate(
            live=ArraySubquery(grants.values(one=_grant())),
            places=ArraySubquery(_places(on, account_id)),
            clearance=Coalesce(Subquery(clearance.annotate(most=Max("rank")).values("most")), 0),
            closed=ArraySubquery(closed),
            challenged=ArraySubquery(challenged),
        )
        .values_list("name", "live", "places", "clearance", "closed", "challenged")
        .first()
    )
    if row is None:
        raise NoSuchAccount
    name, live, places, cleared, closed_to, opened = row
    return viewer_of(
        account_id, name, _scopes(live, places), clearance=cleared, closed=closed_to, challenged=opened
    )


def the_service() -> Viewer:
    """Upheld itself, for the person who runs its commands on the machine: it sees every office."""
    return Viewer(
        account_id=SYSTEM, name="Upheld", everywhere=True, manages_everywhere=True, clearance=EVERY_LEVEL
    )


def who_acts(by: UUID, at: datetime) -> Viewer:
    """The person who acts, with what they have on the agency's day. Upheld itself may do everything.

    Raises NoSuchAccount.
    """
    if by == SYSTEM:
        return the_service()
    return get_viewer(by, on=day_of(at, current_pack().time_zone))


def name_of(ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of these accounts, with "Upheld" for the system itself; an unknown id is left out. One query.

    No scope: it gives names to what a query of another domain has already let its viewer see.
    """
    wanted = set(ids)
    names = dict(Account.objects.filter(id__in=wanted - {SYSTEM}).values_list("id", "name"))
    return names | ({SYSTEM: "Upheld"} if SYSTEM in wanted else {})


def _grant() -> JSONObject:
    columns = ("role", "office_id", "team_id", "region", "benefit", "client_id")
    return JSONObject(**{column: column for column in columns})


def _places(on: date, account_id: UUID) -> Any:
    """The offices of the regions for which the person has a grant."""
    regions = Grant.objects.live_on(on).filter(account_id=account_id).exclude(region="").values("region")
    return Place.objects.filter(region__in=regions).values(
        one=JSONObject(region="region", office_id="office_id")
    )


def _scopes(live: Iterable[Mapping[str, Any]], places: Iterable[Mapping[str, str]]) -> Iterable[Scope]:
    regions: dict[str, set[UUID]] = {}
    for place in places:
        regions.setdefault(place["region"], set()).add(UUID(place["office_id"]))
    for grant in live:
        yield Scope(
            role=grant["role"],
            offices=_offices(grant, regions),
            team_id=_uuid(grant["team_id"]),
            benefit=grant["benefit"],
            client_id=_uuid(grant["client_id"]),
        )


def _offices(grant: Mapping[str, Any], regions: Mapping[str, set[UUID]]) -> frozenset[UUID] | None:
    """Where it counts; None for everywhere."""
    if grant["region"]:
        return frozenset(regions.get(grant["region"], ()))
    return frozenset({UUID(grant["office_id"])}) if grant["office_id"] else None


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None
