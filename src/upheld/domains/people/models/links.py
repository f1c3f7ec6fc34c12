"""Which record of a system belongs to which client: each link with its evidence, the pairs that a person
decides, and what was joined and parted.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from upheld.domains.people.models.clients import Client
from upheld.domains.people.models.sources import SourceRecord
from upheld.domains.people.rules.refusals import AnotherPersonConfirms, IsMergedAlready, RecordIsLinkedAlready
from upheld.kernel.commands import constraint_means
from upheld.kernel.identifiers import new_id

MAKERS = ("first", "number", "arrival", "batch", "officer")
PAIR_STATES = ("waiting", "asked", "proposed", "same", "different", "settled")


class Link(models.Model):
    """That a record of a system is about a client, from when until when, who or what said so, and why.

    `maker` is "first" (the record registered the client), "number" (the same National Insurance number and
    date of birth), "arrival" or "batch" (a model, whose version and weight it names) or "officer".
    `evidence` lists [field, level, weight] with `compared_with`, weights in log2 of the Bayes factor.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record = models.ForeignKey(SourceRecord, on_delete=models.PROTECT, related_name="links")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="links")
    maker = models.TextField()
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    because = models.TextField(blank=True, default="")
    model_version = models.TextField(blank=True, default="")
    weight = models.FloatField(null=True)
    evidence = models.JSONField(default=list)
    compared_with = models.ForeignKey(SourceRecord, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_because = models.TextField(blank=True, default="")

    class Meta:
        db_table = "people_link"
        constraints = (
            models.UniqueConstraint(
                fields=("record",), condition=Q(ended_at=None), name="people_one_live_link"
            ),
            models.CheckConstraint(condition=Q(maker__in=MAKERS), name="people_link_maker"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="people_link_ended_by_someone",
            ),
        )


class LinkKey(models.Model):
    """A sealed key by which records that may be about one person find each other.

    A record has about ten. They are derived from it, and a key of a record that is gone finds nothing: so the
    database does not look up the record for each, which would take half of the time that writing them takes.
    """

    pk = models.CompositePrimaryKey("key", "record")
    key = models.BigIntegerField()
    record = models.ForeignKey(
        SourceRecord, on_delete=models.PROTECT, related_name="link_keys", db_constraint=False
    )

    class Meta:
        db_table = "people_link_key"


class DoubtfulPair(models.Model):
    """Two records that may be about one person: a person decides, and what they decide binds later runs.

    `harm` says how much a wrong answer could hurt, the greatest first. `state` is "waiting", "asked" (the
    client is asked), "proposed" (same, said by one person; a second must confirm), "same", "different", or
    "settled" (what the systems say now leaves no doubt). `why` is a key such as "numbers_differ".
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    one = models.ForeignKey(SourceRecord, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(SourceRecord, on_delete=models.PROTECT, related_name="+")
    weight = models.FloatField()
    evidence = models.JSONField(default=list)
    why = models.TextField()
    model_version = models.TextField(blank=True, default="")
    harm = models.PositiveSmallIntegerField(default=0)
    found_at = models.DateTimeField()
    found_by = models.UUIDField()
    state = models.TextField(default="waiting")
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    because = models.TextField(blank=True, default="")
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_because = models.TextField(blank=True, default="")

    class Meta:
        db_table = "people_doubtful_pair"
        indexes = (
            models.Index(
                F("harm").desc(),
                F("weight").desc(),
                "id",
                condition=Q(state__in=("waiting", "asked", "proposed")),
                name="people_pair_waits",
            ),
            models.Index(fields=("decided_at",), name="people_pair_decided"),
        )
        constraints = (
            models.UniqueConstraint(fields=("one", "other"), name="people_pair_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="people_pair_in_order"),
            models.CheckConstraint(condition=Q(state__in=PAIR_STATES), name="people_pair_state"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("decided_by")),
                name="people_pair_confirmed_by_another",
            ),
        )


class Merge(models.Model):
    """That two clients were found to be one person: `absorbed` leads to `into` until it is undone.

    `moved` says which rows changed hands: the table, then the ids. `before` keeps what the record of `into`
    said, so that parting them again restores it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    into = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="merges")
    absorbed = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    pair = models.ForeignKey(DoubtfulPair, on_delete=models.PROTECT, null=True, related_name="merges")
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    because = models.TextField()
    moved = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    undone_by = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_because = models.TextField(blank=True, default="")

    class Meta:
        db_table = "people_merge"
        constraints = (
            models.UniqueConstraint(
                fields=("absorbed",), condition=Q(undone_at=None), name="people_one_live_merge"
            ),
            models.CheckConstraint(condition=~Q(into=F("absorbed")), name="people_merge_of_two"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="people_merge_undone_by_someone",
            ),
        )


class Breach(models.Model):
    """That a wrong merge showed one client's data as another's: who must be told, and when they were.

    `seen_by` counts the accounts that looked meanwhile; `seen_by_client` says whether one was the other
    client, or someone who speaks for them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    merge = models.ForeignKey(Merge, on_delete=models.PROTECT, related_name="breaches")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="breaches")
    seen_by = models.PositiveIntegerField()
    seen_by_client = models.BooleanField()
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()
    told_by = models.UUIDField(null=True)
    told_at = models.DateTimeField(null=True)
    told_how = models.TextField(blank=True, default="")

    class Meta:
        db_table = "people_breach"
        indexes = (
            models.Index(
                fields=("recorded_at", "id"), condition=Q(told_at=None), name="people_breach_untold"
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("merge", "client"), name="people_breach_once"),
            models.CheckConstraint(
                condition=Q(told_at=None, told_by=None) | Q(told_at__isnull=False, told_by__isnull=False),
                name="people_breach_told_by_someone",
            ),
        )


constraint_means("people_one_live_link", RecordIsLinkedAlready)
constraint_means("people_one_live_merge", IsMergedAlready)
constraint_means("people_pair_confirmed_by_another", AnotherPersonConfirms)
