import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upheld.domains.people.rules.numbers import (
    fault_in_national_insurance_number,
    normalise_national_insurance_number,
    show_national_insurance_number,
)

letters = st.text(alphabet=string.ascii_uppercase, min_size=2, max_size=2)
digits = st.text(alphabet=string.digits, min_size=6, max_size=6)


class TestWhenANumberIsRight:
    def test_it_is_kept_in_capitals_without_spaces(self):
        assert normalise_national_insurance_number(" ab 12 34-56 c ") == "AB123456C"

    def test_it_is_shown_in_pairs(self):
        assert show_national_insurance_number("AB123456C") == "AB 12 34 56 C"

    @given(letters, digits, st.sampled_from("ABCD"))
    def test_showing_it_loses_nothing(self, prefix: str, middle: str, suffix: str):
        number = prefix + middle + suffix
        assert normalise_national_insurance_number(show_national_insurance_number(number)) == number


class TestWhenANumberCannotBe:
    @given(letters, digits, st.sampled_from("ABCD"))
    def test_the_published_rules_for_its_prefix_decide(self, prefix: str, middle: str, suffix: str):
        allowed = (
            prefix[0] not in "DFIQUV"
            and prefix[1] not in "DFIQUVO"
            and prefix not in ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ")
            and prefix not in ("CR", "MW", "NC", "PP", "PY", "PZ")
        )
        assert (fault_in_national_insurance_number(prefix + middle + suffix) == "") is allowed

    @pytest.mark.parametrize("number", ["AB12345C", "AB1234567", "AB123456E", "A1234567C", "AB123456"])
    def test_another_shape_is_refused_with_an_example(self, number: str):
        assert "QQ 12 34 56 C" in fault_in_national_insurance_number(number)

    def test_a_temporary_number_is_refused_by_that_name(self):
        assert "temporary" in fault_in_national_insurance_number("TN010280M")

    @pytest.mark.parametrize("prefix", ["OO", "CR", "FY", "MW", "NC", "PP", "PY", "PZ"])
    def test_an_administrative_reference_is_refused_by_that_name(self, prefix: str):
        assert "administrative" in fault_in_national_insurance_number(f"{prefix}123456A")
