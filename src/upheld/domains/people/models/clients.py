"""Clients, and what belongs to each for a time: names, addresses, ways to reach them, who speaks for them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from upheld.domains.people.rules.refusals import (
    ClientHasNoOffice,
    DiedBeforeBorn,
    NameIsEmpty,
    OneLiveNameOnly,
)
from upheld.kernel.commands import constraint_means
from upheld.kernel.identifiers import new_id


class Client(models.Model):
    """A person whom the service serves. `offices` are ids of workforce's offices.

    `version` tells a stale edit from a fresh one. `search_keys` holds what the client can be found by: see
    `rules.searching`. `sort_key` orders lists by name. `merged_into` leads to the client whom this one was
    found to be: see Merge.
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
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

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


constraint_means("people_client_has_an_office", ClientHasNoOffice)
constraint_means("people_client_died_after_birth", DiedBeforeBorn)
constraint_means("people_one_live_name", OneLiveNameOnly)
constraint_means("people_name_is_said", NameIsEmpty)
