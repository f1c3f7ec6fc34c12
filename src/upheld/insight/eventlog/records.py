"""What a log says, as frozen records, and what goes wrong when one is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class LogEvent:
    """One line of a case's history: who did what, and when.

    `reference` is the log's own name for the event (`concept:instance`), or `CASE#N` for the Nth entry of the
    case in the file where the log gives none or gives the same one twice. `at` is aware and keeps the offset
    it was written with.
    """

    reference: str
    activity: str
    worker: str | None
    group: str | None
    at: datetime
    transition: str | None

    @property
    def is_work(self) -> bool:
        """Whether this event counts as work done: it is complete, or its log does not record transitions."""
        return self.transition is None or self.transition.casefold() == COMPLETE


@dataclass(frozen=True, slots=True)
class LogCase:
    """One case of a log, with its events in time order (events of the same moment stay in file order).

    `attributes` holds everything that the log says of the case itself: a full date and time as an aware
    datetime, anything else as the text that was written. `deadline_at` and `finished_at` are None where the
    log does not say.
    """

    reference: str
    attributes: Mapping[str, str | datetime]
    events: tuple[LogEvent, ...]
    started_at: datetime
    deadline_at: datetime | None
    finished_at: datetime | None

    @property
    def work(self) -> tuple[LogEvent, ...]:
        """The events that count as work done, in time order."""
        return tuple(event for event in self.events if event.is_work)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something in the file that could not be read, and why.

    `row` is where to look: the row of a CSV as a spreadsheet numbers it (the heading is row 1), the line of
    an XES.
    """

    row: int
    field: str
    value: str
    reason: str


class NotALog(ValueError):
    """The file is not a case event log that can be read; the message says what was expected."""


class LogIsDamaged(ValueError):
    """The file began as a log and stops being readable; the message says where. Cases before that were
    yielded.
    """


class LogHasUnreadableRows(ValueError):
    """A row could not be read and the caller gave no list to keep it in, so reading stopped rather than lose
    it.
    """

    def __init__(self, found: Unreadable) -> None:
        # The value itself may be personal, and messages are logged: it stays on the record only.
        super().__init__(
            f"Row {found.row}, {found.field}: {found.reason} Nothing more was read. "
            "Mend the row, or pass problems=[] to keep such rows apart and read the rest."
        )
        self.found = found
