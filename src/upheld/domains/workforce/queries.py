"""Reads of workforce: officers as colleagues see them, and the plain facts that other domains' rules need."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import Prefetch

from upheld.domains.access.queries import NotYoursToDo, Viewer
from upheld.domains.workforce.models import (
    Absence,
    Office,
    Officer,
    OfficerQuerySet,
    Team,
    Training,
    is_away,
    is_trained,
)
from upheld.domains.workforce.permissions import officers_in_scope, offices_condition, teams_in_scope
from upheld.domains.workforce.rules import (
    AbsenceKind,
    NoSuchOfficer,
    NoSuchTeam,
    OfficerHasLeft,
)
from upheld.kernel.identifiers import SYSTEM
from upheld.kernel.working_days import Calendar

__all__ = [
    "FACTS_FOR_RULES",
    "AbsenceKind",
    "AbsenceRecord",
    "LongAbsence",
    "NoSuchOfficer",
    "NoSuchTeam",
    "NotYoursToDo",
    "OfficeRow",
    "OfficerHasLeft",
    "OfficerRecord",
    "OwnershipFacts",
    "PresentOfficer",
    "TeamRow",
    "TrainingRecord",
    "facts_for_ownership",
    "get_officer",
    "get_team",
    "list_leavers_due",
    "list_long_absences",
    "list_officers",
    "list_offices",
    "list_teams",
    "name_of",
    "present_officers",
]


@dataclass(frozen=True)
class OfficeRow:
    """An office as a list shows it."""

    id: UUID
    key: str
    name: str


@dataclass(frozen=True)
class TeamRow:
    """A team and its office."""

    id: UUID
    name: str
    office_id: UUID
    office_name: str


@dataclass(frozen=True)
class AbsenceRecord:
    """Since when someone is away, and when they are expected back, if that is known. Why is not shown."""

    starts_on: date
    expected_back_on: date | None


@dataclass(frozen=True)
class TrainingRecord:
    """A benefit that someone is trained for, from a day up to the day before `ends_on`."""

    benefit: str
    starts_on: date
    ends_on: date | None

    def counts_on(self, day: date) -> bool:
        """Whether the training counts on a day."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True)
class OfficerRecord:
    """An officer as colleagues see them on a day. `leaving_on` is the first day on which they are gone."""

    id: UUID
    name: str
    team_id: UUID
    team_name: str
    office_id: UUID
    office_name: str
    contracted_hours: Decimal
    working_days: tuple[int, ...]
    joined_on: date
    leaving_on: date | None
    can_own_cases: bool
    absence: AbsenceRecord | None
    training: tuple[TrainingRecord, ...]


def get_officer(officer_id: UUID, *, viewer: Viewer, on: date) -> OfficerRecord:
    """An officer on a day, also one who has left. Raises NoSuchOfficer. Three queries."""
    rows = _with_particulars(Officer.objects.filter(officers_in_scope(viewer), pk=officer_id), on)
    for row in rows:
        return _record(row)
    raise NoSuchOfficer


def list_officers(
    *, viewer: Viewer, team_ids: Collection[UUID] | None = None, on: date
) -> list[OfficerRecord]:
    """The officers employed on a day, of these teams or of every team in scope, by name. Three queries."""
    rows = Officer.objects.filter(officers_in_scope(viewer)).employed_on(on)
    if team_ids is not None:
        rows = rows.filter(team_id__in=team_ids)
    return [_record(row) for row in _with_particulars(rows, on).order_by("account__name", "pk")]


def list_teams(*, viewer: Viewer) -> list[TeamRow]:
    """The teams in scope, by office and name."""
    rows = Team.objects.filter(teams_in_scope(viewer)).select_related("office")
    return [_team(row) for row in rows.order_by("office__name", "name", "id")]


def get_team(team_id: UUID, *, viewer: Viewer) -> TeamRow:
    """One team. Raises NoSuchTeam."""
    row = Team.objects.filter(teams_in_scope(viewer), id=team_id).select_related("office").first()
    if row is None:
        raise NoSuchTeam
    return _team(row)


def list_offices(*, viewer: Viewer) -> list[OfficeRow]:
    """The offices in scope, by name."""
    rows = Office.objects.filter(offices_condition(viewer)).order_by("name", "id")
    return [OfficeRow(row.id, row.key, row.name) for row in rows]


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
class PresentOfficer:
    """An officer to whom work can go on a day."""

    id: UUID
    name: str
    team_id: UUID
    contracted_hours: Decimal
    working_days: tuple[int, ...]


@dataclass(frozen=True)
class LongAbsence:
    """Someone who has been away for longer than a limit, and whether they can still own cases."""

    officer_id: UUID
    starts_on: date
    expected_back_on: date | None
    working_days_away: int
    can_own_cases: bool


def name_of(ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of these accounts, with "Upheld" for the system itself; an unknown id is left out. One query.

    No scope: it gives names to what a query of another domain has already let its viewer see.
    """
    wanted = set(ids)
    names = dict(get_user_model().objects.filter(id__in=wanted - {SYSTEM}).values_list("id", "name"))
    return names | ({SYSTEM: "Upheld"} if SYSTEM in wanted else {})


def facts_for_ownership(officer_id: UUID, benefit: str, on: date) -> OwnershipFacts:
    """What rules about owning a case of this benefit need to know on a day. One query, no lock.

    `can_own` is true when they may own cases and are employed on the day. No scope: facts for rules only.
    """
    row = (
        Officer.objects.filter(pk=officer_id)
        .values("can_own_cases", "joined_on", "leaving_on", "team_id", "team__office_id")
        .annotate(is_trained=is_trained(benefit, on), is_absent=is_away(on))
        .first()
    )
    if row is None:
        return OwnershipFacts(exists=False)
    employed = row["joined_on"] <= on and (row["leaving_on"] is None or on < row["leaving_on"])
    return OwnershipFacts(
        exists=True,
        can_own=row["can_own_cases"] and employed,
        is_trained=row["is_trained"],
        is_absent=row["is_absent"],
        team_id=row["team_id"],
        office_id=row["team__office_id"],
    )


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


def present_officers(team_id: UUID, benefit: str | None, on: date) -> list[PresentOfficer]:
    """Officers of a team who may own cases on a day, are not away, and are trained for the benefit.

    Without a benefit the training is not asked about. By name; one query. No scope: facts for rules only.
    """
    rows = Officer.objects.filter(~is_away(on), team_id=team_id, can_own_cases=True).employed_on(on)
    if benefit is not None:
        rows = rows.filter(is_trained(benefit, on))
    return [
        PresentOfficer(row.pk, row.account.name, row.team_id, row.contracted_hours, tuple(row.working_days))
        for row in rows.select_related("account").order_by("account__name", "pk")
    ]


FACTS_FOR_RULES = (
    name_of,
    facts_for_ownership,
    list_leavers_due,
    list_long_absences,
    present_officers,
)
"""Reads without a viewer: they give names and facts to the code of other domains, never to a door."""


def _with_particulars(rows: OfficerQuerySet, on: date) -> OfficerQuerySet:
    return rows.select_related("account", "team__office").prefetch_related(
        Prefetch("absences", queryset=Absence.objects.covering(on).order_by("starts_on")),
        Prefetch("training", queryset=Training.objects.order_by("benefit", "starts_on")),
    )


def _record(row: Officer) -> OfficerRecord:
    absences = [AbsenceRecord(one.starts_on, one.expected_back_on) for one in row.absences.all()]
    return OfficerRecord(
        id=row.pk,
        name=row.account.name,
        team_id=row.team_id,
        team_name=row.team.name,
        office_id=row.team.office_id,
        office_name=row.team.office.name,
        contracted_hours=row.contracted_hours,
        working_days=tuple(row.working_days),
        joined_on=row.joined_on,
        leaving_on=row.leaving_on,
        can_own_cases=row.can_own_cases,
        absence=absences[0] if absences else None,
        training=tuple(TrainingRecord(one.benefit, one.starts_on, one.ends_on) for one in row.training.all()),
    )


def _team(row: Team) -> TeamRow:
    return TeamRow(row.id, row.name, row.office_id, row.office.name)
