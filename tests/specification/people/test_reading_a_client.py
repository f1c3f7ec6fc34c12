from datetime import date

import pytest

from tests.builders.people import AT, ELSEWHERE, EXTRACT, OFFICE, TODAY, client, reader_in, receive, record
from upheld.domains.people import commands
from upheld.domains.people.queries import (
    NAME_NOT_HELD,
    Needs,
    NoSuchClient,
    find_clients_by_reference,
    get_client,
    get_identity_strips,
    is_client_in_scope,
)
from upheld.kernel.identifiers import SYSTEM, new_id

pytestmark = pytest.mark.django_db


def read(client_id):
    return get_client(viewer=reader_in(OFFICE), client_id=client_id, on=TODAY)


def needs_said(**needs) -> tuple[str, ...]:
    return read(client("Okafor", "Ada", needs=Needs(**needs))).strip.instructions


class TestWhenAClientIsOpened:
    def test_the_strip_says_who_they_are(self):
        ada = client(
            "Okafor",
            "Ada",
            born_on=date(1980, 2, 1),
            national_insurance_number="ab123456c",
            pronouns="she/her",
        )
        strip = read(ada).strip
        shown = (strip.name, strip.age, strip.national_insurance_number, strip.pronouns)
        assert shown == ("Ada Okafor", 46, "AB 12 34 56 C", "she/her")

    def test_age_stands_still_at_death(self):
        assert read(client("A", born_on=date(1980, 2, 1), died_on=date(2020, 1, 1))).strip.age == 39

    def test_without_a_name_that_is_said(self):
        assert read(client()).name == NAME_NOT_HELD

    def test_each_systems_record_is_named_with_its_day(self):
        receive(record("R-1", family_name="Okafor", benefit="personal-independence-payment"))
        ada = find_clients_by_reference(viewer=reader_in(OFFICE), system="disability", references=["R-1"])[
            "R-1"
        ]
        [line] = read(ada).source_records
        shown = (line.system_label, line.reference, line.extract_on, line.benefit)
        assert shown == ("Disability benefits system", "R-1", EXTRACT, "personal-independence-payment")

    def test_a_system_that_the_pack_does_not_know_goes_by_its_key(self):
        receive(record("case-1"), system="receipt")
        found = find_clients_by_reference(viewer=reader_in(OFFICE), system="receipt", references=["case-1"])
        assert read(found["case-1"]).source_records[0].system_label == "receipt"

    def test_it_takes_six_queries(self, django_assert_num_queries):
        ada = client("Okafor", "Ada", needs=Needs(format="large_print"))
        with django_assert_num_queries(6):
            read(ada)


class TestWhenNeedsAreShown:
    def test_a_format_is_an_instruction_in_the_words_of_the_pack(self):
        assert needs_said(format="large_print") == ("Write in large print.",)

    def test_an_interpreter_is_booked_in_their_language(self):
        assert needs_said(interpreter=True, language="cy") == ("Book an interpreter: Welsh.",)

    def test_an_interpreter_without_a_language_is_asked_about(self):
        assert needs_said(interpreter=True) == ("Book an interpreter. Ask which language.",)

    def test_another_language_is_spoken_and_written(self):
        assert needs_said(language="cy") == ("Speak and write Welsh.",)

    def test_notes_are_shown_word_for_word(self):
        said = needs_said(
            face_to_face=True, safe_contact="Ring after 2 pm", note="Speak slowly.", channel="phone"
        )
        assert said == ("Meet face to face.", "Prefers: phone call.", "Ring after 2 pm.", "Speak slowly.")

    def test_nothing_is_said_where_nothing_is_needed(self):
        assert needs_said(format="standard", language="en") == ()


class TestWhenAClientIsOutOfScope:
    def test_they_are_not_found_like_someone_who_does_not_exist(self):
        hidden = client("Okafor", "Ada", offices=[ELSEWHERE])
        messages = []
        for missing in (hidden, new_id()):
            with pytest.raises(NoSuchClient) as refusal:
                read(missing)
            messages.append(str(refusal.value))
        assert messages[0] == messages[1]

    def test_no_strip_and_no_reference_gives_them_away(self):
        receive(record("R-1", office_id=ELSEWHERE))
        asked = {"system": "disability", "references": ["R-1"]}
        hidden = find_clients_by_reference(viewer=reader_in(ELSEWHERE), **asked)["R-1"]
        assert find_clients_by_reference(viewer=reader_in(OFFICE), **asked) == {}
        assert get_identity_strips(viewer=reader_in(OFFICE), client_ids=[hidden], on=TODAY) == {}
        assert not is_client_in_scope(viewer=reader_in(OFFICE), client_id=hidden)

    def test_an_office_that_begins_to_serve_them_sees_them(self):
        ada = client("Okafor", "Ada", offices=[ELSEWHERE])
        assert commands.serve_client_at(client_id=ada, office_id=OFFICE, by=SYSTEM, at=AT)
        assert read(ada).name == "Ada Okafor"


class TestWhenAListShowsClients:
    def test_many_strips_take_one_query(self, django_assert_num_queries):
        ids = [client("Smith", f"Al{letter}") for letter in "abcde"]
        with django_assert_num_queries(1):
            strips = get_identity_strips(viewer=reader_in(OFFICE), client_ids=ids, on=TODAY)
        assert strips.keys() == set(ids)

    def test_whoever_speaks_for_them_is_named(self):
        ada = client("Okafor", "Ada")
        commands.add_representative(client_id=ada, name="Ben Lee", kind="appointee", by=SYSTEM, at=AT)
        strip = get_identity_strips(viewer=reader_in(OFFICE), client_ids=[ada], on=TODAY)[ada]
        assert strip.representative == "Ben Lee, appointee"
