import time
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from upheld.kernel.working_days import CALENDAR_NAMES, Calendar, calendar

calendars = st.sampled_from([calendar(name) for name in CALENDAR_NAMES])
days = st.dates(date(2013, 1, 1), date(2026, 12, 31))
counts = st.integers(0, 250)


def counted_one_by_one(place: Calendar, start: date, end: date) -> int:
    """The slow and obvious way: look at each day."""
    return sum(place.is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


class TestAddingWorkingDays:
    @given(calendars, days, st.integers(-250, 250))
    def test_it_never_lands_on_a_day_off(self, place: Calendar, day: date, n: int) -> None:
        assert place.is_working_day(place.add_working_days(day, n))

    @given(calendars, days, st.integers(1, 250))
    def test_counting_undoes_it(self, place: Calendar, day: date, n: int) -> None:
        assert place.working_days_between(day, place.add_working_days(day, n)) == n

    @given(calendars, days, counts)
    def test_going_back_undoes_it_from_a_working_day(self, place: Calendar, day: date, n: int) -> None:
        assume(place.is_working_day(day))
        assert place.add_working_days(place.add_working_days(day, n), -n) == day

    @given(calendars, days, st.integers(1, 250))
    def test_one_more_is_always_later(self, place: Calendar, day: date, n: int) -> None:
        assert place.add_working_days(day, n) < place.add_working_days(day, n + 1)

    @given(calendars, days, days, counts)
    def test_a_later_start_never_ends_earlier(self, place: Calendar, one: date, other: date, n: int) -> None:
        start, later = sorted((one, other))
        assert place.add_working_days(start, n) <= place.add_working_days(later, n)


class TestCountingWorkingDays:
    @given(calendars, days, st.integers(0, 400))
    def test_it_agrees_with_looking_at_each_day(self, place: Calendar, start: date, length: int) -> None:
        end = start + timedelta(days=length)
        assert place.working_days_between(start, end) == counted_one_by_one(place, start, end)

    @given(calendars, days, days)
    def test_backwards_is_the_negative_of_forwards(self, place: Calendar, start: date, end: date) -> None:
        assert place.working_days_between(start, end) == -place.working_days_between(end, start)


class TestSpeed:
    def test_a_hundred_thousand_due_dates_take_less_than_five_seconds(self) -> None:
        started = time.perf_counter()
        for n in range(100_000):
            calendar("england-and-wales").add_working_days(date(2020, 1, 1), n % 1_000)
        assert time.perf_counter() - started < 5


class TestAgainstThePublishedCalendars:
    @pytest.mark.parametrize("name", CALENDAR_NAMES[:3])
    def test_every_published_bank_holiday_is_a_day_off(
        self, name: str, published: dict[str, set[date]]
    ) -> None:
        assert calendar(name).closed == published[name]
