"""Reading the dates and times that logs are written with."""

import re
from datetime import datetime, time, timedelta, timezone, tzinfo
from typing import cast

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")

EXPECTED = "It should be a date and time such as 2011-10-11 13:42:22 or 2011-10-11T13:42:22.688+02:00."


def read_moment(text: str, zone: tzinfo, *, end_of_day: bool = False) -> datetime:
    """The aware moment that a text states; raises ValueError when it states none.

    A time without an offset is local to `zone`; an hour that the change of clocks repeats or skips is taken
    in winter time, as Java takes it, which wrote most such logs. A date alone means the beginning of that
    day, or with `end_of_day` its last microsecond, as a deadline does. The result keeps its offset, so that
    `.date()` is the day on which the people of the log lived it.
    """
    text = text.strip()
    if _DAY.fullmatch(text):
        day = datetime.fromisoformat(text).date()
        moment = datetime.combine(day, time.max if end_of_day else time.min)
    elif _MOMENT.match(text):
        moment = datetime.fromisoformat(text)
    else:
        raise ValueError(EXPECTED)
    if moment.tzinfo is not None:
        return moment
    # A fixed offset: Python compares two moments of one named zone by the wall clock, and clocks change.
    readings = (moment.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    return moment.replace(tzinfo=timezone(min(cast(timedelta, offset) for offset in readings)))


def read_value(text: str, zone: tzinfo) -> str | datetime:
    """An attribute's value: an aware datetime where the text is a full date and time, otherwise the text
    itself.
    """
    if not _MOMENT.match(text):
        return text
    try:
        return read_moment(text, zone)
    except (ValueError, OverflowError):
        return text
