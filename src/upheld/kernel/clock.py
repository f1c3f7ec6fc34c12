"""The only place that reads the system's clock. Doors ask it; commands are told the time (`at=`)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_frozen_at: ContextVar[datetime | None] = ContextVar("upheld_frozen_at", default=None)


def now() -> datetime:
    """The moment it is, aware and in UTC; inside `freeze`, the moment it was frozen at."""
    return _frozen_at.get() or datetime.now(UTC)


def today(zone: str = "Europe/London") -> date:
    """The day it is for people who live in `zone`, an IANA name of a time zone."""
    return now().astimezone(ZoneInfo(zone)).date()


@contextmanager
def freeze(at: datetime) -> Iterator[datetime]:
    """Hold the clock still at an aware moment, in this context only (a new thread sees the real time).

    For tests and for the demonstration. Freezes may be nested. Raises ValueError when `at` has no time zone.
    """
    if at.utcoffset() is None:
        raise ValueError(
            "freeze needs a moment with a time zone, such as datetime(2025, 3, 1, 9, tzinfo=UTC)."
        )
    token = _frozen_at.set(at.astimezone(UTC))
    try:
        yield at.astimezone(UTC)
    finally:
        _frozen_at.reset(token)
