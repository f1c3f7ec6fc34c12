from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upheld.domains.people.rules.dates import age_on, fault_in_date, find_dates
from upheld.domains.people.rules.names import fold, split_full_name, tidy_name
from upheld.domains.people.rules.places import normalise_postcode

TODAY = date(2026, 3, 2)


class TestWhenADateOfBirthIsWritten:
    @pytest.mark.parametrize(
        "text",
        ["1980-02-01", "1/2/1980", "01.02.80", "1 2 1980", "1 Feb 1980", "1st of February 1980",
         "February 1st, 1980", "feb 1 1980", "01021980", "19800201", "1-FEB-1980"],
    )  # fmt: skip
    def test_it_is_understood_in_many_ways(self, text: str):
        assert find_dates(text, TODAY) == (frozenset({date(1980, 2, 1)}), "")

    def test_a_year_of_two_digits_may_mean_either_century(self):
        assert find_dates("1/2/05", TODAY)[0] == {date(1905, 2, 1), date(2005, 2, 1)}

    def test_what_stands_around_it_is_kept(self):
        assert find_dates("ada 1/2/1980 okafor", TODAY)[1].split() == ["ada", "okafor"]

    @given(st.dates(date(1890, 1, 1), TODAY), st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d%m%Y"]))
    def test_every_possible_day_is_understood(self, day: date, way: str):
        assert day in find_dates(day.strftime(way), TODAY)[0]


class TestWhenADateCannotBe:
    @pytest.mark.parametrize(("day", "why"), [(date(2026, 3, 3), "future"), (date(1889, 12, 31), "1890")])
    def test_the_reason_is_said(self, day: date, why: str):
        assert why in fault_in_date(day, today=TODAY)

    def test_the_first_of_january_is_kept(self):
        assert fault_in_date(date(1970, 1, 1), today=TODAY) == ""


class TestWhenAgeIsCounted:
    def test_a_birthday_makes_the_difference(self):
        born = date(1980, 2, 1)
        assert (age_on(born, date(2026, 1, 31)), age_on(born, date(2026, 2, 1))) == (45, 46)


class TestWhenNamesAreRead:
    @pytest.mark.parametrize(
        ("whole", "order", "parts"),
        [
            ("SMITH, JOHN PAUL", "family_first", ("SMITH", "JOHN PAUL")),
            ("Jan van der Berg", "given_first", ("van der Berg", "Jan")),
            ("Madonna", "given_first", ("Madonna", "")),
        ],
    )
    def test_a_whole_name_is_taken_apart(self, whole: str, order: str, parts: tuple[str, str]):
        assert split_full_name(whole, order=order) == parts

    def test_capitals_only_are_toned_down(self):
        assert tidy_name("O'BRIEN-ŁUKASZ  JOHN") == "O'Brien-Łukasz John"

    @given(st.text())
    def test_folding_twice_is_folding_once(self, text: str):
        assert fold(fold(text)) == fold(text)


class TestWhenAPostcodeIsRead:
    @pytest.mark.parametrize("text", ["sw1a1aa", "SW1A  1AA", "sw1 a1aa"])
    def test_it_is_written_in_one_way(self, text: str):
        assert normalise_postcode(text) == "SW1A 1AA"

    def test_what_is_none_is_kept(self):
        assert normalise_postcode("75008 Paris") == "75008 Paris"
