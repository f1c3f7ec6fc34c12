"""Offices, teams and officers, as colleagues see them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch

from upheld.domains.access.queries import Viewer
from upheld.domains.workforce.models import Absence, Office, Officer, OfficerQuerySet, Team, Training
from upheld.domains.workforce.permissions import officers_in_scope, offices_in_scope, teams_in_scope
from upheld.domains.workforce.rules import NoSuchOfficer, NoSuchTeam


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
    rows = Office.objects.filter(offices_in_scope(viewer)).order_by("name", "id")
    return [OfficeRow(row.id, row.key, row.name) for row in rows]


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
