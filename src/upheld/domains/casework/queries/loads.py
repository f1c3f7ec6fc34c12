"""How much each officer has, in cases and in points, against the limit that their hours give."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from upheld.domains.access.queries import Viewer
from upheld.domains.casework.models import Case
from upheld.domains.casework.queries.records import Load
from upheld.kernel.among import is_among
from upheld.kernel.prepared import Given, Prepared
from upheld.policy import Pack, current_pack
from upheld.policy.values import UnknownValue


def list_loads(hours_of: Mapping[UUID, Decimal], *, viewer: Viewer, on: date) -> dict[UUID, Load]:
    """The load of each of these officers, given their weekly hours; it counts every open case that they own.

    A leader sees the whole load of an officer, also from offices that they cannot look into: only numbers are
    shown. One query.
    """
    shown = [one for one in hours_of if viewer.leads or one == viewer.account_id]
    return _loads({one: hours_of[one] for one in shown}, on)


def list_room(hours_of: Mapping[UUID, Decimal], *, viewer: Viewer, on: date) -> dict[UUID, int]:
    """How many points of work each of these colleagues could still take, given their weekly hours. One query.

    For choosing whom to ask: room and nothing else, never below nought. Empty for who reads no cases.
    """
    if not viewer.reads_cases:
        return {}
    return {one: max(load.limit - load.points, 0) for one, load in _loads(hours_of, on).items()}


def _held() -> QuerySet[Case, Any]:
    """How many open cases each of some owners has, by benefit and stage."""
    cases = Case.objects.open().filter(is_among("owner_id", Given("owners")))
    return cases.values_list("owner_id", "benefit", "stage").annotate(number=Count("id")).order_by()


_HELD = Prepared(_held)


def _loads(hours_of: Mapping[UUID, Decimal], on: date) -> dict[UUID, Load]:
    pack = current_pack()
    cases: defaultdict[UUID, int] = defaultdict(int)
    points: defaultdict[UUID, int] = defaultdict(int)
    for owner_id, benefit, stage, number in _HELD.ask(owners=list(hours_of)) if hours_of else ():
        cases[owner_id] += number
        points[owner_id] += number * points_of(pack, benefit, stage, on)
    return {
        one: Load(one, cases[one], points[one], pack.limit_points(on=on, hours=float(hours_of[one])))
        for one in hours_of
    }


def points_of(pack: Pack, benefit: str, stage: str, on: date) -> int:
    """The points of a case; one for work that came from a log, of which the pack knows nothing."""
    try:
        return pack.points(benefit, stage, on=on)
    except UnknownValue:
        return 1
