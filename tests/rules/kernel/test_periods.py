from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upheld.kernel.periods import Period

days = st.dates(date(2000, 1, 1), date(2000, 3, 1))
lengths = st.none() | st.integers(1, 40)
periods = st.builds(
    lambda start, length: Period(start, None if length is None else start + timedelta(days=length)),
    days,
    lengths,
)


class TestItsBounds:
    def test_the_start_belongs_to_it_and_the_end_does_not(self) -> None:
        january = Period(date(2025, 1, 1), date(2025, 2, 1))
        assert january.contains(date(2025, 1, 1))
        assert january.contains(date(2025, 1, 31))
        assert not january.contains(date(2025, 2, 1))

    def test_without_an_end_it_runs_on(self) -> None:
        running = Period(date(2025, 1, 1))
        assert running.contains(date.max)
        assert (running.days, running.last_day) == (None, None)

    def test_it_can_be_said_with_its_last_day(self) -> None:
        january = Period.through(date(2025, 1, 1), date(2025, 1, 31))
        assert (january.end, january.last_day, january.days) == (date(2025, 2, 1), date(2025, 1, 31), 31)

    def test_one_that_ends_where_it_starts_is_refused(self) -> None:
        with pytest.raises(ValueError, match="on or before its start"):
            Period(date(2025, 1, 1), date(2025, 1, 1))


class TestTwoOfThem:
    @given(periods, periods)
    def test_they_overlap_when_some_day_belongs_to_both(self, one: Period, other: Period) -> None:
        every_day = (date(2000, 1, 1) + timedelta(n) for n in range(150))
        assert one.overlaps(other) == any(one.contains(day) and other.contains(day) for day in every_day)

    @given(periods, periods)
    def test_the_order_in_which_they_are_asked_does_not_matter(self, one: Period, other: Period) -> None:
        assert one.overlaps(other) == other.overlaps(one)
        assert one.abuts(other) == other.abuts(one)

    @given(periods, periods)
    def test_neighbours_that_abut_share_no_day(self, one: Period, other: Period) -> None:
        assert not (one.abuts(other) and one.overlaps(other))

    @given(periods.filter(lambda period: period.end is not None), lengths)
    def test_what_starts_at_the_end_abuts(self, one: Period, length: int | None) -> None:
        assert one.end is not None
        follower = Period(one.end, None if length is None else one.end + timedelta(days=length))
        assert one.abuts(follower)
