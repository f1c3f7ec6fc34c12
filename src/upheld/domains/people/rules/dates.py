"""Dates of birth and death: which can be, and the many ways of writing one."""

import re
from datetime import date
from functools import lru_cache

EARLIEST_YEAR = 1890

_MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        1,
    )
}
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_GAP = r"[-/., ]+"
_YEAR = r"(\d{4}|\d{2})"
_WAYS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?<![a-z0-9]){pattern}(?![a-z0-9])"), order)
    for pattern, order in (
        (rf"(\d{{4}}){_GAP}(\d{{1,2}}){_GAP}(\d{{1,2}})", "ymd"),
        (rf"(\d{{1,2}}){_GAP}(\d{{1,2}}){_GAP}{_YEAR}", "dmy"),
        (rf"(\d{{1,2}})(?:st|nd|rd|th)?(?:{_GAP}of)?[-/., ]*{_MONTH}[-/., ]*{_YEAR}", "dmy"),
        (rf"{_MONTH}[-/., ]*(\d{{1,2}})(?:st|nd|rd|th)?{_GAP}{_YEAR}", "mdy"),
        (r"(\d{4})(\d{2})(\d{2})", "ymd"),
        (r"(\d{2})(\d{2})(\d{4})", "dmy"),
    )
)


def fault_in_date(day: date, *, today: date) -> str:
    """Say why a date of birth or death cannot be; empty when it can. 1 January is kept."""
    if day > today:
        return "It lies in the future."
    if day.year < EARLIEST_YEAR:
        return f"It is before {EARLIEST_YEAR}."
    return ""


def age_on(born_on: date | None, day: date) -> int | None:
    """Count the whole years of age on a day. Someone born on 29 February turns a year older on 1 March."""
    if born_on is None:
        return None
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


@lru_cache(maxsize=4096)
def find_dates(text: str, today: date) -> tuple[frozenset[date], str]:
    """Find a date of birth in what someone wrote, and give it with the rest of the text.

    Knows 1980-02-01, 1/2/1980, 01.02.80, 1 Feb 1980, February 1st, 1980 and 01021980. A year of two digits
    may mean either century, so that there may be several; days before months, as people here write.
    """
    folded = text.lower()
    for way, order in _WAYS:
        for match in way.finditer(folded):
            days = _days(dict(zip(order, match.groups(), strict=True)), today)
            if days:
                return days, f"{text[: match.start()]} {text[match.end() :]}".strip()
    return frozenset(), text


def _days(parts: dict[str, str], today: date) -> frozenset[date]:
    month = _MONTHS.get(parts["m"]) or int(parts["m"])
    years = [int(parts["y"])] if len(parts["y"]) == 4 else [1900 + int(parts["y"]), 2000 + int(parts["y"])]
    found = (_day(year, month, int(parts["d"])) for year in years)
    return frozenset(day for day in found if day and not fault_in_date(day, today=today))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
