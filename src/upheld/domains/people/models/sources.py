"""What other systems hold about clients: records, what they said before, and rows that could not be read."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from upheld.domains.people.models.clients import Client
from upheld.domains.people.rules.refusals import RecordIsHeldAlready
from upheld.kernel.commands import constraint_means
from upheld.kernel.identifiers import new_id


class SourceRecord(models.Model):
    """What one system holds about a client: the row as last received, and the facts read from it.

    A record that its system no longer holds is kept, and says since when: `withdrawn_on`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="source_records")
    system = models.TextField()
    reference = models.TextField()
    as_received = models.JSONField()
    facts = models.JSONField()
    digest = models.CharField(max_length=64)
    extract_on = models.DateField()
    received_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    withdrawn_on = models.DateField(null=True)

    class Meta:
        db_table = "people_source_record"
        constraints = (
            models.UniqueConstraint(fields=("system", "reference"), name="people_one_record_for_a_reference"),
        )


class EarlierSourceRecord(models.Model):
    """What a system's record said before it changed."""

    record = models.ForeignKey(SourceRecord, on_delete=models.PROTECT, related_name="earlier")
    as_received = models.JSONField()
    facts = models.JSONField()
    digest = models.CharField(max_length=64)
    extract_on = models.DateField()
    received_at = models.DateTimeField()
    replaced_at = models.DateTimeField()

    class Meta:
        db_table = "people_earlier_source_record"
        indexes = (models.Index(fields=("replaced_at",), name="people_earlier_record_replaced"),)


class QuarantinedRow(models.Model):
    """A row of an extract that could not be read. `state` is "waiting", "accepted" or "dismissed".

    `office_id` and `extract_on` are what the import was told for rows that do not say it themselves.
    """

    system = models.TextField()
    file_name = models.TextField()
    row_number = models.PositiveIntegerField()
    field = models.TextField(blank=True, default="")
    value = models.TextField(blank=True, default="")
    reason = models.TextField()
    raw = models.JSONField()
    corrections = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    office_id = models.UUIDField(null=True)
    extract_on = models.DateField(null=True)
    quarantined_at = models.DateTimeField()
    state = models.TextField(default="waiting")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)
    settled_because = models.TextField(blank=True, default="")

    class Meta:
        db_table = "people_quarantined_row"
        indexes = (
            models.Index(fields=("system", "id"), condition=Q(state="waiting"), name="people_row_waits"),
            models.Index(fields=("settled_at",), name="people_row_settled"),
        )
        constraints = (
            models.UniqueConstraint(fields=("system", "digest"), name="people_row_is_set_aside_once"),
            models.CheckConstraint(
                condition=Q(state="waiting", settled_at=None) | Q(state__in=("accepted", "dismissed")),
                name="people_row_state",
            ),
        )


constraint_means("people_one_record_for_a_reference", RecordIsHeldAlready)
