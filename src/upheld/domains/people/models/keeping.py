"""What may not be erased, and the marks of what was."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from upheld.domains.people.models.clients import Client
from upheld.domains.people.rules.refusals import IsHeldAlready
from upheld.kernel.commands import constraint_means
from upheld.kernel.identifiers import new_id


class LegalHold(models.Model):
    """Nothing about this client is erased until it is lifted: why, and who said so."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="legal_holds")
    reason = models.TextField()
    placed_by = models.UUIDField()
    placed_at = models.DateTimeField()
    lifted_by = models.UUIDField(null=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_because = models.TextField(blank=True, default="")

    class Meta:
        db_table = "people_legal_hold"
        constraints = (
            models.UniqueConstraint(
                fields=("client",), condition=Q(lifted_at=None), name="people_one_live_legal_hold"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="people_legal_hold_lifted_by_someone",
            ),
        )
        indexes = (
            models.Index(fields=("placed_at", "id"), condition=Q(lifted_at=None), name="people_held_since"),
        )


class ErasedReference(models.Model):
    """A sealed mark that a record of a system was erased: an old extract does not bring it back.

    `digest` can be compared with a reference only by whoever has this installation's secret. `extract_on` is
    the extract up to which the record was known; without one, it is never taken over again.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    extract_on = models.DateField(null=True)
    erased_at = models.DateTimeField()

    class Meta:
        db_table = "people_erased_reference"
        indexes = (models.Index(fields=("erased_at",), name="people_reference_erased"),)


constraint_means("people_one_live_legal_hold", IsHeldAlready)
