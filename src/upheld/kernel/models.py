"""The append-only record of events, its parts by month, and which reactions have been carried out."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.expressions import Func, Value
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
    """One event. The database numbers and chains it, and refuses to change or delete it.

    Its table has one part for each month, found by the time that the id carries. Each part keeps `sequence`,
    and the number in a stream, unique.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sequence = models.BigIntegerField(
        db_default=Func(Value("kernel_event_sequence_seq"), function="nextval"), editable=False
    )
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
            models.CheckConstraint(condition=models.Q(number__gt=0), name="kernel_event_is_numbered"),
            # The hash joins the columns with a control character, which facts as JSON text cannot hold.
            models.CheckConstraint(
                condition=~models.Q(stream__regex="[[:cntrl:]]") & ~models.Q(kind__regex="[[:cntrl:]]"),
                name="kernel_event_joins_unambiguously",
            ),
        )


class Partition(models.Model):
    """A table was given a part for a month, which begins on this day."""

    id = models.BigAutoField(primary_key=True)
    parent = models.TextField()
    month = models.DateField()
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "kernel_partition"
        constraints = (models.UniqueConstraint(fields=("parent", "month"), name="kernel_partition_once"),)


class Detached(models.Model):
    """The part of a month was taken out of its table, whole: so many rows, with these digests."""

    id = models.BigAutoField(primary_key=True)
    parent = models.TextField()
    month = models.DateField()
    rows = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    runs_digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.UUIDField()

    class Meta:
        db_table = "kernel_detached"
        constraints = (models.UniqueConstraint(fields=("parent", "month"), name="kernel_detached_once"),)


class DetachedRun(models.Model):
    """What a check needs to go on where a stretch of a stream was detached: its ends, and their hashes."""

    id = models.BigAutoField(primary_key=True)
    parent = models.TextField()
    month = models.DateField()
    stream = models.TextField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    first_sequence = models.BigIntegerField()
    last_sequence = models.BigIntegerField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "kernel_detached_run"
        constraints = (
            models.UniqueConstraint(fields=("parent", "stream", "first"), name="kernel_detached_run_once"),
        )


class Delivery(models.Model):
    """One reaction to one event: tried so often, failed with this kind of error, done or not yet."""

    event = models.ForeignKey(EventRow, on_delete=models.PROTECT, related_name="+")
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
            BrinIndex(fields=("done_at",), name="kernel_delivery_done", autosummarize=True),
        )


class Erasure(models.Model):
    """One line of the manifest of erasing: so many records of a kind, under a rule, without saying whose.

    Only ever added to; the record of events vouches for each line.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    run_id = models.UUIDField()
    record_kind = models.TextField()
    rule_from = models.DateField()
    pack_version = models.TextField()
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    since = models.DateTimeField()
    until = models.DateTimeField()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        db_table = "kernel_erasure"
        indexes = (models.Index(fields=("run_id", "record_kind"), name="kernel_erasure_of_run"),)
