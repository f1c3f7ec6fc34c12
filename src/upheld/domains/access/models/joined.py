"""Which clients were joined: their looks count for both."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from upheld.kernel.identifiers import new_id


class Joined(models.Model):
    """That the id of one client led to another from a moment on, until they were parted.

    What was shown of either in that time was of both.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client_id = models.UUIDField()
    into_id = models.UUIDField()
    joined_at = models.DateTimeField()
    parted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_joined"
        indexes = (models.Index(fields=("into_id",), name="access_joined_into"),)
        constraints = (
            models.UniqueConstraint(
                fields=("client_id",), condition=Q(parted_at=None), name="access_joined_once"
            ),
        )
