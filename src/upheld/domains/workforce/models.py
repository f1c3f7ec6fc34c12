"""Offices, teams, officers, their training and their absences."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from upheld.domains.workforce.rules import (
    AbsenceKind,
    AlreadyAnOfficer,
    HoursAreImpossible,
    LeavingIsBeforeJoining,
    OfficeKeyIsTaken,
    OfficerIsAlreadyAway,
    TeamNameIsTaken,
    TrainingIsAlreadyRecorded,
    TrainingIsOutOfOrder,
    WorkingDaysAreImpossible,
)
from upheld.kernel.commands import constraint_means
from upheld.kernel.identifiers import new_id


class Office(models.Model):
    """A place where teams work."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.SlugField(unique=True)
    name = models.TextField()

    class Meta:
        db_table = "workforce_office"


class Team(models.Model):
    """Officers who work under one leader in one office."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="teams")
    name = models.TextField()

    class Meta:
        db_table = "workforce_team"
        constraints = (
            models.UniqueConstraint(fields=("office", "name"), name="workforce_team_one_name_in_an_office"),
        )


class OfficerQuerySet(models.QuerySet["Officer"]):
    """Officers, chosen by day."""

    def employed_on(self, day: date) -> OfficerQuerySet:
        """Those who have joined by a day and are not gone on it."""
        return self.filter(Q(leaving_on=None) | Q(leaving_on__gt=day), left_on=None, joined_on__lte=day)


class Officer(models.Model):
    """Someone who works with clients. `leaving_on` is the first day on which they are gone.

    Casework refers to an owner by the pair (account, can_own_cases): so nobody owns a case who cannot.
    """

    account = models.OneToOneField(
        "access.Account", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="officers")
    joined_on = models.DateField()
    leaving_on = models.DateField(null=True)
    leaving_reason = models.TextField(blank=True, default="")
    left_on = models.DateField(null=True)
    contracted_hours = models.DecimalField(max_digits=4, decimal_places=1)
    working_days = ArrayField(models.SmallIntegerField())
    can_own_cases = models.BooleanField(default=True)
    not_owning_reason = models.TextField(blank=True, default="")

    objects = OfficerQuerySet.as_manager()

    class Meta:
        db_table = "workforce_officer"
        constraints = (
            models.UniqueConstraint(fields=("account", "can_own_cases"), name="workforce_officer_can_own"),
            models.CheckConstraint(
                condition=Q(leaving_on=None) | Q(leaving_on__gt=F("joined_on")),
                name="workforce_officer_leaves_after_joining",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None)
                | Q(left_on__gte=F("leaving_on"), leaving_on__isnull=False, can_own_cases=False),
                name="workforce_officer_who_left_owns_nothing",
            ),
            models.CheckConstraint(
                condition=Q(contracted_hours__gt=0, contracted_hours__lte=48),
                name="workforce_officer_hours_are_possible",
            ),
            models.CheckConstraint(
                condition=Q(working_days__len__gt=0, working_days__contained_by=[1, 2, 3, 4, 5, 6, 7]),
                name="workforce_officer_days_are_possible",
            ),
            models.CheckConstraint(
                condition=Q(can_own_cases=True, not_owning_reason="")
                | (Q(can_own_cases=False) & ~Q(not_owning_reason="")),
                name="workforce_officer_reason_for_not_owning",
            ),
        )
        indexes = (
            models.Index(
                fields=("leaving_on",),
                condition=Q(leaving_on__isnull=False, left_on=None),
                name="workforce_officer_leaving",
            ),
        )


class TrainingQuerySet(models.QuerySet["Training"]):
    """Training, chosen by day."""

    def counting_on(self, day: date) -> TrainingQuerySet:
        """Keep what counts on a day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)


class Training(models.Model):
    """An officer may work on a benefit, from `starts_on` up to the day before `ends_on`."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="training")
    benefit = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        db_table = "workforce_training"
        constraints = (
            models.UniqueConstraint(
                fields=("officer", "benefit", "starts_on"), name="workforce_training_recorded_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")), name="workforce_training_in_order"
            ),
        )


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """Absences, chosen by day."""

    def covering(self, day: date) -> AbsenceQuerySet:
        """Those during which the officer is away on a day."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), starts_on__lte=day)


class Absence(models.Model):
    """An officer is away from `starts_on` up to the day before `ended_on`, or until a return is recorded."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="absences")
    starts_on = models.DateField()
    expected_back_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    kind = models.TextField()

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        db_table = "workforce_absence"
        constraints = (
            models.UniqueConstraint(
                fields=("officer",),
                condition=Q(ended_on=None),
                name="workforce_absence_one_open_for_an_officer",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("starts_on")),
                name="workforce_absence_in_order",
            ),
            models.CheckConstraint(
                condition=Q(expected_back_on=None) | Q(expected_back_on__gt=F("starts_on")),
                name="workforce_absence_expected_in_order",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[str(kind) for kind in AbsenceKind]),
                name="workforce_absence_kind_is_known",
            ),
        )


def is_away(day: date) -> Exists:
    """The condition on officers that an absence covers the day."""
    return Exists(Absence.objects.covering(day).filter(officer=OuterRef("pk")))


def is_trained(benefit: str, day: date) -> Exists:
    """The condition on officers that training for the benefit counts on the day."""
    return Exists(Training.objects.counting_on(day).filter(officer=OuterRef("pk"), benefit=benefit))


constraint_means("workforce_office_key_key", OfficeKeyIsTaken)
constraint_means("workforce_team_one_name_in_an_office", TeamNameIsTaken)
constraint_means("workforce_officer_pkey", AlreadyAnOfficer)
constraint_means("workforce_officer_leaves_after_joining", LeavingIsBeforeJoining)
constraint_means("workforce_officer_hours_are_possible", HoursAreImpossible)
constraint_means("workforce_officer_days_are_possible", WorkingDaysAreImpossible)
constraint_means("workforce_training_recorded_once", TrainingIsAlreadyRecorded)
constraint_means("workforce_training_in_order", TrainingIsOutOfOrder)
constraint_means("workforce_absence_one_open_for_an_officer", OfficerIsAlreadyAway)
