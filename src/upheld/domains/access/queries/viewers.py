"""Who is looking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any, cast
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, JSONField, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from upheld.domains.access.models import Account, Challenge, Clearance, Conflict, Grant, Place
from upheld.domains.access.rules.refusals import NoSuchAccount
from upheld.domains.access.rules.scope import EVERY_LEVEL, Scope, Viewer, viewer_of
from upheld.kernel.among import is_among
from upheld.kernel.days import day_of
from upheld.kernel.identifiers import SYSTEM
from upheld.kernel.prepared import Given, Prepared
from upheld.policy import current_pack


def get_viewer(account_id: UUID, *, on: date) -> Viewer:
    """What this person may see on a day. Raises NoSuchAccount, also for a closed account. One query."""
    found = _HOLDINGS.ask(account_id=account_id, on=on)
    if not found:
        raise NoSuchAccount
    name, live, places, cleared, closed_to, opened = found[0]
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
    people = wanted - {SYSTEM}
    names = dict(_NAMES.ask(ids=list(people))) if people else {}
    return names | ({SYSTEM: "Upheld"} if SYSTEM in wanted else {})


def _holdings() -> QuerySet[Account, Any]:
    """All that one person holds on a day."""
    mine, on = OuterRef("id"), cast("date", Given("on"))
    grants = Grant.objects.live_on(on).filter(account_id=mine)
    clearance = Clearance.objects.live_on(on).filter(account_id=mine).values("account_id")
    closed = Conflict.objects.filter(account_id=mine, ended_at=None).values("client_id")
    challenged = Challenge.objects.filter(account_id=mine, day=on).values("client_id")
    held = Account.objects.filter(id=Given("account_id"), is_active=True).annotate(
        live=_in_one(grants.values(one=_grant())),
        places=_in_one(_places(on)),
        clearance=Coalesce(Subquery(clearance.annotate(most=Max("rank")).values("most")), 0),
        closed=ArraySubquery(closed),
        challenged=ArraySubquery(challenged),
    )
    return held.values_list("name", "live", "places", "clearance", "closed", "challenged")


_HOLDINGS = Prepared(_holdings)
_NAMES = Prepared(lambda: Account.objects.filter(is_among("id", Given("ids"))).values_list("id", "name"))


def _in_one(rows: QuerySet[Any, Any]) -> Func:
    """All rows in one document: three hundred would each be read by themselves."""
    return Func(ArraySubquery(rows), function="to_jsonb", output_field=JSONField())


def _grant() -> JSONObject:
    columns = ("role", "office_id", "team_id", "region", "benefit", "client_id")
    return JSONObject(**{column: column for column in columns})


def _places(on: date) -> Any:
    """The offices of the regions for which the person has a grant."""
    theirs = Grant.objects.live_on(on).filter(account_id=Given("account_id"))
    regions = theirs.exclude(region="").values("region")
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
            team_id=_id(grant["team_id"]),
            benefit=grant["benefit"],
            client_id=_id(grant["client_id"]),
        )


def _offices(grant: Mapping[str, Any], regions: Mapping[str, set[UUID]]) -> frozenset[UUID] | None:
    """Where it counts; None for everywhere."""
    if grant["region"]:
        return frozenset(regions.get(grant["region"], ()))
    office_id = _id(grant["office_id"])
    return frozenset({office_id}) if office_id else None


@lru_cache(4096)
def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None
