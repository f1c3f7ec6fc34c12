"""Records of invented people who are nearly alike, received as an import receives them: with the model."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from tests.builders.people import AT, record
from upheld.domains.people import commands
from upheld.domains.people.models import DoubtfulPair, Link, SourceRecord
from upheld.domains.people.queries import ImportCounts, ReceivedRecord
from upheld.journeys.linking.linker import ModelLinker
from upheld.kernel.identifiers import SYSTEM

ADA: dict[str, Any] = {
    "family_name": "Quillfeather",
    "given_names": "Xanthippe",
    "born_on": date(1951, 11, 23),
    "national_insurance_number": "AB717273C",
    "address_lines": ("7 Umbrellamaker Row", "Hexham"),
    "postcode": "NE46 9QX",
    "phone": "07700900871",
    "email": "xanthippe@quillfeather.example",
}
"""Someone of whom much is known, and whose name is rare."""

TWIN = {**ADA, "given_names": "Zenobia", "national_insurance_number": "AB717274C", "email": "", "phone": ""}
"""Her twin at the same address: all but the given name and the number are the same."""

BEN: dict[str, Any] = {
    "family_name": "Thornapple",
    "given_names": "Zebedee",
    "born_on": date(1988, 4, 9),
    "national_insurance_number": "JK445566A",
    "postcode": "TR1 2AB",
}
"""Someone else."""


def arrive(*rows: ReceivedRecord, system: str = "disability", **more: Any) -> ImportCounts:
    """Receive records as an import does."""
    facts: dict[str, Any] = {"linker": ModelLinker(), "by": SYSTEM, "at": AT, **more}
    return commands.receive_source_records(rows=rows, system=system, **facts)


def said(reference: str, person: dict[str, Any], **other: Any) -> ReceivedRecord:
    """What a system says of one of these people, but for what is said otherwise."""
    return record(reference, **{**person, **other})


def client_of(reference: str) -> UUID:
    """The client to whom a record belongs."""
    return SourceRecord.objects.get(reference=reference).client_id


def grouped() -> set[frozenset[str]]:
    """The references of the records of each client."""
    found: dict[UUID, set[str]] = {}
    for client, reference in SourceRecord.objects.values_list("client_id", "reference"):
        found.setdefault(client, set()).add(reference)
    return {frozenset(references) for references in found.values()}


def link_of(reference: str) -> Link:
    """The live link of a record."""
    return Link.objects.get(record__reference=reference, ended_at=None)


def pairs(**state: str) -> set[tuple[frozenset[str], str, str]]:
    """The pairs: both references, why, and the state."""
    rows = DoubtfulPair.objects.filter(**state).values_list(
        "one__reference", "other__reference", "why", "state"
    )
    return {(frozenset(row[:2]), row[2], row[3]) for row in rows}


def decide(one: str, other: str, state: str) -> DoubtfulPair:
    """Somebody said of two records that they are the same person, or different ones."""
    ids = SourceRecord.objects.filter(reference__in=(one, other)).order_by("id").values_list("id", flat=True)
    low, high = sorted(ids)
    pair, _ = DoubtfulPair.objects.get_or_create(
        one_id=low,
        other_id=high,
        defaults={"weight": 0.0, "why": "test", "found_at": AT, "found_by": SYSTEM},
    )
    pair.state, pair.decided_by, pair.decided_at, pair.because = state, SYSTEM, AT, "They said so."
    pair.save()
    return pair


__all__ = [
    "ADA", "BEN", "TWIN", "arrive", "client_of", "decide", "grouped", "link_of", "pairs", "replace", "said",
]  # fmt: skip
