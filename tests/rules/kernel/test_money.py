from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upheld.kernel.money import PENNY, NotAnAmountOfPounds, allocate, display, pounds, split

amounts = st.decimals(-1_000_000, 1_000_000, places=2)


class TestReadingAnAmount:
    @pytest.mark.parametrize("written", ["12.30", "12.3", " £12.30 ", Decimal("12.300")])
    def test_it_is_exact_and_has_two_places(self, written: str | Decimal) -> None:
        assert str(pounds(written)) == "12.30"

    def test_thousands_separators_are_understood(self) -> None:
        assert pounds("£1,234.50") == Decimal("1234.50")

    @pytest.mark.parametrize(
        "written", ["", "12.305", "1,2", "12,34.50", "1e3", "NaN", "twelve", "١٢", Decimal("0.005")]
    )
    def test_what_is_not_an_exact_amount_is_refused(self, written: str | Decimal) -> None:
        with pytest.raises(NotAnAmountOfPounds, match="two places"):
            pounds(written)

    @pytest.mark.parametrize("inexact", [12.5, 12.0, True])
    def test_floats_and_truth_values_are_refused(self, inexact: float) -> None:
        with pytest.raises(NotAnAmountOfPounds):
            pounds(inexact)  # type: ignore[arg-type]

    def test_nothing_has_no_sign(self) -> None:
        assert str(pounds("-0.00")) == "0.00"


class TestSplitting:
    def test_the_odd_penny_goes_to_the_first(self) -> None:
        assert split(pounds("10.00"), 3) == (Decimal("3.34"), Decimal("3.33"), Decimal("3.33"))

    def test_weights_are_respected(self) -> None:
        assert allocate(pounds("0.05"), [3, 7]) == (Decimal("0.02"), Decimal("0.03"))

    @pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
    def test_weights_that_cannot_share_are_refused(self, weights: list[int]) -> None:
        with pytest.raises(ValueError, match="Weights"):
            allocate(pounds("1.00"), weights)

    @given(amounts, st.lists(st.integers(0, 1_000), min_size=1, max_size=12).filter(any))
    def test_no_penny_is_lost_or_made(self, amount: Decimal, weights: list[int]) -> None:
        assert sum(allocate(amount, weights)) == amount

    @given(amounts, st.lists(st.integers(0, 1_000), min_size=1, max_size=12).filter(any))
    def test_every_part_is_within_a_penny_of_its_share(self, amount: Decimal, weights: list[int]) -> None:
        for part, weight in zip(allocate(amount, weights), weights, strict=True):
            assert abs(part - amount * weight / sum(weights)) < PENNY

    @given(amounts, st.integers(1, 50))
    def test_equal_parts_differ_by_a_penny_at_most(self, amount: Decimal, parts: int) -> None:
        shares = split(amount, parts)
        assert max(shares) - min(shares) <= PENNY


class TestShowingAnAmount:
    @pytest.mark.parametrize(
        ("amount", "shown"), [("1234.5", "£1,234.50"), ("0", "£0.00"), ("-5", "−£5.00"), ("0.07", "£0.07")]
    )
    def test_it_reads_as_people_write_it(self, amount: str, shown: str) -> None:
        assert display(pounds(amount)) == shown

    @given(amounts)
    def test_what_is_shown_can_be_read_back(self, amount: Decimal) -> None:
        assert pounds(display(amount).replace("−£", "-£")) == amount
