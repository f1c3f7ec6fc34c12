from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from upheld.kernel import clock

NEW_YEAR_MINUS_A_SECOND = datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC)


class TestWhenNobodyHoldsIt:
    def test_it_moves(self) -> None:
        assert clock.now() <= clock.now()

    def test_it_speaks_utc(self) -> None:
        assert clock.now().utcoffset() == timedelta(0)


class TestWhenItIsFrozen:
    def test_it_stands_still(self) -> None:
        with clock.freeze(NEW_YEAR_MINUS_A_SECOND):
            assert clock.now() == clock.now() == NEW_YEAR_MINUS_A_SECOND

    def test_it_moves_again_afterwards(self) -> None:
        with clock.freeze(NEW_YEAR_MINUS_A_SECOND):
            pass
        assert clock.now() != NEW_YEAR_MINUS_A_SECOND

    def test_an_inner_freeze_gives_way_to_the_outer_one(self) -> None:
        with clock.freeze(NEW_YEAR_MINUS_A_SECOND):
            with clock.freeze(datetime(2020, 1, 1, tzinfo=UTC)):
                pass
            assert clock.now() == NEW_YEAR_MINUS_A_SECOND

    def test_a_moment_elsewhere_is_told_in_utc(self) -> None:
        with clock.freeze(datetime(2025, 6, 1, 2, 0, tzinfo=timezone(timedelta(hours=3)))):
            assert clock.now().isoformat() == "2025-05-31T23:00:00+00:00"

    def test_a_moment_without_a_time_zone_is_refused(self) -> None:
        with pytest.raises(ValueError, match="time zone"), clock.freeze(datetime(2025, 1, 1)):  # noqa: DTZ001
            pass


class TestToday:
    def test_the_day_is_that_of_the_zone(self) -> None:
        with clock.freeze(datetime(2025, 6, 30, 23, 30, tzinfo=UTC)):
            assert clock.today() == date(2025, 7, 1)
            assert clock.today("UTC") == date(2025, 6, 30)
