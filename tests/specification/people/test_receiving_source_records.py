from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.builders.people import AT, ELSEWHERE, EXTRACT, OFFICE, TODAY, reader_in, receive, record
from upheld.domains.people.commands import correct_name
from upheld.domains.people.models import Client, EarlierSourceRecord, SourceRecord
from upheld.domains.people.queries import ImportCounts, find_clients_by_reference, get_client
from upheld.kernel.identifiers import SYSTEM
from upheld.kernel.models import EventRow

pytestmark = pytest.mark.django_db

ADA = {
    "family_name": "Okafor",
    "given_names": "Ada",
    "born_on": date(1980, 2, 1),
    "national_insurance_number": "AB123456C",
}
LATER = EXTRACT + timedelta(days=30)


def held(on: date = TODAY):
    viewer = reader_in(OFFICE)
    ids = find_clients_by_reference(viewer=viewer, system="disability", references=["R-1"])
    return get_client(viewer=viewer, client_id=ids["R-1"], on=on)


class TestWhenARecordIsNew:
    def test_a_client_is_registered_with_what_it_says(self):
        row = record(
            "R-1", **ADA, address_lines=("1 Low Road",), postcode="AB1 2CD", phone="1", format="braille"
        )
        assert receive(row) == ImportCounts(new_clients=1)
        client = held()
        assert (client.name, client.addresses[0].text, client.phones[0].value, client.needs.format) == (
            "Ada Okafor", "1 Low Road, AB1 2CD", "1", "braille",
        )  # fmt: skip

    def test_the_row_is_kept_as_it_was_received(self):
        row = record("R-1", as_received={"SURNAME": " OKAFOR "})
        receive(replace(row, as_received={"SURNAME": " OKAFOR "}))
        assert SourceRecord.objects.get().as_received == {"SURNAME": " OKAFOR "}

    def test_one_event_holds_ids_and_the_system_only(self):
        receive(record("R-1", **ADA))
        [event] = EventRow.objects.all()
        assert event.facts.keys() == {"client_id", "source_record_id", "system"}


class TestWhenAnotherSystemKnowsThePerson:
    def test_number_and_date_of_birth_link_them(self):
        receive(record("R-1", **ADA))
        row = record("X-1", **{**ADA, "family_name": "Okafor-Mensah"}, office_id=ELSEWHERE, phone="2")
        assert receive(row, system="pensions") == ImportCounts(linked=1)
        client = held()
        assert {line.system for line in client.source_records} == {"disability", "pensions"}
        assert (client.name, client.other_names[0].name) == ("Ada Okafor", "Ada Okafor-Mensah")
        assert set(client.strip.offices) == {OFFICE, ELSEWHERE}

    def test_two_new_records_of_one_person_in_one_batch_are_linked(self):
        assert receive(record("R-1", **ADA), record("R-2", **ADA)) == ImportCounts(new_clients=1, linked=1)

    def test_another_date_of_birth_is_a_conflict_and_not_linked(self):
        receive(record("R-1", **ADA))
        counts = receive(record("X-1", **{**ADA, "born_on": date(1981, 2, 1)}), system="pensions")
        assert counts == ImportCounts(new_clients=1, conflicts=1, conflict_references=("X-1",))

    def test_a_number_alone_does_not_link(self):
        receive(record("R-1", **{**ADA, "born_on": None}), record("R-2", **{**ADA, "born_on": None}))
        assert Client.objects.count() == 2

    def test_it_fills_gaps_and_overwrites_nothing(self):
        receive(record("R-1", **ADA, format="braille"))
        receive(record("X-1", **ADA, format="audio", language="cy"), system="pensions")
        assert (held().needs.format, held().needs.language) == ("braille", "cy")


class TestWhenAnExtractComesAgain:
    def test_nothing_changes_and_nothing_is_announced(self):
        rows = [record("R-1", **ADA), record("R-2", family_name="Lee")]
        receive(*rows)
        events, before = EventRow.objects.count(), list(Client.objects.order_by("id").values())
        assert receive(*rows) == ImportCounts(unchanged=2)
        assert (EventRow.objects.count(), list(Client.objects.order_by("id").values())) == (events, before)

    def test_a_later_one_that_says_the_same_moves_only_its_day(self):
        receive(record("R-1", **ADA))
        assert receive(record("R-1", **ADA, extract_on=LATER)) == ImportCounts(unchanged=1)
        assert (held().source_records[0].extract_on, held().version) == (LATER, 1)

    def test_the_same_reference_twice_in_one_batch_is_repeatable_too(self):
        rows = [record("R-1", **ADA), record("R-1", **{**ADA, "given_names": "Adah"})]
        assert receive(*rows) == ImportCounts(new_clients=1, updated=1)
        assert receive(*rows) == ImportCounts(unchanged=1, older=1)


class TestWhenARecordChanges:
    def test_what_it_said_before_is_kept(self):
        receive(record("R-1", **ADA))
        assert receive(record("R-1", **{**ADA, "family_name": "Mensah"}, extract_on=LATER)).updated == 1
        assert EarlierSourceRecord.objects.get().facts["family_name"] == "Okafor"
        [other] = held().other_names
        assert (held().name, other.name, other.ends_on) == ("Ada Mensah", "Ada Okafor", LATER)

    def test_it_replaces_only_what_it_had_brought(self):
        receive(record("R-1", **ADA, phone="1", format="braille"))
        receive(record("R-1", **ADA, phone="2", format="audio", extract_on=LATER))
        client = held(on=LATER)
        assert ([line.value for line in client.phones], client.needs.format) == (["2"], "audio")

    def test_what_an_officer_wrote_stays(self):
        receive(record("R-1", **ADA))
        correct_name(client_id=held().id, family_name="Mensah", given_names="Ada", by=SYSTEM, at=AT)
        receive(record("R-1", **{**ADA, "family_name": "Okafo"}, extract_on=LATER))
        assert held().name == "Ada Mensah"

    def test_what_it_takes_back_is_taken_back(self):
        receive(record("R-1", **ADA, died_on=date(2026, 1, 1)))
        receive(record("R-1", **ADA, extract_on=LATER))
        assert held().strip.died_on is None

    def test_an_older_extract_changes_nothing(self):
        receive(record("R-1", **ADA, extract_on=LATER))
        assert receive(record("R-1", family_name="Old")) == ImportCounts(older=1)
        assert held().name == "Ada Okafor"


class TestWhenABatchIsLarge:
    def test_the_number_of_queries_does_not_grow_with_it(self, django_assert_max_num_queries):
        rows = [record(f"R-{n}", **{**ADA, "national_insurance_number": f"AB{n:06}C"}) for n in range(300)]
        with django_assert_max_num_queries(11):
            receive(*rows)
        with django_assert_max_num_queries(4):
            receive(*rows)
        with django_assert_max_num_queries(20):
            assert receive(*(replace(row, phone="2") for row in rows)).updated == 300
