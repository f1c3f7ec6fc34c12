"""Between moments and the days that people live by. Plain Python."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = "Europe/London"


def day_of(moment: datetime, zone: str = LONDON) -> date:
    """The day that an aware moment falls on for people who live in `zone`."""
    return moment.astimezone(ZoneInfo(zone)).date()


def end_of_day(day: date, zone: str = LONDON) -> datetime:
    """The last moment of a day in `zone`: what is done by then was done on that day."""
    return start_of_day(day + timedelta(days=1), zone) - timedelta(microseconds=1)


def start_of_day(day: date, zone: str = LONDON) -> datetime:
    """The first moment of a day in `zone`."""
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(zone))
