"""Clients who were joined: where an id leads now, what was joined when, and what came after.

An id of an absorbed client is never found by another query: `where_now` says to whom it leads.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from upheld.domains.access.queries import Viewer, saw
from upheld.domains.people.models import (
    Address,
    Client,
    ClientName,
    ContactPoint,
    DoubtfulPair,
    Merge,
    Representative,
    SourceRecord,
)
from upheld.domains.people.permissions import clients_in_scope, may_part, may_read_record
from upheld.domains.people.queries.needs import system_label
from upheld.domains.people.rules.merging import NoSuchMerge, key_of
from upheld.domains.people.rules.names import show_name
from upheld.domains.people.rules.refusals import NoSuchClient

NOT_READ = "A record about a benefit that you may not read"

PROPER = {
    "born_on": "Date of birth",
    "died_on": "Date of death",
    "national_insurance_number": "National Insurance number",
    "channel": "How they like to be reached",
    "format": "Format of letters",
    "language": "Language",
    "interpreter_language": "Language of the interpreter",
    "safe_contact": "How to reach them safely",
    "needs_note": "Instruction to officers",
}
"""What is compared before two records are joined, in the words of the page."""


@dataclass(frozen=True, kw_only=True)
class MergeRow:
    """That `absorbed` was joined to `into`, by whom, when and why; and how that was undone, if it was.

    `may_part`: whether the viewer may part them again.
    """

    id: UUID
    into: UUID
    absorbed: UUID
    pair_id: UUID | None
    made_by: UUID
    made_at: datetime
    because: str
    undone_by: UUID | None
    undone_at: datetime | None
    undone_because: str
    may_part: bool


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing that two records say differently; empty where one says nothing."""

    label: str
    into: str
    absorbed: str


@dataclass(frozen=True, kw_only=True)
class Later:
    """Something that came to a joined client later: whose is it? `told` says what it is.

    `suggested` is whose it is by what it hangs on, if that is known.
    """

    key: str
    kind: str
    told: str
    at: datetime | None = None
    suggested: UUID | None = None


def where_now(client_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Where the ids of absorbed clients lead now; an id that leads to itself is left out. One query for each
    time that they were joined again, mostly one.
    """
    led: dict[UUID, UUID] = {}
    asked = set(client_ids)
    while asked:
        rows = Client.objects.filter(id__in=asked, merged_into__isnull=False)
        found = {id_: into for id_, into in rows.values_list("id", "merged_into_id") if into}
        led = {start: found.get(now, now) for start, now in led.items()}
        led |= {id_: into for id_, into in found.items() if id_ in set(client_ids)}
        asked = set(found.values()) - set(led)
    return led


def find_survivor(*, viewer: Viewer, client_id: UUID) -> UUID | None:
    """To whom an absorbed client's id leads, for someone who sees that client; else None. Two queries."""
    now = where_now([client_id]).get(client_id)
    if now is None:
        return None
    return Client.objects.filter(clients_in_scope(viewer), id=now).values_list("id", flat=True).first()


def absorbed_by(client_id: UUID) -> list[UUID]:
    """All clients who were absorbed into one, also by way of another. A query for each step."""
    found: list[UUID] = []
    step = [client_id]
    while step:
        step = list(Client.objects.filter(merged_into__in=step).order_by("id").values_list("id", flat=True))
        found += step
    return found


def list_merges(*, viewer: Viewer, client_id: UUID) -> list[MergeRow]:
    """What was joined to a client whom the viewer sees, and what was parted from them, the latest first. Two
    queries. Raises NoSuchClient.
    """
    client = Client.objects.filter(clients_in_scope(viewer), id=client_id).only("offices").first()
    if client is None:
        raise NoSuchClient
    saw("record", [client.id])
    rows = Merge.objects.filter(Q(into=client) | Q(absorbed=client)).order_by("-made_at", "-id")
    return [_row(row, may_part(viewer, client.offices)) for row in rows]


def get_merge(*, viewer: Viewer, merge_id: UUID) -> MergeRow:
    """One that still counts. Raises NoSuchMerge, also when the viewer does not see the client. One query."""
    row = _live(viewer).filter(id=merge_id).first()
    if row is None:
        raise NoSuchMerge
    saw("record", [row.into_id])
    return _row(row, may_part(viewer, row.into.offices))


def list_differences(*, viewer: Viewer, into: UUID, absorbed: UUID, on: date) -> list[Difference]:
    """What two records say differently, for who is to join them. One query. Raises NoSuchClient."""
    found = Client.objects.filter(clients_in_scope(viewer), id__in=(into, absorbed)).in_bulk()
    if len(found) < 2:
        raise NoSuchClient
    saw("record", found)
    one, other = found[into], found[absorbed]
    said = ((label, _said(one, name), _said(other, name)) for name, label in PROPER.items())
    return [Difference(label=label, into=a, absorbed=b) for label, a, b in said if a != b]


def list_came_later(*, viewer: Viewer, merge_id: UUID, on: date) -> list[Later]:
    """The records of systems, names, addresses, ways to reach and representatives that came to a client after
    a merge. Six queries. Raises NoSuchMerge, NotYoursToDo.
    """
    merge = _live(viewer).filter(id=merge_id).first()
    if merge is None:
        raise NoSuchMerge
    saw("record", [merge.into_id])
    rows = rows_came_later(merge)
    return [
        *(_later("record", one, _record_told(viewer, merge.into, one, on)) for one in rows["record"]),
        *(_later("name", one, show_name(one.family, one.given)) for one in rows["name"]),
        *(_later("address", one, ", ".join([*one.lines, one.postcode])) for one in rows["address"]),
        *(_later("contact", one, one.value) for one in rows["contact"]),
        *(_later("representative", one, one.name) for one in rows["representative"]),
    ]


KINDS: dict[str, Any] = {
    "record": SourceRecord,
    "name": ClientName,
    "address": Address,
    "contact": ContactPoint,
    "representative": Representative,
}
"""What of people may come later, by the name of its kind."""


def rows_came_later(merge: Merge) -> dict[str, list[Any]]:
    """The rows that hang on the client who stayed and were there neither before nor moved with a merge."""
    known = known_rows(merge)
    return {
        kind: list(
            model._default_manager.filter(client=merge.into_id)
            .exclude(pk__in=known.get(model._meta.db_table, ()))
            .order_by("pk")
        )
        for kind, model in KINDS.items()
    }


def known_rows(merge: Merge) -> dict[str, list[Any]]:
    """The rows of every table that need no question: those of both before, and what later merges brought."""
    known: dict[str, list[Any]] = {}
    later = Merge.objects.filter(into=merge.into_id, undone_at=None, made_at__gte=merge.made_at)
    parts = [merge.before["kept"], *later.exclude(id=merge.id).values_list("moved", flat=True), merge.moved]
    for part in parts:
        for table, ids in part.items():
            known.setdefault(table, []).extend(ids)
    return known


def pairs_between(one: UUID, other: UUID) -> QuerySet[DoubtfulPair]:
    """The doubtful pairs of a record of one client and a record of another."""
    return DoubtfulPair.objects.filter(
        Q(one__client=one, other__client=other) | Q(one__client=other, other__client=one)
    )


def pairs_of(some: Collection[Any], others: Collection[Any]) -> QuerySet[DoubtfulPair]:
    """The doubtful pairs of one of these records and one of those, by their ids."""
    return DoubtfulPair.objects.filter(Q(one__in=some, other__in=others) | Q(one__in=others, other__in=some))


def were_parted(one: UUID, other: UUID) -> bool:
    """Whether these two were joined before, and parted."""
    both = Q(into=one, absorbed=other) | Q(into=other, absorbed=one)
    return Merge.objects.filter(both, undone_at__isnull=False).exists()


def _live(viewer: Viewer) -> QuerySet[Merge]:
    seen = Client.objects.filter(clients_in_scope(viewer))
    return Merge.objects.filter(undone_at=None, into__in=seen).select_related("into")


def _row(row: Merge, may: bool) -> MergeRow:
    return MergeRow(
        id=row.id,
        into=row.into_id,
        absorbed=row.absorbed_id,
        pair_id=row.pair_id,
        made_by=row.made_by,
        made_at=row.made_at,
        because=row.because,
        undone_by=row.undone_by,
        undone_at=row.undone_at,
        undone_because=row.undone_because,
        may_part=may and row.undone_at is None,
    )


def _said(client: Client, name: str) -> str:
    value = getattr(client, name)
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    return str(value or "").replace("_", " ") if name in ("channel", "format") else str(value or "")


def _record_told(viewer: Viewer, client: Client, record: SourceRecord, on: date) -> str:
    """Which record it is; nothing for one about a benefit that the viewer does not read."""
    benefit = record.facts.get("benefit", "")
    reads = may_read_record(viewer, client_id=client.id, offices=client.offices, benefit=benefit)
    return f"{system_label(record.system, on)}, {record.reference}" if reads else NOT_READ


def _later(kind: str, row: Any, told: str) -> Later:
    return Later(key=key_of(kind, row.pk), kind=kind, told=told, at=getattr(row, "received_at", None))


def facts_of_merge(merge_id: UUID) -> tuple[UUID, UUID, datetime, Mapping[str, Any], Mapping[str, Any]]:
    """Who stayed, who was absorbed, when, which rows moved and which were there before: for the journey that
    parts them, once the command has locked both. One query.
    """
    merge = Merge.objects.get(id=merge_id)
    return merge.into_id, merge.absorbed_id, merge.made_at, merge.moved, merge.before["kept"]


def known_to_merge(merge_id: UUID) -> dict[str, list[Any]]:
    """The rows of every table about which nobody is asked when a merge is undone. Two queries."""
    return known_rows(Merge.objects.get(id=merge_id))


def get_parted_name(*, viewer: Viewer, merge_id: UUID) -> str:
    """What the absorbed client was called when they were joined. Two queries. Raises NoSuchMerge."""
    merge = _live(viewer).filter(id=merge_id).first()
    if merge is None:
        raise NoSuchMerge
    names = ClientName.objects.filter(id__in=merge.moved.get("people_client_name", ()))
    letters = names.filter(id=merge.before["letters"]["absorbed"]).first() or names.order_by("id").first()
    return show_name(letters.family, letters.given) if letters else show_name("", "")
