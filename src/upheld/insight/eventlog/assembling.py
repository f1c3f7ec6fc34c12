"""From what a reader found in a file to a `LogCase`: the same steps for each format, so formats agree."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import NamedTuple

from upheld.insight.eventlog.moments import EXPECTED, read_moment, read_value
from upheld.insight.eventlog.records import LogCase, LogEvent, Unreadable

CASE = "concept:name"
ACTIVITY = "concept:name"
TIME = "time:timestamp"
WORKER = "org:resource"
GROUP = "org:group"
TRANSITION = "lifecycle:transition"
INSTANCE = "concept:instance"

START_NAMES = ("startdate", "start_date")
DEADLINE_NAMES = ("deadline", "due_date")
FINISH_NAMES = ("enddate", "end_date")

NOBODY = {"", "EMPTY"}

Report = Callable[[Unreadable], None]


class Cell(NamedTuple):
    """A text and the row of the file that it stands on."""

    row: int
    text: str


@dataclass(slots=True)
class RawEvent:
    """An event as written: its row, and its values under their XES names."""

    row: int
    values: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class RawCase:
    """A case as written: its reference, the row on which it begins, its own attributes and its events in file
    order.
    """

    reference: str
    row: int
    attributes: dict[str, Cell] = field(default_factory=dict)
    events: list[RawEvent] = field(default_factory=list)


def assemble(raw: RawCase, zone: tzinfo, report: Report) -> LogCase | None:
    """The case that a reader found, or None when nothing in it says when it happened (which is then
    reported).
    """
    events = tuple(sorted(_events(raw, zone, report), key=lambda event: event.at))
    deadline = _attribute_moment(raw, DEADLINE_NAMES, zone, report, end_of_day=True)
    finish = _attribute_moment(raw, FINISH_NAMES, zone, report)
    start = _attribute_moment(raw, START_NAMES, zone, report) or (events[0].at if events else None)
    if start is None:
        report(
            Unreadable(raw.row, TIME, "", "The case has no start and no readable event, so it was left out.")
        )
        return None
    return LogCase(
        reference=raw.reference,
        attributes={name: read_value(cell.text, zone) for name, cell in sorted(raw.attributes.items())},
        events=events,
        started_at=start,
        deadline_at=deadline,
        finished_at=finish,
    )


def _events(raw: RawCase, zone: tzinfo, report: Report) -> list[LogEvent]:
    """The readable events of a case in file order, each with a reference of its own."""
    taken: set[str] = set()
    events = []
    # Unreadable events keep their position, so that mending one later does not rename the others.
    for position, written in enumerate(raw.events, start=1):
        by_position = f"{raw.reference}#{position}"
        reference = written.values.get(INSTANCE) or by_position
        event = _event(written, by_position if reference in taken else reference, zone, report)
        if event is not None:
            taken.add(event.reference)
            events.append(event)
    return events


def _event(written: RawEvent, reference: str, zone: tzinfo, report: Report) -> LogEvent | None:
    """One event, or None after reporting what is missing or unreadable in it."""
    values = written.values
    activity = values.get(ACTIVITY, "").strip()
    if not activity:
        report(
            Unreadable(written.row, ACTIVITY, "", "The event does not say what was done, so it was left out.")
        )
        return None
    at = _moment(Cell(written.row, values.get(TIME, "")), TIME, zone, report)
    if at is None:
        return None
    worker, group = (values.get(name, "").strip() for name in (WORKER, GROUP))
    return LogEvent(
        reference=reference,
        activity=activity,
        worker=None if worker in NOBODY else worker,
        group=None if group in NOBODY else group,
        at=at,
        transition=values.get(TRANSITION, "").strip() or None,
    )


def _attribute_moment(
    raw: RawCase, names: tuple[str, ...], zone: tzinfo, report: Report, *, end_of_day: bool = False
) -> datetime | None:
    """The moment that the first present of these case attributes states, or None."""
    for name in names:
        if name in raw.attributes:
            return _moment(raw.attributes[name], name, zone, report, end_of_day=end_of_day)
    return None


def _moment(
    cell: Cell, name: str, zone: tzinfo, report: Report, *, end_of_day: bool = False
) -> datetime | None:
    """The moment in a cell, or None after reporting that it cannot be read."""
    try:
        return read_moment(cell.text, zone, end_of_day=end_of_day)
    except (ValueError, OverflowError):
        said = "This is not a date and time." if cell.text.strip() else "The time is missing."
        report(Unreadable(cell.row, name, cell.text, f"{said} {EXPECTED}"))
        return None
