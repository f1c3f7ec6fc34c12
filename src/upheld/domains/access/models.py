"""Accounts and their grants."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from upheld.domains.access.rules import EmailIsTaken, GrantIsOutOfOrder, TeamWithoutItsOffice
from upheld.kernel.commands import constraint_means
from upheld.kernel.identifiers import new_id


class AccountManager(BaseUserManager["Account"]):
    """Finds an account by its email address, for sign-in."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account that signs in with this address, whatever its capitals."""
        return self.get(email=(username or "").lower())


class Account(AbstractBaseUser):
    """Someone who acts in Upheld. Without an email address and a password they cannot sign in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.TextField()
    email = models.EmailField(unique=True, null=True, blank=True)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        db_table = "access_account"


class GrantQuerySet(models.QuerySet["Grant"]):
    """Grants, chosen by person and day."""

    def live_on(self, day: date) -> GrantQuerySet:
        """Those that count on a day."""
        return self.counting_on_or_after(day).filter(starts_on__lte=day)

    def counting_on_or_after(self, day: date) -> GrantQuerySet:
        """Those that count on a day or will count later."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day))


class Grant(models.Model):
    """A role in a place for a time, given by someone for a reason.

    It counts from `starts_on` up to the day before `ends_on`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="grants")
    role = models.TextField()
    office_id = models.UUIDField(null=True)
    team_id = models.UUIDField(null=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    given_by = models.UUIDField()
    given_at = models.DateTimeField()
    reason = models.TextField()

    objects = GrantQuerySet.as_manager()

    class Meta:
        db_table = "access_grant"
        constraints = (
            models.CheckConstraint(
                condition=Q(team_id=None) | Q(office_id__isnull=False), name="access_grant_team_has_office"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")), name="access_grant_in_order"
            ),
        )


constraint_means("access_grant_team_has_office", TeamWithoutItsOffice)
constraint_means("access_grant_in_order", GrantIsOutOfOrder)
constraint_means("access_account_email_key", EmailIsTaken)
