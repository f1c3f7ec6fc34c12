"""Records that someone opened outside of their scope, and what was found when it was reviewed."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from upheld.domains.access.models.accounts import Account
from upheld.kernel.identifiers import new_id


class Challenge(models.Model):
    """One record that one person opened for one day, why, and how it was judged.

    `teams` and `from_offices` are those of the person then; `offices` and `owners` those of the client: who
    is to review it, and who is told.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="challenges")
    client_id = models.UUIDField()
    purpose = models.TextField()
    reason = models.TextField()
    day = models.DateField()
    opened_at = models.DateTimeField()
    teams = ArrayField(models.UUIDField())
    from_offices = ArrayField(models.UUIDField())
    offices = ArrayField(models.UUIDField())
    owners = ArrayField(models.UUIDField())
    reviewed_by = models.UUIDField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    is_justified = models.BooleanField(null=True)
    review = models.TextField(blank=True, default="")

    class Meta:
        db_table = "access_challenge"
        constraints = (
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by=None, is_justified=None)
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False, is_justified__isnull=False),
                name="access_challenge_reviewed_whole",
            ),
        )
        indexes = (
            models.Index(fields=("account", "day"), name="access_challenge_of_someone"),
            models.Index(fields=("client_id", "opened_at"), name="access_challenge_of_client"),
            models.Index(
                fields=("opened_at",), condition=Q(reviewed_at=None), name="access_challenge_waiting"
            ),
            GinIndex(fields=("owners",), name="access_challenge_owners"),
        )
