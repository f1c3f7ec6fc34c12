"""Which clients' records are restricted."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from upheld.kernel.identifiers import new_id


class Restriction(models.Model):
    """A client whose record only cleared people see, at a level of the pack, until it is lifted.

    `rank` is that of the level when it was placed. `offices` served the client then: whose leads look after
    it. A client has one live restriction; a change of level lifts one and places another.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client_id = models.UUIDField()
    level = models.TextField()
    rank = models.PositiveIntegerField()
    reason = models.TextField()
    offices = ArrayField(models.UUIDField())
    placed_by = models.UUIDField()
    placed_at = models.DateTimeField()
    lifted_by = models.UUIDField(null=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_because = models.TextField(blank=True, default="")

    class Meta:
        db_table = "access_restriction"
        constraints = (
            models.UniqueConstraint(
                fields=("client_id",), condition=Q(lifted_at=None), name="access_one_live_restriction"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="access_restriction_lifted_by_someone",
            ),
        )
        indexes = (
            models.Index(
                fields=("client_id",),
                include=("rank",),
                condition=Q(lifted_at=None),
                name="access_restriction_live",
            ),
        )
