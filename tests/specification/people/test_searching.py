from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from tests.builders.people import (
    AT,
    ELSEWHERE,
    OFFICE,
    TODAY,
    client,
    reader_in,
    receive,
    record,
)
from upheld.domains.people.commands import correct_name
from upheld.domains.people.queries import NoSuchClient, get_client, search_clients
from upheld.domains.people.rules.searching import name_keys, typo_keys
from upheld.kernel.identifiers import SYSTEM

pytestmark = pytest.mark.django_db

plain = st.text("abcdeo", min_size=3, max_size=6)


def found(text: str, viewer=None) -> list:
    page = search_clients(viewer=viewer or reader_in(OFFICE), text=text, on=TODAY)
    return [hit.client_id for hit in page.hits]


class TestWhenANameIsTyped:
    @pytest.mark.parametrize(
        "text",
        ["Zoë Müller", "muller zoe", "MÜLLER, ZOË", "Mrs Muller", "zoe", "Muller Zoë", "Muler Zoe", "Mulelr",
         "Mullier", "Nuller"],
    )  # fmt: skip
    def test_order_accents_capitals_and_one_typo_do_not_matter(self, text: str):
        client("Okafor", "Ada")
        zoe = client("Müller", "Zoë")
        assert found(text) == [zoe]

    @pytest.mark.parametrize("text", ["O'Brien", "o’brien", "OBRIEN", "O Brien", "obrein", "O-Brien"])
    def test_an_apostrophe_does_not_matter(self, text: str):
        pat = client("O'Brien", "Pat")
        assert found(text) == [pat]

    @pytest.mark.parametrize("text", ["Smith-Jones", "smith jones", "Jones Smith", "smithjones", "Jonse"])
    def test_a_hyphen_does_not_matter(self, text: str):
        kim = client("Smith-Jones", "Kim")
        client("Brown", "Kim")
        assert found(text) == [kim]

    @pytest.mark.parametrize("text", ["McDonald", "Mc Donald", "mcdonlad"])
    def test_a_gap_within_a_name_does_not_matter(self, text: str):
        ian = client("McDonald", "Ian")
        assert found(text) == [ian]

    @pytest.mark.parametrize("text", ["Mxxller", "Muller Ada", "mullermuller"])
    def test_what_is_further_off_is_not_found(self, text: str):
        client("Müller", "Zoë")
        assert found(text) == []

    def test_what_is_written_exactly_so_comes_first(self):
        near, exact = client("Smyth", "Al"), client("Smith", "Zed")
        assert found("smith") == [exact, near]

    def test_a_name_of_two_letters_is_only_found_as_it_is(self):
        client("Lin", "Bo")
        li = client("Li", "Bo")
        assert found("li") == [li]

    def test_an_earlier_name_still_finds_them(self):
        ada = client("Okafor", "Ada")
        correct_name(client_id=ada, family_name="Mensah", given_names="Ada", by=SYSTEM, at=AT)
        assert found("okafor") == found("mensah") == [ada]

    @given(plain, plain)
    def test_two_words_one_typo_apart_always_share_a_key(self, one: str, other: str):
        near = OSA.distance(one, other) <= 1
        shares = bool(name_keys(other, "") & set(typo_keys(one)))
        assert shares or not near


class TestWhenAFactIsTyped:
    @pytest.mark.parametrize(
        "text", ["1/2/1980", "1980-02-01", "1 Feb 80", "01021980", "okafor 1 february 1980"]
    )
    def test_a_date_of_birth_finds_them(self, text: str):
        client("Okafor", "Ada", born_on=date(1980, 2, 2))
        ada = client("Okafor", "Ada", born_on=date(1980, 2, 1))
        assert found(text) == [ada]

    @pytest.mark.parametrize("text", ["AB123456C", "ab 12 34 56 c", "okafor ab123456c", "AB 123456 C"])
    def test_a_national_insurance_number_finds_them(self, text: str):
        ada = client("Okafor", "Ada", national_insurance_number="AB 12 34 56 C")
        client("Okafor", "Ada", national_insurance_number="AB 12 34 57 C")
        assert found(text) == [ada]

    @pytest.mark.parametrize("text", ["PIP-00/17", "pip0017", "pip 0017"])
    def test_a_reference_of_any_system_finds_them(self, text: str):
        receive(record("PIP-0017"), record("PIP-0018"))
        [hit] = search_clients(viewer=reader_in(OFFICE), text=text, on=TODAY).hits
        assert hit.references == ("PIP-0017",)

    @pytest.mark.parametrize("text", ["", "  ", "?!"])
    def test_nothing_to_search_for_is_said(self, text: str):
        assert not search_clients(viewer=reader_in(OFFICE), text=text, on=TODAY).is_understood


class TestTheSecondDoor:
    @pytest.mark.parametrize("text", ["okafor", "okafro", "1/2/1980", "AB123456C", "R-1"])
    def test_search_does_not_show_what_the_page_hides(self, text: str):
        facts = {
            "family_name": "Okafor",
            "born_on": date(1980, 2, 1),
            "national_insurance_number": "AB123456C",
        }
        receive(record("R-1", office_id=ELSEWHERE, **facts))
        [hidden] = found(text, reader_in(ELSEWHERE))
        with pytest.raises(NoSuchClient):
            get_client(viewer=reader_in(OFFICE), client_id=hidden, on=TODAY)
        assert found(text) == found(text, reader_in()) == []


class TestWhenManyAreFound:
    def test_pages_follow_each_other_without_gap_or_repeat(self):
        everyone = [client("Smith", f"Al{letter}") for letter in "abcdefg"]
        seen, after = [], None
        for _ in range(4):
            page = search_clients(viewer=reader_in(OFFICE), text="smith", on=TODAY, limit=2, after=after)
            seen += [hit.client_id for hit in page.hits]
            after = page.next
        assert (seen, after, page.found) == (everyone, None, 7)

    def test_the_number_of_queries_does_not_grow_with_them(self, django_assert_max_num_queries):
        for letter in "abcdefg":
            client("Smith", f"Al{letter}")
        with django_assert_max_num_queries(10):
            assert len(found("smith")) == 7
