"""Reading a log written as CSV: one row per event, the case's own attributes repeated on every row of it.

The rows of a case need not stand together, so no case is known to be complete before the file ends. The rows
are therefore first copied into a temporary SQLite database (a private file that it deletes itself, spilled to
disk when it outgrows the cache) and read back case by case, in the order in which the cases first appear. One
case is in memory at a time. Rows keep their numbers on the way, which is why this is not left to a bulk
reader.
"""

import csv
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import tzinfo
from itertools import groupby
from typing import NamedTuple, TextIO

from upheld.insight.eventlog.assembling import (
    ACTIVITY,
    GROUP,
    INSTANCE,
    TIME,
    TRANSITION,
    WORKER,
    Cell,
    RawCase,
    RawEvent,
    Report,
    assemble,
)
from upheld.insight.eventlog.records import LogCase, LogIsDamaged, NotALog, Unreadable

CASE_COLUMN = "case:concept:name"
CASE_NAMES = (CASE_COLUMN, "case id", "case")
EVENT_NAMES = {
    ACTIVITY: (ACTIVITY, "activity"),
    TIME: (TIME, "timestamp"),
    WORKER: (WORKER, "resource", "worker"),
    GROUP: (GROUP, "group", "team"),
    TRANSITION: (TRANSITION, "transition"),
    INSTANCE: (INSTANCE, "event id"),
}
_REQUIRED = (ACTIVITY, TIME)
_PREFIX = "case:"


class Columns(NamedTuple):
    """Where in a row each thing stands: the case's reference, its attributes, the event's values."""

    case: int
    of_case: dict[str, int]
    of_event: dict[str, int]
    width: int


def read_csv(stream: TextIO, zone: tzinfo, report: Report) -> Iterator[LogCase]:
    """The cases of a CSV stream (opened with newline=""), in the order in which they first appear.

    Raises what `read_heading` does, and `LogIsDamaged` when a later row is not text in UTF-8 or not CSV.
    """
    columns, delimiter = read_heading(stream)
    rows = _numbered(csv.reader(stream, delimiter=delimiter))
    yield from _cases(_checked(rows, columns, report), columns, zone, report)


def read_heading(stream: TextIO) -> tuple[Columns, str]:
    """The columns of a log, and what separates them: comma, semicolon or tab, whichever the heading has most
    of.

    Raises `NotALog` when there is no column for the case, the activity or the time.
    """
    heading = stream.readline()
    delimiter = max(",;\t", key=heading.count)
    return _find_columns(next(csv.reader([heading], delimiter=delimiter), [])), delimiter


def _find_columns(heading: Sequence[str]) -> Columns:
    """Which column is which, by the names in the heading; the first of the known names wins."""
    names = {name.strip().casefold().replace("_", " "): at for at, name in reversed(list(enumerate(heading)))}
    case = next((names[name] for name in CASE_NAMES if name in names), None)
    of_event = {
        key: next(names[name] for name in known if name in names)
        for key, known in EVENT_NAMES.items()
        if any(name in names for name in known)
    }
    missing = [known for key in _REQUIRED if key not in of_event for known in [EVENT_NAMES[key]]]
    if case is None:
        missing.insert(0, CASE_NAMES)
    if case is None or missing:
        wanted = "; ".join(" or ".join(known) for known in missing)
        found = ", ".join(heading)[:200] or "nothing"
        raise NotALog(
            f"The first row must name the columns of a case event log. Missing: {wanted}. Found: {found}."
        )
    of_case = {
        name.strip().removeprefix(_PREFIX): at
        for at, name in enumerate(heading)
        if name.strip().startswith(_PREFIX) and at != case
    }
    return Columns(case, of_case, of_event, len(heading))


def _numbered(reader: Iterable[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty, with its number as a spreadsheet shows it."""
    row = 1
    try:
        for row, cells in enumerate(reader, start=2):
            if any(cells):
                yield row, cells
    except UnicodeDecodeError:
        raise LogIsDamaged(
            f"After row {row} the file is not text in UTF-8. Save it as CSV UTF-8 and try again."
        ) from None
    except csv.Error as wrong:
        raise LogIsDamaged(
            f"After row {row} the file is not CSV: {wrong}. Mend that row and try again."
        ) from None


def _checked(
    rows: Iterable[tuple[int, list[str]]], columns: Columns, report: Report
) -> Iterator[tuple[int, str, list[str]]]:
    """The rows that have the heading's width and name a case: (row, reference, cells). The others are
    reported.
    """
    for row, cells in rows:
        if len(cells) != columns.width:
            reason = (
                f"The row has {len(cells)} columns and the heading has {columns.width}, so it was left out."
            )
            report(Unreadable(row, "row", ",".join(cells), reason))
        elif not (reference := cells[columns.case].strip()):
            report(
                Unreadable(
                    row, CASE_COLUMN, "", "The row does not say which case it is about, so it was left out."
                )
            )
        else:
            yield row, reference, cells


def _cases(
    rows: Iterable[tuple[int, str, list[str]]], columns: Columns, zone: tzinfo, report: Report
) -> Iterator[LogCase]:
    """The rows gathered into cases by way of a temporary database."""
    with closing(sqlite3.connect("")) as sorter:
        sorter.execute(
            "CREATE TABLE entry (row INTEGER PRIMARY KEY, reference TEXT NOT NULL, cells TEXT NOT NULL)"
        )
        entries = ((row, reference, json.dumps(cells)) for row, reference, cells in rows)
        sorter.executemany("INSERT INTO entry VALUES (?, ?, ?)", entries)
        ordered = sorter.execute(
            "SELECT row, reference, cells FROM entry ORDER BY min(row) OVER (PARTITION BY reference), row"
        )
        for reference, group in groupby(ordered, key=lambda entry: entry[1]):
            case = assemble(_gather(reference, group, columns), zone, report)
            if case is not None:
                yield case


def _gather(reference: str, entries: Iterable[tuple[int, str, str]], columns: Columns) -> RawCase:
    """The rows of one case as a raw case. Where rows disagree about the case, the first that says anything is
    kept.
    """
    raw = RawCase(reference, 0)
    for row, _, stored in entries:
        raw.row = raw.row or row
        cells: list[str] = json.loads(stored)
        for name, at in columns.of_case.items():
            if cells[at] and name not in raw.attributes:
                raw.attributes[name] = Cell(row, cells[at])
        raw.events.append(RawEvent(row, {key: cells[at] for key, at in columns.of_event.items()}))
    return raw
