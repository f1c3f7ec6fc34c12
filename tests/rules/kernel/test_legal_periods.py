from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from upheld.kernel.working_days import add_months, calendar_days_beginning_with, presumed_received


class TestDaysBeginningWithTheDay:
    def test_forty_two_days_end_forty_one_days_later(self) -> None:
        assert calendar_days_beginning_with(date(2025, 1, 1), 42) == date(2025, 2, 11)

    def test_one_day_is_the_day_itself(self) -> None:
        assert calendar_days_beginning_with(date(2025, 1, 1), 1) == date(2025, 1, 1)

    def test_no_days_are_refused(self) -> None:
        with pytest.raises(ValueError, match="1 or more"):
            calendar_days_beginning_with(date(2025, 1, 1), 0)


class TestPresumedReceipt:
    def test_a_notice_counts_as_received_forty_eight_hours_after_issue(self) -> None:
        assert presumed_received(datetime(2025, 1, 1, 9, tzinfo=UTC)) == datetime(2025, 1, 3, 9, tzinfo=UTC)

    def test_the_hour_that_summer_time_takes_is_not_lost(self) -> None:
        issued = datetime(2025, 3, 29, 9, tzinfo=ZoneInfo("Europe/London"))
        assert (presumed_received(issued) - issued.astimezone(UTC)).total_seconds() == 48 * 3600

    def test_a_moment_without_a_time_zone_is_refused(self) -> None:
        with pytest.raises(ValueError, match="time zone"):
            presumed_received(datetime(2025, 1, 1, 9))  # noqa: DTZ001


class TestMonths:
    @pytest.mark.parametrize(
        ("day", "n", "expected"),
        [
            (date(2025, 1, 15), 1, date(2025, 2, 15)),
            (date(2025, 1, 31), 1, date(2025, 2, 28)),
            (date(2024, 1, 31), 1, date(2024, 2, 29)),
            (date(2025, 11, 30), 3, date(2026, 2, 28)),
            (date(2025, 3, 31), -1, date(2025, 2, 28)),
            (date(2025, 12, 1), 12, date(2026, 12, 1)),
        ],
    )
    def test_a_month_later_is_the_same_day_or_the_last_one(self, day: date, n: int, expected: date) -> None:
        assert add_months(day, n) == expected
