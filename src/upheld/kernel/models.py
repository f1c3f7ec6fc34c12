"""The append-only record of events, and which reactions to them have been carried out."""

from django.db import models
from django.db.models.functions import Now

from upheld.kernel.identifiers import new_id


class Stream(models.Model):
    """The head of one chain of events: how many there are, and the hash of the last."""

    name = models.TextField(primary_key=True)
    number = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "kernel_stream"


class EventRow(models.Model):
    """One event. The database numbers and chains it, and refuses to change or delete it."""

    sequence = models.BigAutoField(primary_key=True)
    id = models.UUIDField(unique=True, default=new_id, editable=False)
    stream = models.TextField()
    number = models.BigIntegerField(default=0)
    kind = models.TextField()
    facts = models.JSONField()
    by = models.UUIDField()
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    previous_hash = models.CharField(max_length=64, default="")
    hash = models.CharField(max_length=64, default="")

    class Meta:
        db_table = "kernel_event"
        constraints = (
            models.UniqueConstraint(fields=("stream", "number"), name="kernel_event_one_place_in_a_stream"),
            models.CheckConstraint(condition=models.Q(number__gt=0), name="kernel_event_is_numbered"),
            # The hash joins the columns with a control character, which facts as JSON text cannot hold.
            models.CheckConstraint(
                condition=~models.Q(stream__regex="[[:cntrl:]]") & ~models.Q(kind__regex="[[:cntrl:]]"),
                name="kernel_event_joins_unambiguously",
            ),
        )


class Delivery(models.Model):
    """One reaction to one event: tried so often, failed with this kind of error, done or not yet."""

    event = models.ForeignKey(EventRow, to_field="id", on_delete=models.PROTECT, related_name="+")
    reaction = models.TextField()
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True, default="")
    parked_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "kernel_delivery"
        constraints = (
            models.UniqueConstraint(fields=("event", "reaction"), name="kernel_delivery_once_for_each_event"),
        )
        indexes = (
            models.Index(
                fields=("parked_at",),
                condition=models.Q(parked_at__isnull=False, done_at__isnull=True),
                name="kernel_delivery_parked",
            ),
        )
