"""Names and facts that the rules of other domains need, without a viewer: never for a door."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast
from uuid import UUID

from django.db.models import QuerySet

from upheld.domains.workforce.models import Absence, Officer, is_away, is_trained
from upheld.kernel.prepared import Given, Prepared
from upheld.kernel.working_days import Calendar


@dataclass(frozen=True)
class OwnershipFacts:
    """What decides whether an officer may own a case of a benefit on a day."""

    exists: bool
    can_own: bool = False
    is_trained: bool = False
    is_absent: bool = False
    team_id: UUID | None = None
    office_id: UUID | None = None


@dataclass(frozen=True)
class LongAbsence:
    """Someone who has been away for longer than a limit, and whether they can still own cases."""

    officer_id: UUID
    starts_on: date
    expected_back_on: date | None
    working_days_away: int
    can_own_cases: bool


def facts_for_ownership(officer_id: UUID, benefit: str, on: date) -> OwnershipFacts:
    """What rules about owning a case of this benefit need to know on a day. One query, no lock.

    `can_own` is true when they may own cases and are employed on the day. No scope: facts for rules only.
    """
    found = _FACTS.ask(officer=officer_id, benefit=benefit, on=on)
    if not found:
        return OwnershipFacts(exists=False)
    row = found[0]
    employed = row["joined_on"] <= on and (row["leaving_on"] is None or on < row["leaving_on"])
    return OwnershipFacts(
        exists=True,
        can_own=row["can_own_cases"] and employed,
        is_trained=row["is_trained"],
        is_absent=row["is_absent"],
        team_id=row["team_id"],
        office_id=row["team__office_id"],
    )


def _facts() -> QuerySet[Officer, Any]:
    benefit, on = cast("str", Given("benefit")), cast("date", Given("on"))
    officers = Officer.objects.filter(pk=Given("officer")).annotate(
        is_trained=is_trained(benefit, on), is_absent=is_away(on)
    )
    columns = ("can_own_cases", "joined_on", "leaving_on", "team_id", "team__office_id")
    facts: QuerySet[Officer, Any] = officers.values(*columns, "is_trained", "is_absent")
    return facts


_FACTS = Prepared(_facts)


def who_is_at_work(officer_ids: Collection[UUID], on: date) -> set[UUID]:
    """Those of these officers who are employed and not away on a day. No scope: for rules only. One query."""
    rows = Officer.objects.filter(pk__in=set(officer_ids)).employed_on(on)
    return set(rows.exclude(is_away(on)).values_list("pk", flat=True))


def list_leavers_due(on: date) -> list[UUID]:
    """Officers whose leaving date has come by a day and has no effect yet. No scope: for the clock only."""
    rows = Officer.objects.filter(leaving_on__lte=on, left_on=None).order_by("leaving_on", "pk")
    return list(rows.values_list("pk", flat=True))


def list_long_absences(on: date, working_days_limit: int, calendar: Calendar) -> list[LongAbsence]:
    """Officers who on a day have been away for more working days than the limit; the first one counts as one.

    Longest away first. No scope: for the clock only.
    """
    rows = Absence.objects.covering(on).filter(
        officer__left_on=None, starts_on__lte=on - timedelta(working_days_limit)
    )
    found = (
        LongAbsence(
            officer_id=row.officer_id,
            starts_on=row.starts_on,
            expected_back_on=row.expected_back_on,
            working_days_away=calendar.working_days_between(row.starts_on - timedelta(1), on),
            can_own_cases=row.officer.can_own_cases,
        )
        for row in rows.select_related("officer").order_by("starts_on", "id")
    )
    return [one for one in found if one.working_days_away > working_days_limit]
