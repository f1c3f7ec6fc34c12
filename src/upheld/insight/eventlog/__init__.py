"""Reading a case event log: a file in which another system wrote down who did what to which case, and when.

`read_log` opens XES (gzipped or not) and CSV (gzipped or not) and yields one `LogCase` at a time. Rows that
cannot be read are kept apart as `Unreadable` with their row, field, value and reason; everything else in the
file is kept.
"""

from upheld.insight.eventlog.reading import read_log
from upheld.insight.eventlog.records import (
    LogCase,
    LogEvent,
    LogHasUnreadableRows,
    LogIsDamaged,
    NotALog,
    Unreadable,
)

__all__ = ["LogCase", "LogEvent", "LogHasUnreadableRows", "LogIsDamaged", "NotALog", "Unreadable", "read_log"]
