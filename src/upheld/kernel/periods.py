"""Periods of days, half-open: the start belongs to it, the end does not; without an end it runs on."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, order=False)
class Period:
    """From `start`, up to but without `end`; `end=None` runs on. Raises ValueError unless it has a day."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise ValueError(f"A period cannot end on {self.end}, on or before its start on {self.start}.")

    @classmethod
    def through(cls, first: date, last: date | None) -> "Period":
        """The period whose last day is `last`, as people say it: "from Monday to Friday"."""
        return cls(first, None if last is None else last + timedelta(days=1))

    @property
    def last_day(self) -> date | None:
        """The last day that belongs to the period, or None while it runs on."""
        return None if self.end is None else self.end - timedelta(days=1)

    @property
    def days(self) -> int | None:
        """How many days the period has, or None while it runs on."""
        return None if self.end is None else (self.end - self.start).days

    def contains(self, day: date) -> bool:
        """Whether the day belongs to the period."""
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: "Period") -> bool:
        """Whether any day belongs to both."""
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)

    def abuts(self, other: "Period") -> bool:
        """Whether one starts on the very day that the other has ended: no day between, no day shared."""
        return self.end == other.start or other.end == self.start
