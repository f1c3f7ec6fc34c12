"""Whose records are closed to someone because they know the person, or are the person."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from upheld.domains.access.models.accounts import Account
from upheld.domains.access.rules.refusals import ConflictIsDeclared
from upheld.kernel.commands import constraint_means
from upheld.kernel.identifiers import new_id


class Conflict(models.Model):
    """A client whose record is closed to one person. `kind` is "own" for themself, or "declared"."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="conflicts")
    client_id = models.UUIDField()
    kind = models.TextField()
    declared_by = models.UUIDField()
    declared_at = models.DateTimeField()
    ended_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.TextField(blank=True, default="")

    class Meta:
        db_table = "access_conflict"
        constraints = (
            models.UniqueConstraint(
                fields=("account", "client_id"), condition=Q(ended_at=None), name="access_one_live_conflict"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("own", "declared")), name="access_conflict_is_of_a_kind"
            ),
        )


constraint_means("access_one_live_conflict", ConflictIsDeclared)
