from datetime import date

import pytest

from upheld.kernel.working_days import (
    Calendar,
    CalendarHorizonPassed,
    UnknownCalendar,
    bank_holiday_calendar,
    calendar,
)

ENGLAND = calendar("england-and-wales")
SCOTLAND = calendar("scotland")
NORTHERN_IRELAND = calendar("northern-ireland")
WEEKDAYS = calendar("weekdays")


class TestTheThreeCalendars:
    @pytest.mark.parametrize(
        ("day", "england", "scotland", "northern_ireland"),
        [
            (date(2025, 1, 1), False, False, False),
            (date(2025, 1, 2), True, False, True),
            (date(2025, 3, 17), True, True, False),
            (date(2025, 4, 21), False, True, False),
            (date(2025, 7, 14), True, True, False),
            (date(2025, 8, 4), True, False, True),
            (date(2025, 8, 25), False, True, False),
            (date(2026, 11, 30), True, False, True),
            (date(2025, 8, 16), False, False, False),
        ],
    )
    def test_each_closes_on_its_own_days(
        self, day: date, england: bool, scotland: bool, northern_ireland: bool
    ) -> None:
        asked = [place.is_working_day(day) for place in (ENGLAND, SCOTLAND, NORTHERN_IRELAND)]
        assert asked == [england, scotland, northern_ireland]

    @pytest.mark.parametrize("year", range(2012, 2029))
    def test_scotland_keeps_the_days_of_the_act_of_1971(self, year: int) -> None:
        first_monday_in_august = next(
            date(year, 8, day) for day in range(1, 8) if date(year, 8, day).weekday() == 0
        )
        named = [date(year, 1, 2), date(year, 11, 30), first_monday_in_august]
        assert [day for day in named if SCOTLAND.is_working_day(day)] == []


class TestCountingForward:
    def test_the_day_of_the_start_is_not_counted(self) -> None:
        assert ENGLAND.within_working_days(date(2025, 3, 3), 1) == date(2025, 3, 4)

    def test_weekends_and_bank_holidays_are_passed_over(self) -> None:
        assert ENGLAND.within_working_days(date(2025, 4, 17), 10) == date(2025, 5, 6)
        assert SCOTLAND.within_working_days(date(2025, 4, 17), 10) == date(2025, 5, 2)

    def test_a_start_at_the_weekend_counts_from_monday(self) -> None:
        assert ENGLAND.add_working_days(date(2025, 3, 1), 1) == date(2025, 3, 3)

    def test_seventy_five_working_days_from_a_date_that_was_counted_by_hand(self) -> None:
        assert ENGLAND.within_working_days(date(2024, 12, 2), 75) == date(2025, 3, 20)

    def test_a_limit_below_nothing_is_refused(self) -> None:
        with pytest.raises(ValueError, match="-1 working days"):
            ENGLAND.within_working_days(date(2025, 3, 3), -1)


class TestCountingNothingAndBackward:
    def test_nothing_from_a_working_day_is_that_day(self) -> None:
        assert ENGLAND.add_working_days(date(2025, 3, 3), 0) == date(2025, 3, 3)

    def test_nothing_from_a_weekend_is_monday(self) -> None:
        assert ENGLAND.add_working_days(date(2025, 3, 1), 0) == date(2025, 3, 3)

    def test_one_back_from_monday_is_friday(self) -> None:
        assert ENGLAND.add_working_days(date(2025, 3, 3), -1) == date(2025, 2, 28)

    def test_one_back_from_sunday_is_friday_too(self) -> None:
        assert ENGLAND.add_working_days(date(2025, 3, 2), -1) == date(2025, 2, 28)


class TestTheHorizon:
    def test_it_is_the_last_day_of_the_last_whole_year(self) -> None:
        half_known = bank_holiday_calendar(
            "made-up", [date(2030, 5, 6), date(2030, 12, 25), date(2031, 1, 1)]
        )
        assert (half_known.first, half_known.horizon) == (date(2030, 1, 1), date(2030, 12, 31))

    def test_the_horizon_itself_and_the_first_day_are_known(self) -> None:
        assert SCOTLAND.first is not None
        assert SCOTLAND.horizon is not None
        assert not SCOTLAND.is_working_day(SCOTLAND.first)
        assert SCOTLAND.is_working_day(SCOTLAND.horizon) == (SCOTLAND.horizon.weekday() < 5)

    def test_a_day_past_it_is_refused_with_a_remedy(self) -> None:
        assert ENGLAND.horizon is not None
        asked = ENGLAND.horizon.replace(year=ENGLAND.horizon.year + 1)
        with pytest.raises(CalendarHorizonPassed, match=r"england-and-wales.*update the package") as refused:
            ENGLAND.is_working_day(asked)
        assert f"{asked:%-d %B %Y}" in str(refused.value)
        assert f"{ENGLAND.horizon:%-d %B %Y}" in str(refused.value)

    def test_counting_that_would_pass_it_is_refused(self) -> None:
        assert ENGLAND.horizon is not None
        with pytest.raises(CalendarHorizonPassed):
            ENGLAND.add_working_days(ENGLAND.horizon.replace(day=1), 40)

    def test_a_day_before_the_first_year_is_refused(self) -> None:
        with pytest.raises(CalendarHorizonPassed):
            ENGLAND.add_working_days(date(2012, 1, 10), -30)

    def test_weekdays_have_none(self) -> None:
        assert WEEKDAYS.add_working_days(date(1905, 3, 6), 5) == date(1905, 3, 13)


class TestAnUnknownCalendar:
    def test_the_refusal_lists_those_that_exist(self) -> None:
        with pytest.raises(UnknownCalendar, match="england-and-wales, scotland, northern-ireland, weekdays"):
            calendar("wales")

    def test_a_made_calendar_is_the_same_one_each_time(self) -> None:
        assert calendar("scotland") is SCOTLAND
        assert isinstance(SCOTLAND, Calendar)
