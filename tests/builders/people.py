"""Clients, records of systems and whole extracts, all of invented people."""

import csv
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

from upheld.domains.access.queries import Viewer
from upheld.domains.people import commands
from upheld.domains.people.queries import ImportCounts, ReceivedRecord
from upheld.kernel.identifiers import SYSTEM, new_id

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = AT.date()
EXTRACT = date(2026, 3, 1)
OFFICE = UUID("0195a000-0000-7000-8000-000000000001")
ELSEWHERE = UUID("0195a000-0000-7000-8000-000000000002")


def reader_in(*offices: UUID) -> Viewer:
    """Someone who may read clients in these offices."""
    return Viewer(account_id=new_id(), offices=frozenset(offices), whole_offices=frozenset(offices))


def client(family: str = "", given: str = "", **facts: Any) -> UUID:
    """A client of the first office, registered by hand."""
    facts = {"offices": [OFFICE], "by": SYSTEM, "at": AT, **facts}
    return commands.register_client(family_name=family, given_names=given, **facts)


def record(reference: str, **facts: Any) -> ReceivedRecord:
    """What a system says about someone of the first office."""
    received = {name: str(value) for name, value in facts.items()} | {"ref": reference}
    known: dict[str, Any] = {"extract_on": EXTRACT, "office_id": OFFICE, "as_received": received, **facts}
    known["as_received"] = {name: text for name, text in received.items() if name != "extract_on"}
    return ReceivedRecord(reference=reference, **known)


def receive(*rows: ReceivedRecord, system: str = "disability", at: datetime = AT) -> ImportCounts:
    """Receive what a system says."""
    return commands.receive_source_records(rows=rows, system=system, by=SYSTEM, at=at)


HEADINGS = (
    "claim_id",
    "surname",
    "forenames",
    "title",
    "pronouns",
    "date_of_birth",
    "nino",
    "address_line_1",
    "address_line_2",
    "town",
    "postcode",
    "mobile",
    "email_address",
    "preferred_language",
    "alternative_format",
    "interpreter_required",
    "preferred_contact",
    "contact_warning",
    "representative",
    "representative_type",
    "date_of_death",
    "service_centre",
    "benefit",
    "extracted",
)

ROW = {
    "claim_id": "PIP-1",
    "surname": "Okafor",
    "forenames": "Ada",
    "date_of_birth": "1980-02-01",
    "nino": "AB 12 34 56 C",
    "alternative_format": "LP",
    "service_centre": "north",
    "benefit": "PIP",
    "extracted": "2026-03-01",
}
"""A good row of an extract of the disability benefits system."""


def extract(folder: Path, *rows: Mapping[str, str], name: str = "extract.csv") -> Path:
    """Write an extract of the disability benefits system; each row says how it differs from a good one."""
    return written(folder, (HEADINGS, *([{**ROW, **row}.get(h, "") for h in HEADINGS] for row in rows)), name)


def written(folder: Path, rows: Iterable[Iterable[str]], name: str = "extract.csv") -> Path:
    """Write rows of cells to a file."""
    text = StringIO()
    csv.writer(text).writerows(rows)
    path = folder / name
    path.write_text(text.getvalue(), "utf-8-sig")
    return path
