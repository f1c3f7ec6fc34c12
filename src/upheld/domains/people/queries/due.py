"""Which records of people are due to be erased, and which never are: those of clients on a legal hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from upheld.domains.people.models import (
    Breach,
    Client,
    EarlierSourceRecord,
    ErasedReference,
    LegalHold,
    QuarantinedRow,
    SourceRecord,
)
from upheld.domains.people.rules.nobody import NOBODY

Due = Callable[[datetime], "QuerySet[Any]"]
"""What was due when its time counts from before a moment; each row says in `since` from when that is."""


def is_on_hold(path: str = "pk") -> Exists:
    """The condition that a legal hold stands on the client whom this path of a row leads to."""
    return Exists(LegalHold.objects.filter(client=OuterRef(path), lifted_at=None))


def due_clients(before: datetime) -> QuerySet[Client]:
    """Those of whom nothing was heard since: no change of the record, no extract that still names them."""
    heard = Q(received_at__gte=before) | Q(changed_at__gte=before) | Q(extract_on__gte=before.date())
    named = SourceRecord.objects.filter(heard, client=OuterRef("pk"))
    quiet = Client.objects.filter(~Exists(named), opened_at__lt=before, changed_at__lt=before)
    return quiet.annotate(since=F("changed_at"))


def due_clients_who_died(before: datetime) -> QuerySet[Client]:
    """Those who died before that day."""
    dead = Client.objects.filter(died_on__lt=before.date())
    return dead.annotate(since=Cast("died_on", DateTimeField()))


def may_go(clients: QuerySet[Any], needed: Exists) -> QuerySet[Any]:
    """Of these clients, those on whom no hold stands and whom nothing else needs.

    Whoever was found to be someone else goes with that person. Nobody goes while they, or whom they were
    parted from, must still be told that somebody saw their data as another's.
    """
    untold = Breach.objects.filter(told_at=None)
    free = clients.exclude(pk=NOBODY).exclude(is_on_hold()).exclude(needed)
    for side in ("merge__into", "merge__absorbed"):
        free = free.exclude(pk__in=untold.values(side))
    return free.filter(merged_into=None)


def due_earlier_records(before: datetime) -> QuerySet[EarlierSourceRecord]:
    """What systems said before something later replaced it; not of clients on hold."""
    return EarlierSourceRecord.objects.filter(
        ~is_on_hold("record__client_id"), replaced_at__lt=before
    ).annotate(since=F("replaced_at"))


def due_settled_rows(before: datetime) -> QuerySet[QuarantinedRow]:
    """Rows that were accepted or dismissed before then."""
    return QuarantinedRow.objects.filter(settled_at__lt=before).annotate(since=F("settled_at"))


def due_waiting_rows(before: datetime) -> QuerySet[QuarantinedRow]:
    """Rows that were set aside before then and that nobody settled."""
    waiting = QuarantinedRow.objects.filter(state="waiting", quarantined_at__lt=before)
    return waiting.annotate(since=F("quarantined_at"))


def due_references(before: datetime) -> QuerySet[ErasedReference]:
    """Marks of what was erased before then."""
    return ErasedReference.objects.filter(erased_at__lt=before).annotate(since=F("erased_at"))


DUE_CLIENTS: Mapping[str, Due] = {
    "client": due_clients,
    "client_who_died": due_clients_who_died,
}
DUE_RECORDS: Mapping[str, Due] = {
    "earlier_source_record": due_earlier_records,
    "quarantined_row": due_settled_rows,
    "waiting_row": due_waiting_rows,
    "erased_reference": due_references,
}
