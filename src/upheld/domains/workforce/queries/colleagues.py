"""Offices, teams and officers, as colleagues see them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast
from uuid import UUID

from django.db.models import F, QuerySet

from upheld.domains.access.queries import SeenBy, Viewer
from upheld.domains.workforce.models import Absence, Office, Officer, OfficerQuerySet, Team, Training
from upheld.domains.workforce.permissions import officers_in_scope, offices_in_scope, teams_in_scope
from upheld.domains.workforce.rules import NoSuchOfficer, NoSuchTeam
from upheld.kernel.among import is_among
from upheld.kernel.prepared import Given, Prepared


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
    for record in _records(_OFFICER.by(viewer, officer_id=officer_id), on):
        return record
    raise NoSuchOfficer


def list_officers(
    *, viewer: Viewer, team_ids: Collection[UUID] | None = None, on: date
) -> list[OfficerRecord]:
    """The officers employed on a day, of these teams or of every team in scope, by name. Three queries."""
    given = {} if team_ids is None else {"team_ids": list(team_ids)}
    return _records(_OFFICERS.by(viewer, team_ids is not None, on=on, **given), on)


def list_teams(*, viewer: Viewer) -> list[TeamRow]:
    """The teams in scope, by office and name."""
    return [_team(row) for row in _TEAMS.by(viewer)]


def get_team(team_id: UUID, *, viewer: Viewer) -> TeamRow:
    """One team. Raises NoSuchTeam."""
    for row in _TEAM.by(viewer, team_id=team_id):
        return _team(row)
    raise NoSuchTeam


def list_offices(*, viewer: Viewer) -> list[OfficeRow]:
    """The offices in scope, by name."""
    return [OfficeRow(row.id, row.key, row.name) for row in _OFFICES.by(viewer)]


def _officer(viewer: Viewer) -> OfficerQuerySet:
    return _in_team(Officer.objects.filter(officers_in_scope(viewer), pk=Given("officer_id")))


def _officers(viewer: Viewer, of_teams: bool) -> OfficerQuerySet:
    rows = Officer.objects.filter(officers_in_scope(viewer)).employed_on(cast("date", Given("on")))
    if of_teams:
        rows = rows.filter(is_among("team_id", Given("team_ids")))
    return _in_team(rows).order_by("account__name", "pk")


def _in_team(rows: OfficerQuerySet) -> OfficerQuerySet:
    return rows.select_related("team__office").annotate(name=F("account__name"))


def _absences() -> QuerySet[Absence]:
    covering = Absence.objects.covering(cast("date", Given("on"))).order_by("starts_on")
    return covering.filter(is_among("officer_id", Given("officers")))


def _training() -> QuerySet[Training]:
    return Training.objects.filter(is_among("officer_id", Given("officers"))).order_by("benefit", "starts_on")


def _teams(viewer: Viewer) -> QuerySet[Team]:
    return Team.objects.filter(teams_in_scope(viewer)).select_related("office")


_OFFICER, _OFFICERS = SeenBy(_officer), SeenBy(_officers)
_ABSENCES, _TRAINING = Prepared(_absences), Prepared(_training)
_TEAM = SeenBy(lambda viewer: _teams(viewer).filter(id=Given("team_id")))
_TEAMS = SeenBy(lambda viewer: _teams(viewer).order_by("office__name", "name", "id"))
_OFFICES = SeenBy(lambda viewer: Office.objects.filter(offices_in_scope(viewer)).order_by("name", "id"))


def _records(rows: Sequence[Officer], on: date) -> list[OfficerRecord]:
    """The officers with their absence and their training, in two queries; none when there are no officers."""
    if not rows:
        return []
    away: dict[UUID, AbsenceRecord] = {}
    trained: dict[UUID, list[TrainingRecord]] = {}
    officers = [row.pk for row in rows]
    for absence in _ABSENCES.ask(on=on, officers=officers):
        away.setdefault(absence.officer_id, AbsenceRecord(absence.starts_on, absence.expected_back_on))
    for one in _TRAINING.ask(officers=officers):
        record = TrainingRecord(one.benefit, one.starts_on, one.ends_on)
        trained.setdefault(one.officer_id, []).append(record)
    return [_record(row, away.get(row.pk), trained.get(row.pk, ())) for row in rows]


def _record(row: Officer, absence: AbsenceRecord | None, training: Iterable[TrainingRecord]) -> OfficerRecord:
    return OfficerRecord(
        id=row.pk,
        name=row.name,  # type: ignore[attr-defined]
        team_id=row.team_id,
        team_name=row.team.name,
        office_id=row.team.office_id,
        office_name=row.team.office.name,
        contracted_hours=row.contracted_hours,
        working_days=tuple(row.working_days),
        joined_on=row.joined_on,
        leaving_on=row.leaving_on,
        can_own_cases=row.can_own_cases,
        absence=absence,
        training=tuple(training),
    )


def _team(row: Team) -> TeamRow:
    return TeamRow(row.id, row.name, row.office_id, row.office.name)
