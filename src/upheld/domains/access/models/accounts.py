"""Accounts: those who act in Upheld."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from upheld.domains.access.rules.refusals import EmailIsTaken
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


constraint_means("access_account_email_key", EmailIsTaken)
