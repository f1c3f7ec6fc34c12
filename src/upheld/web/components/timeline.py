"""What happened, grouped by day, with the noise folded away."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils import timezone


@dataclass(frozen=True)
class Entry:
    """One thing that happened, as a sentence that says who did what. `about` names the benefit or the case.

    `detail` is longer text, such as a note. `noise` marks what is rarely looked for: it is folded away
    within its day.
    """

    at: datetime
    sentence: str
    about: str = ""
    href: str = ""
    detail: str = ""
    noise: bool = False


@dataclass(frozen=True)
class Day:
    """The entries of one day, in the order given, and those of it that are folded away."""

    on: date
    entries: tuple[Entry, ...]
    folded: tuple[Entry, ...]


def by_day(entries: Iterable[Entry]) -> list[Day]:
    """Group entries, which are already in order, by the day on which they happened here."""
    days = groupby(entries, key=lambda entry: timezone.localtime(entry.at).date())
    return [_day(on, tuple(of_day)) for on, of_day in days]


def _day(on: date, entries: tuple[Entry, ...]) -> Day:
    shown = tuple(entry for entry in entries if not entry.noise)
    folded = tuple(entry for entry in entries if entry.noise)
    return Day(on, shown, folded)
