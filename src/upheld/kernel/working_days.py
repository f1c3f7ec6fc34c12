"""Counting days as the law counts them: working days, days beginning with a day, presumed receipt.

Bank holidays come with the package govuk-bank-holidays; nothing is fetched. Scotland's calendar is the one
that Scottish law counts (Banking and Financial Dealings Act 1971): it closes on 2 January, 30 November, and
the first Monday in August instead of the last.
"""

import json
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property
from importlib.resources import files

from upheld.kernel.errors import RuleBroken

CALENDAR_NAMES = ("england-and-wales", "scotland", "northern-ireland", "weekdays")


class CalendarHorizonPassed(RuleBroken):
    """The calendar "{calendar}" was asked about {asked:%-d %B %Y}, but it knows bank holidays only from
    {first:%-d %B %Y} to {horizon:%-d %B %Y} and does not guess. Nothing was changed. Check the date, or
    update the package govuk-bank-holidays to one whose data reaches further.
    """


class UnknownCalendar(RuleBroken):
    """There is no calendar "{calendar}". The calendars are: {known}."""


def _weekday_number(day: date) -> int:
    """How many Mondays to Fridays there are up to and including the day, since Monday 1 January of year 1."""
    weeks, rest = divmod(day.toordinal(), 7)
    return 5 * weeks + min(rest, 5)


def _weekday_at(number: int) -> date:
    """The Monday to Friday that has this number; the inverse of `_weekday_number`."""
    weeks, rest = divmod(number - 1, 5)
    return date.fromordinal(7 * weeks + rest + 1)


@dataclass(frozen=True)
class Calendar:
    """Mondays to Fridays without the closed days, known from `first` to `horizon` (None: unbounded).

    A question about a day outside those bounds, or whose answer lies outside, raises CalendarHorizonPassed.
    """

    name: str
    closed: frozenset[date] = frozenset()
    first: date | None = None
    horizon: date | None = None

    def is_working_day(self, day: date) -> bool:
        """Whether people work on this day."""
        self._check(day)
        return day.weekday() < 5 and day not in self.closed

    def next_working_day(self, day: date) -> date:
        """The first working day after the day."""
        return self.add_working_days(day, 1)

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after the day, which is not itself counted; before it when n is negative.

        Zero gives the day itself, or the first working day after it when the day is not one.
        """
        position = self._count(day) + n
        if n <= 0 and not self.is_working_day(day):
            position += 1
        return self._working_day_at(position)

    def within_working_days(self, start: date, n: int) -> date:
        """The last day allowed for what must be done within n working days; the start is day 0."""
        if n < 0:
            raise ValueError(f"A time limit cannot be {n} working days: it must be 0 or more.")
        return self.add_working_days(start, n)

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after the start, up to and including the end; negative backwards."""
        return self._count(end) - self._count(start)

    @cached_property
    def _closed_weekdays(self) -> list[int]:
        return sorted(_weekday_number(day) for day in self.closed if day.weekday() < 5)

    @cached_property
    def _worked_before_closures(self) -> list[int]:
        return [number - index - 1 for index, number in enumerate(self._closed_weekdays)]

    def _count(self, day: date) -> int:
        """The number of working days up to and including the day."""
        self._check(day)
        number = _weekday_number(day)
        return number - bisect_right(self._closed_weekdays, number)

    def _working_day_at(self, position: int) -> date:
        """The working day that `_count` gives this position, by skipping the closures that lie before it."""
        day = _weekday_at(position + bisect_left(self._worked_before_closures, position))
        self._check(day)
        return day

    def _check(self, day: date) -> None:
        if self.first is None or self.horizon is None or self.first <= day <= self.horizon:
            return
        raise CalendarHorizonPassed(calendar=self.name, asked=day, first=self.first, horizon=self.horizon)


@cache
def calendar(name: str) -> Calendar:
    """The calendar of that name, one of CALENDAR_NAMES. Raises UnknownCalendar."""
    if name not in CALENDAR_NAMES:
        raise UnknownCalendar(calendar=name, known=", ".join(CALENDAR_NAMES))
    if name == "weekdays":
        return Calendar(name)
    bundled = json.loads(files("govuk_bank_holidays").joinpath("bank-holidays.json").read_text("utf-8"))
    holidays = (date.fromisoformat(event["date"]) for event in bundled[name]["events"])
    return bank_holiday_calendar(name, holidays)


def bank_holiday_calendar(name: str, holidays: Iterable[date]) -> Calendar:
    """A calendar of bank holidays, known from the start of the first year to the end of the last whole one.

    A year is whole when its December is among the holidays: those lists are published a year at a time.
    """
    closed = frozenset(holidays)
    last_whole_year = max(day.year for day in closed if day.month == 12)
    return Calendar(name, closed, date(min(closed).year, 1, 1), date(last_whole_year, 12, 31))


def calendar_days_beginning_with(day: date, n: int) -> date:
    """The last of n calendar days of which the day itself is the first (so 42 days end 41 days later)."""
    if n < 1:
        raise ValueError(f"A period of {n} days beginning with a day is empty: it must be 1 or more.")
    return day + timedelta(days=n - 1)


def add_months(day: date, n: int) -> date:
    """The same day of the month n months later, or the last day of that month when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def presumed_received(issued_at: datetime, hours: int = 48) -> datetime:
    """When a notice counts as received, in UTC, so many hours after issue.

    Source of the 48 hours: Social Security (Scotland) Act 2018, section 62(2).
    """
    if issued_at.utcoffset() is None:
        raise ValueError("A notice needs a moment of issue with a time zone.")
    return issued_at.astimezone(UTC) + timedelta(hours=hours)
