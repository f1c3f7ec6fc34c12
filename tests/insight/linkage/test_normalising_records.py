"""Records are brought into forms that can be compared, alike in Python and in the database."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upheld.insight.linkage.engine import connected, prepare
from upheld.insight.linkage.folding import fold
from upheld.insight.linkage.model import load_model
from upheld.insight.linkage.normalising import FORMS, Normalised, normalise
from upheld.insight.linkage.records import PersonRecord

WRITTEN = st.text(
    st.one_of(
        st.sampled_from("abcdeABCDEéèÉßøŁłžçñœæÆİıﬁ'’`-. ,@1234567890 \u0301\u00a0\t"),
        st.characters(codec="utf-8", exclude_characters="\x00"),
    ),
    max_size=24,
)
NAMES = st.one_of(
    WRITTEN,
    st.sampled_from(["Mr John Paul", "DR ANNE-MARIE", "O'Brien", "Bob", "van der  Berg", "Smith-Jones"]),
)
NUMBERS = st.one_of(WRITTEN, st.from_regex(r"\A[A-Za-z]{2} ?[0-9]{6}[A-E]?\Z"), st.just("TN010180M"))
RECORDS = st.builds(
    PersonRecord,
    id=st.just("r"),
    system=st.just("one"),
    given_names=NAMES,
    family_name=NAMES,
    former_family_name=NAMES,
    born_on=st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)) | st.just(date(1900, 1, 1)),
    died_on=st.none() | st.dates(date(1000, 1, 1), date(2100, 1, 1)),
    national_insurance_number=NUMBERS,
    sex=st.one_of(WRITTEN, st.sampled_from(["M", "female", "2", "W"])),
    address=st.one_of(WRITTEN, st.sampled_from(["Flat 2, 14 High Street", "3 St. Mary's Road", "road road"])),
    postcode=st.one_of(WRITTEN, st.sampled_from(["SW1A 1AA", "m1 1ae", "4223", "75001"])),
    phone=st.one_of(WRITTEN, st.sampled_from(["+44 7700 900123", "07700900123", "000000000"])),
    email=st.one_of(WRITTEN, st.sampled_from(["A.B@example.org", "rafał@example.org", "@"])),
)


def forms_in_the_database(records: list[PersonRecord]) -> list[Normalised]:
    with connected() as con:
        prepare(con, records, load_model())
        rows = con.execute(f"SELECT id, system, {', '.join(FORMS)} FROM forms ORDER BY row").fetchall()
    return [Normalised(*row) for row in rows]


class TestTheDatabaseAndPython:
    @settings(max_examples=25, deadline=None)
    @given(st.lists(RECORDS, min_size=20, max_size=60))
    def test_they_make_the_same_forms(self, records: list[PersonRecord]) -> None:
        assert forms_in_the_database(records) == [normalise(record) for record in records]


class TestNames:
    @pytest.mark.parametrize(
        ("written", "plain"),
        [
            ("  O’BRIEN ", "obrien"),
            ("Łukasz-Zoë", "lukasz zoe"),
            ("Хрущёв", "khrushev"),
            ("Straße", "strasse"),
        ],
    )
    def test_capitals_accents_and_signs_are_left_out(self, written: str, plain: str) -> None:
        assert fold(written) == plain

    def test_a_title_is_no_given_name(self) -> None:
        assert normalise(PersonRecord(id="r", system="s", given_names="Mr. John Paul")).given_name == "john"

    def test_a_short_name_stands_for_the_long_one(self) -> None:
        assert normalise(PersonRecord(id="r", system="s", given_names="Bob")).given_canon == "robert"

    def test_ways_of_writing_one_name_sound_alike(self) -> None:
        one, other = (
            normalise(PersonRecord(id="r", system="s", family_name=name)) for name in ("Phillips", "Filips")
        )
        assert one.family_sound == other.family_sound


class TestWhatSaysNothing:
    @pytest.mark.parametrize("number", ["TN010180M", "OO123456", "00000000", "", "n/a"])
    def test_a_number_that_identifies_nobody_is_not_compared(self, number: str) -> None:
        record = PersonRecord(id="r", system="s", national_insurance_number=number)
        assert normalise(record).live_number is None

    def test_the_last_letter_of_a_number_is_left_out(self) -> None:
        record = PersonRecord(id="r", system="s", national_insurance_number="qq 12 34 56 c")
        assert normalise(record).live_number == "qq123456"

    def test_a_date_that_means_not_known_is_not_compared(self) -> None:
        assert normalise(PersonRecord(id="r", system="s", born_on=date(1900, 1, 1))).birth_day is None

    def test_any_other_first_of_january_is_kept(self) -> None:
        assert normalise(PersonRecord(id="r", system="s", born_on=date(1970, 1, 1))).birth_day == "19700101"
