"""What was given to people: roles in places, and clearances for restricted records."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from upheld.domains.access.models.accounts import Account
from upheld.domains.access.rules.refusals import (
    ClientMustBeNamed,
    GrantIsOutOfOrder,
    OneSortOfPlace,
    TeamWithoutItsOffice,
)
from upheld.kernel.commands import constraint_means
from upheld.kernel.identifiers import new_id


class GivenQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """What counts from `starts_on` up to the day before `ends_on`, chosen by day."""

    def live_on(self, day: date) -> Self:
        """Those that count on a day."""
        return self.counting_on_or_after(day).filter(starts_on__lte=day)

    def counting_on_or_after(self, day: date) -> Self:
        """Those that count on a day or will count later."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day) & Q(ends_on__gt=F("starts_on")))

    def counting_between(self, starts_on: date, ends_on: date | None) -> Self:
        """Those that count on any day of a time."""
        rows = self.counting_on_or_after(starts_on)
        return rows if ends_on is None else rows.filter(starts_on__lt=ends_on)


class Given(models.Model):
    """Something given to a person for a time, by someone, for a reason.

    It counts from `starts_on` up to the day before `ends_on`. `ended_by` and `ended_because` say who set an
    end to it afterwards. What was ended before it began has both days equal, and never counts.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    given_by = models.UUIDField()
    given_at = models.DateTimeField()
    reason = models.TextField()
    ended_by = models.UUIDField(null=True)
    ended_because = models.TextField(blank=True, default="")

    class Meta:
        abstract = True


class Grant(Given):
    """A role in a place for a time: in an office, in a team of one, in a region, or everywhere.

    With `benefit` it opens cases of that benefit only. With `client_id` it opens what is held about one
    client to themself, or to who speaks for them.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="grants")
    role = models.TextField()
    office_id = models.UUIDField(null=True)
    team_id = models.UUIDField(null=True)
    region = models.TextField(blank=True, default="")
    benefit = models.TextField(blank=True, default="")
    client_id = models.UUIDField(null=True)

    objects = GivenQuerySet.as_manager()

    class Meta:
        db_table = "access_grant"
        constraints = (
            models.CheckConstraint(
                condition=Q(team_id=None) | Q(office_id__isnull=False), name="access_grant_team_has_office"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="access_grant_in_order"
            ),
            models.CheckConstraint(
                condition=Q(region="") | Q(office_id=None), name="access_grant_one_sort_of_place"
            ),
            models.CheckConstraint(
                condition=(
                    Q(client_id=None) & ~Q(role__in=("client", "representative"))
                    | Q(
                        client_id__isnull=False,
                        role__in=("client", "representative"),
                        office_id=None,
                        region="",
                    )
                ),
                name="access_grant_names_its_client",
            ),
        )


class Clearance(Given):
    """How far a person may see restricted records: up to the rank of a level of the pack."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="clearances")
    level = models.TextField()
    rank = models.PositiveIntegerField()

    objects = GivenQuerySet.as_manager()

    class Meta:
        db_table = "access_clearance"
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="access_clearance_in_order"
            ),
        )


class Place(models.Model):
    """In which region an office lies, so that a role can be given for the whole region."""

    office_id = models.UUIDField(primary_key=True)
    region = models.TextField()

    class Meta:
        db_table = "access_place"
        indexes = (models.Index(fields=("region",), name="access_place_region"),)


constraint_means("access_grant_team_has_office", TeamWithoutItsOffice)
constraint_means("access_grant_in_order", GrantIsOutOfOrder)
constraint_means("access_clearance_in_order", GrantIsOutOfOrder)
constraint_means("access_grant_one_sort_of_place", OneSortOfPlace)
constraint_means("access_grant_names_its_client", ClientMustBeNamed)
