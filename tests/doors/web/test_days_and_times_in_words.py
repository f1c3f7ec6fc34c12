"""Days, times and numbers as people say them."""

from datetime import UTC, date, datetime

import pytest

from upheld.kernel.working_days import calendar
from upheld.web.components import words
from upheld.web.components.due import due

ENGLAND = calendar("england-and-wales")


class TestADay:
    def test_is_written_out(self):
        assert words.day(date(2026, 3, 14)) == "14 March 2026"

    def test_can_have_its_weekday(self):
        assert words.weekday(date(2026, 11, 26)) == "Thursday 26 November 2026"

    def test_is_the_day_here_and_not_in_greenwich(self):
        assert words.day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2026"


class TestATime:
    @pytest.mark.parametrize(
        ("hour", "minute", "said"),
        [
            (14, 30, "2:30pm"),
            (9, 5, "9:05am"),
            (14, 0, "2pm"),
            (12, 0, "midday"),
            (0, 0, "midnight"),
            (0, 5, "12:05am"),
        ],
    )
    def test_is_said_as_on_a_clock_with_twelve_hours(self, hour, minute, said):
        assert words.clock_time(datetime(2026, 1, 5, hour, minute, tzinfo=UTC)) == said


class TestANumberOfThings:
    @pytest.mark.parametrize(("number", "said"), [(1, "1 case"), (0, "0 cases"), (1200, "1,200 cases")])
    def test_agrees_with_its_noun(self, number, said):
        assert words.count(number, "case") == said


class TestAnAge:
    def test_grows_on_the_birthday_and_not_before(self):
        born = date(1961, 3, 14)
        assert [words.age(born, day) for day in (date(2026, 3, 13), date(2026, 3, 14))] == [64, 65]


class TestWhenSomethingIsDue:
    @pytest.mark.parametrize(
        ("on", "said"),
        [
            (date(2026, 11, 26), "3 working days left"),
            (date(2026, 11, 24), "1 working day left"),
            (date(2026, 11, 23), "Due today"),
            (date(2026, 11, 20), "1 working day late"),
            (date(2026, 11, 19), "2 working days late"),
        ],
    )
    def test_is_counted_in_working_days(self, on, said):
        assert due(on, today=date(2026, 11, 23), calendar=ENGLAND).words == said

    def test_is_late_on_sunday_when_it_was_due_on_saturday(self):
        late = due(date(2026, 11, 21), today=date(2026, 11, 22), calendar=ENGLAND)
        assert (late.words, late.must_act) == ("1 working day late", True)

    def test_is_red_only_when_a_person_must_act(self):
        assert not due(date(2026, 11, 24), today=date(2026, 11, 23), calendar=ENGLAND).must_act
