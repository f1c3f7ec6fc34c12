"""The record of who looked: one row for what somebody was shown at once, chained, by month."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.expressions import Func, Value

from upheld.kernel.chained import MOMENT, Record, declare
from upheld.kernel.identifiers import new_id


class LookHead(models.Model):
    """The head of what one account looked at in one month: how many rows there are, and the last hash."""

    name = models.TextField(primary_key=True)
    number = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "access_look_head"


class Look(models.Model):
    """Somebody was shown something of these clients. The database chains it and refuses to change it.

    `why` is a code of the work, or the id of a challenge: never what somebody typed. `found` is how many a
    search or a list found in all, where it says so.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sequence = models.BigIntegerField(
        db_default=Func(Value("access_look_sequence_seq"), function="nextval"), editable=False
    )
    account_id = models.UUIDField()
    clients = ArrayField(models.UUIDField())
    kind = models.TextField()
    door = models.TextField()
    why = models.TextField(blank=True, default="")
    route = models.TextField(blank=True, default="")
    request = models.TextField(blank=True, default="")
    found = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    number = models.BigIntegerField(default=0)
    previous_hash = models.CharField(max_length=64, default="")
    hash = models.CharField(max_length=64, default="")

    class Meta:
        db_table = "access_look"
        indexes = (GinIndex(fields=("clients",), name="access_look_at_clients"),)
        constraints = (
            models.CheckConstraint(condition=models.Q(number__gt=0), name="access_look_is_numbered"),
            # The hash joins the columns with a control character.
            models.CheckConstraint(
                condition=~models.Q(kind__regex="[[:cntrl:]]")
                & ~models.Q(door__regex="[[:cntrl:]]")
                & ~models.Q(why__regex="[[:cntrl:]]")
                & ~models.Q(route__regex="[[:cntrl:]]")
                & ~models.Q(request__regex="[[:cntrl:]]"),
                name="access_look_joins_unambiguously",
            ),
        )


LOOKS = declare(
    Record(
        table="access_look",
        heads="access_look_head",
        stream="row.account_id || to_char(kernel_month_of(row.id), ' YYYY-MM')",
        head="head.name",
        hashed=(
            "row.account_id",
            "row.number",
            "row.id",
            "row.clients",
            "row.kind",
            "row.door",
            "row.why",
            "row.route",
            "row.request",
            "coalesce(row.found::text, '')",
            MOMENT.format("row.at"),
        ),
        thing="look",
    )
)
