"""Clients, what other systems hold about them, rows that could not be read, and what may not be erased."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from upheld.domains.people.rules.refusals import (
    ClientHasNoOffice,
    DiedBeforeBorn,
    IsHeldAlready,
    NameIsEmpty,
    OneLiveNameOnly,
    RecordIsHeldAlready,
)
from upheld.kernel.commands import constraint_means
from upheld.kernel.identifiers import new_id


class Client(models.Model):
    """A person whom the service serves. `offices` are ids of workforce's offices.

    `version` tells a stale edit from a fresh one. `search_keys` holds what the client can be found by: see
    `rules.searching`. `sort_key` orders lists by name.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    offices = ArrayField(models.UUIDField())
    title = models.TextField(blank=True, default="")
    pronouns = models.TextField(blank=True, default="")
    born_on = models.DateField(null=True)
    died_on = models.DateField(null=True)
    national_insurance_number = models.CharField(max_length=9, null=True)
    channel = models.TextField(blank=True, default="")
    format = models.TextField(blank=True, default="")
    language = models.TextField(blank=True, default="")
    interpreter = models.BooleanField(default=False)
    interpreter_language = models.TextField(blank=True, default="")
    face_to_face = models.BooleanField(default=False)
    safe_contact = models.TextField(blank=True, default="")
    needs_note = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changed_by = models.UUIDField()
    sort_key = models.TextField(blank=True, default="")
    search_keys = ArrayField(models.TextField(), default=list)

    class Meta:
        db_table = "people_client"
        indexes = (
            GinIndex(fields=("offices",), name="people_client_offices"),
            GinIndex(fields=("search_keys",), name="people_client_search_keys"),
            models.Index(
                fields=("national_insurance_number",),
                condition=Q(national_insurance_number__isnull=False),
                name="people_client_number",
            ),
        )
        constraints = (
            models.CheckConstraint(condition=Q(offices__len__gt=0), name="people_client_has_an_office"),
            models.CheckConstraint(
                condition=Q(died_on=None) | Q(born_on=None) | Q(died_on__gte=F("born_on")),
                name="people_client_died_after_birth",
            ),
        )


class ClientName(models.Model):
    """A name of a client for a time. `kind` is "letters" (they use it), "known_as" or "held" by a system."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="names")
    kind = models.TextField()
    family = models.TextField(blank=True, default="")
    given = models.TextField(blank=True, default="")
    system = models.TextField(blank=True, default="")
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        db_table = "people_client_name"
        constraints = (
            models.UniqueConstraint(
                fields=("client",), condition=Q(kind="letters", ends_on=None), name="people_one_live_name"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("letters", "known_as", "held")), name="people_name_kind"
            ),
            models.CheckConstraint(condition=~Q(family="", given=""), name="people_name_is_said"),
        )


class Address(models.Model):
    """Where a client lives or is written to, for a time."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="addresses")
    lines = ArrayField(models.TextField())
    postcode = models.TextField(blank=True, default="")
    system = models.TextField(blank=True, default="")
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        db_table = "people_address"


class ContactPoint(models.Model):
    """A telephone number or an email address of a client, for a time. `kind` is "phone" or "email"."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="contact_points")
    kind = models.TextField()
    value = models.TextField()
    note = models.TextField(blank=True, default="")
    system = models.TextField(blank=True, default="")
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        db_table = "people_contact_point"
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=("phone", "email")), name="people_contact_kind"),
        )


class Representative(models.Model):
    """Someone who speaks for a client for a time, such as an appointee."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="representatives")
    name = models.TextField()
    kind = models.TextField(blank=True, default="")
    phone = models.TextField(blank=True, default="")
    system = models.TextField(blank=True, default="")
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        db_table = "people_representative"


class SourceRecord(models.Model):
    """What one system holds about a client: the row as last received, and the facts read from it."""

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
constraint_means("people_client_has_an_office", ClientHasNoOffice)
constraint_means("people_client_died_after_birth", DiedBeforeBorn)
constraint_means("people_one_live_name", OneLiveNameOnly)
constraint_means("people_name_is_said", NameIsEmpty)
constraint_means("people_one_record_for_a_reference", RecordIsHeldAlready)
