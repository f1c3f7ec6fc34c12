from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection

from tests.builders.casework import START, Agency, agency
from tests.builders.people import record
from tests.builders.retention import LONG_AFTER, erase, everything_held
from upheld.domains.access.commands import declare_conflict
from upheld.domains.access.queries import the_service
from upheld.domains.casework import commands as casework
from upheld.domains.casework.queries import Stage
from upheld.domains.people import commands as people
from upheld.domains.people.models import DoubtfulPair
from upheld.domains.people.queries import (
    FaultyRow,
    ImportCounts,
    Needs,
    ReceivedRecord,
    find_clients_by_reference,
)
from upheld.journeys.linking.linker import ModelLinker
from upheld.kernel.identifiers import SYSTEM, new_id

pytestmark = pytest.mark.django_db

ROW = {
    "family_name": "Quillfeather",
    "given_names": "Xanthippe",
    "born_on": date(1951, 11, 23),
    "national_insurance_number": "QQ717273C",
    "address_lines": ("7 Umbrellamaker Row",),
    "postcode": "ZZ9 9QX",
    "phone": "07700900871",
    "email": "xanthippe@quillfeather.example",
    "safe_contact": "Ring after the nightshift",
    "representative_name": "Zebedee Thornapple",
}
REFERENCE = "PIPREF-88231"
WORDS = "She fears the goosander."
SAID = (
    *("quillfeather", "xanthippe", "1951-11-23", "qq717273c", "umbrellamaker", "zz9 9qx", "zz99qx"),
    *("900871", "nightshift", "thornapple", "goosander", REFERENCE.lower(), "bittern"),
)
"""What would tell who the client was, in small letters."""


@dataclass
class Known:
    """A client of whom everything that the service can hold is held."""

    client_id: UUID
    case_id: UUID


@pytest.fixture
def house() -> Agency:
    return agency()


def receive(house: Agency, **other: object) -> ImportCounts:
    facts = {"office_id": house.office_id, "extract_on": date(2026, 3, 1), **ROW, **other}
    row = record(REFERENCE, **facts)
    return take(row, "disability")


def take(row: ReceivedRecord, system: str) -> ImportCounts:
    """Receive a record as an import does."""
    linker = ModelLinker()
    return people.receive_source_records(rows=[row], system=system, linker=linker, by=SYSTEM, at=START)


@pytest.fixture
def known(house: Agency) -> Known:
    receive(house)
    receive(house, phone="07700900999", extract_on=date(2026, 3, 2))
    (client_id,) = find_clients_by_reference(
        viewer=the_service(), system="disability", references=[REFERENCE]
    ).values()
    needs = Needs(note=WORDS, safe_contact=WORDS)
    version = 2
    people.change_needs(client_id=client_id, needs=needs, version=version, by=SYSTEM, at=START)
    people.add_address(
        client_id=client_id, lines=["8 Umbrellamaker Row"], postcode="ZZ9 9QX", by=SYSTEM, at=START
    )
    people.add_other_name(client_id=client_id, family_name="Bittern", given_names="X", by=SYSTEM, at=START)
    people.place_hold(client_id=client_id, reason=WORDS, by=SYSTEM, at=START)
    people.lift_hold(client_id=client_id, reason=WORDS, by=SYSTEM, at=START)
    faulty = FaultyRow(
        row_number=2,
        field="born_on",
        value="Bittern",
        reason=WORDS,
        raw={"n": "Quillfeather"},
        digest="1" * 64,
    )
    people.quarantine_rows(rows=[faulty], system="disability", file_name="f.csv", by=SYSTEM, at=START)
    linked(house)
    return Known(client_id, worked(house, client_id))


def linked(house: Agency) -> None:
    """A record of another system that is linked, and one of somebody else that may be about the client."""
    same = {**ROW, "office_id": house.office_id, "extract_on": date(2026, 3, 1)}
    take(record("SP-1", **same), "pensions")
    other = {**same, "national_insurance_number": None, "born_on": date(1960, 1, 2), "email": ""}
    take(record("SP-2", **other), "pensions")
    pair = DoubtfulPair.objects.get()
    people.decide_pair(pair_id=pair.id, answer="ask", because=WORDS, needs_another=False, by=SYSTEM, at=START)


def worked(house: Agency, client_id: UUID) -> UUID:
    """A case with words wherever words can be, closed."""
    officer, other = house.officer(), house.officer()
    case_id = casework.open_case(
        client_id=client_id,
        benefit="personal-independence-payment",
        team_id=house.team_id,
        by=SYSTEM,
        at=START,
    )
    casework.take_case(case_id=case_id, by=officer, at=START)
    casework.offer_case(case_id=case_id, to=other, note=WORDS, by=officer, at=START)
    casework.decline_case(case_id=case_id, reason=WORDS, by=other, at=START)
    casework.write_note(case_id=case_id, text=WORDS, key=new_id(), by=officer, at=START)
    casework.save_draft(case_id=case_id, text=WORDS, by=other, at=START)
    casework.describe_case(case_id=case_id, summary=WORDS, version=1, by=officer, at=START)
    casework.add_task(case_id=case_id, kind="other", title=WORDS, by=officer, at=START)
    casework.move_case(case_id=case_id, to_stage=Stage.GATHERING, reason=WORDS, by=officer, at=START)
    casework.hold_case(
        case_id=case_id,
        reason="hospital",
        note=WORDS,
        ends_on=date(2026, 3, 9),
        by=officer,
        at=START,
    )
    casework.close_case(case_id=case_id, outcome=WORDS, by=officer, at=START)
    return case_id


def remaining() -> set[str]:
    """Where anything still stands that would tell who the client was."""
    return {
        f"{table}.{column}"
        for table, column, value in everything_held()
        if any(said in value.lower() for said in SAID)
    }


class TestBeforeErasing:
    def test_the_search_for_traces_finds_them_in_every_place(self, known: Known) -> None:
        assert {
            *("people_client_name.family", "people_source_record.as_received", "people_client.search_keys"),
            *("people_earlier_source_record.facts", "people_quarantined_row.raw", "people_legal_hold.reason"),
            *("casework_note.text", "casework_note_draft.text", "casework_handover.note"),
            *("casework_hold.note", "casework_transition.reason", "casework_task.title"),
            *("people_pair_step.because", "people_doubtful_pair.because"),
            *("casework_case.summary", "casework_case.outcome", "charter_promise.reason"),
        } <= remaining()


class TestAfterErasing:
    def test_nothing_in_any_table_tells_who_the_client_was(self, known: Known) -> None:
        erase()
        assert remaining() == set()

    def test_no_row_points_to_what_is_gone(self, known: Known) -> None:
        erase()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table, column in (("charter_promise", "client_id"), ("casework_case", "client_id")):
                cursor.execute(
                    f"SELECT count(*) FROM {table} WHERE {column} NOT IN (SELECT id FROM people_client)"
                )
                assert cursor.fetchone() == (0,)

    def test_what_linked_their_records_is_gone(self, known: Known) -> None:
        erase()
        for table in ("people_link_key", "people_link", "people_doubtful_pair", "people_pair_step"):
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert (table, *cursor.fetchone()) == (table, 0)

    def test_only_the_record_of_events_knows_the_old_id(self, known: Known) -> None:
        erase()
        assert tables_with(known.client_id) <= {"kernel_event", "kernel_stream", *parts_of_events()}

    def test_whom_the_record_was_closed_to_is_gone(self, house: Agency, known: Known) -> None:
        declare_conflict(client_id=known.client_id, by=house.officer(), at=START)
        assert "access_conflict" in tables_with(known.client_id)
        erase()
        assert "access_conflict" not in tables_with(known.client_id)


def tables_with(id_: UUID) -> set[str]:
    """The tables in which an id stands."""
    return {table for table, _, value in everything_held() if str(id_) in value}


def parts_of_events() -> set[str]:
    """The tables by month in which events lie."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'kernel_event'::regclass"
        )
        return {name for (name,) in cursor.fetchall()}


class TestWhenTheExtractIsImportedAgain:
    def test_an_old_one_brings_nothing_back(self, house: Agency, known: Known) -> None:
        erase()
        counts = receive(house, phone="07700900999", extract_on=date(2026, 3, 2))
        assert (counts.older, counts.new_clients) == (1, 0)
        assert not self.held()

    def test_a_row_that_was_set_aside_stays_away(self, known: Known) -> None:
        erase(only="waiting_row")
        faulty = FaultyRow(row_number=2, field="", value="", reason="x", raw={}, digest="1" * 64)
        again = {"rows": [faulty], "system": "disability", "file_name": "f.csv", "by": SYSTEM, "at": START}
        assert people.quarantine_rows(**again) == 0  # type: ignore[arg-type]

    def test_a_later_one_is_a_new_record_of_a_new_client(self, house: Agency, known: Known) -> None:
        erase()
        assert receive(house, extract_on=date(2026, 3, 3)).new_clients == 1
        assert self.held() != {REFERENCE: known.client_id}

    def test_once_the_mark_is_erased_too_an_old_one_is_new(self, house: Agency, known: Known) -> None:
        erase()
        erase(LONG_AFTER + timedelta(days=800), only="erased_reference")
        assert receive(house).new_clients == 1

    def held(self) -> dict[str, UUID]:
        return find_clients_by_reference(viewer=the_service(), system="disability", references=[REFERENCE])
