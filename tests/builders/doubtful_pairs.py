"""Pairs of records that may be about one person, and officers who are trained to decide them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from upheld.domains.people.commands import receive_source_records
from upheld.domains.people.models import DoubtfulPair, Link, SourceRecord
from upheld.domains.people.queries import ReceivedRecord
from upheld.domains.workforce.commands import record_training
from upheld.journeys.reviewing_links import SKILL
from upheld.kernel.identifiers import SYSTEM, new_id

PIP, PENSION = "personal-independence-payment", "state-pension"

EVIDENCE = [
    ["name", "name.same", 12.5],
    ["born", "born.day_and_month_swapped", 5.0],
    ["number", "number.different", -8.5],
    ["place", "place.same", 6.25],
]

JOAN: dict[str, Any] = {
    "family_name": "Harcastle",
    "given_names": "Joan",
    "born_on": date(1951, 3, 4),
    "address_lines": ("7 Ropewalk", "Northgate"),
    "postcode": "NG1 4QX",
}
"""What one system says about Joan."""

JOAN_AGAIN: dict[str, Any] = {**JOAN, "born_on": date(1951, 4, 3), "national_insurance_number": "AB123456C"}
"""What another system says about her, or about somebody who is much like her."""


def train(officer_id: UUID, at: datetime) -> None:
    """Record that somebody is trained to decide whose records they are."""
    record_training(officer_id=officer_id, benefit=SKILL, starts_on=date(2024, 1, 1), by=SYSTEM, at=at)


def held(reference: str, *, system: str, office_id: UUID, at: datetime, **said: Any) -> SourceRecord:
    """A record that a system sent about somebody, who is a client of their own."""
    facts = {**JOAN, "benefit": PENSION if system == "pensions" else PIP, **said}
    row = ReceivedRecord(
        reference=reference,
        extract_on=at.date(),
        office_id=office_id,
        as_received={"REF": reference, "NAME": f"{facts['given_names']} {facts['family_name']}"},
        **facts,
    )
    receive_source_records(rows=[row], system=system, by=SYSTEM, at=at)
    return SourceRecord.objects.get(system=system, reference=reference)


def pair_of(one: SourceRecord, other: SourceRecord, *, at: datetime, **how: Any) -> UUID:
    """A doubtful pair, as the linkage leaves it when it cannot be sure."""
    low, high = sorted((one, other), key=lambda record: record.id)
    said = {"weight": 11.0, "evidence": EVIDENCE, "why": "numbers_differ", "model_version": "2026.1", **how}
    known = {"id": new_id(), "found_at": at, "found_by": SYSTEM, **said}
    return DoubtfulPair.objects.get_or_create(one=low, other=high, defaults=known)[0].id


def a_record_of(client_id: UUID) -> SourceRecord | None:
    """The first record that a system sent about a client, if one did."""
    return SourceRecord.objects.filter(client_id=client_id).order_by("id").first()


def move_in(record: SourceRecord, beside: SourceRecord, *, at: datetime) -> None:
    """Let a record stand with the client of another one, linked to it by a model."""
    Link.objects.filter(record=record, ended_at=None).update(
        ended_at=at, ended_by=SYSTEM, ended_because="Compared again."
    )
    Link.objects.create(
        record=record,
        client_id=beside.client_id,
        maker="arrival",
        made_by=SYSTEM,
        made_at=at,
        model_version="2026.1",
        weight=14.5,
        evidence=EVIDENCE,
        compared_with=beside,
    )
    SourceRecord.objects.filter(id=record.id).update(client_id=beside.client_id)


def two_joans(office_id: UUID, at: datetime, *, nth: int = 1) -> tuple[SourceRecord, SourceRecord]:
    """Two records that are much alike, each with a client of its own; with `nth`, further ones."""
    ours, theirs = f"AB{132455 + nth:06d}C", f"AB{123455 + nth:06d}C"
    one = held(f"PN-{nth}", system="pensions", office_id=office_id, at=at, national_insurance_number=ours)
    again = {**JOAN_AGAIN, "national_insurance_number": theirs}
    other = held(f"DB-{nth}", system="disability", office_id=office_id, at=at, **again)
    return one, other
