"""Telling the good rows of an extract from the bad: their shape, their characters, and what they say."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from upheld.domains.people.queries import (
    FaultyRow,
    ReceivedRecord,
    RowIsFaulty,
    RowReader,
    columns_of,
    headings_of,
)
from upheld.journeys.delimited_rows import Row
from upheld.policy import SourceSystem


def sort_rows(
    rows: Sequence[Row], headings: list[str], reader: RowReader
) -> tuple[list[ReceivedRecord], list[FaultyRow]]:
    """Tell the rows that can be read from those that cannot, each of which says why."""
    good, bad = [], []
    for row in rows:
        raw = dict(zip(headings, row.cells, strict=False))
        try:
            _check_shape(row, headings)
            _check_text(raw, reader.layout)
            good.append(reader.read(raw))
        except RowIsFaulty as fault:
            raw |= {f"column {n}": text for n, text in enumerate(row.cells, 1) if n > len(headings)}
            bad.append(_faulty(row, raw, fault, reader.layout))
    return good, bad


def _check_shape(row: Row, headings: list[str]) -> None:
    if row.problem:
        raise RowIsFaulty("row", row.text[:200], row.problem)
    if len(row.cells) != len(headings):
        columns = f"the file has {len(headings)} columns"
        raise RowIsFaulty(
            "row", row.text[:200].strip(), f"The row has {len(row.cells)} values where {columns}."
        )


def _check_text(raw: Mapping[str, str], layout: SourceSystem) -> None:
    whole = "".join(raw.values())
    if whole.isascii() and "\0" not in whole:
        return
    for heading, text in raw.items():
        if readable(text) != text:
            name = next((name for name in layout.columns if heading in columns_of(layout, name)), heading)
            reason = (
                f"It holds characters that are not {layout.encoding}. Ask for the extract in that encoding."
            )
            raise RowIsFaulty(name, text, reason)


def _faulty(row: Row, raw: Mapping[str, str], fault: RowIsFaulty, layout: SourceSystem) -> FaultyRow:
    shown = {readable(heading): readable(text) for heading, text in raw.items() if heading}
    wanted = headings_of(layout)
    whole = [row.text] if fault.field == "row" else [raw.get(heading, "") for heading in wanted]
    fingerprint = "\x1f".join(readable(text) for text in whole)
    return FaultyRow(
        row_number=row.number,
        field=readable(fault.field),
        value=readable(fault.value),
        reason=fault.reason,
        raw=shown or {"row": readable(row.text)},
        digest=hashlib.sha256(fingerprint.encode()).hexdigest(),
    )


def readable(text: str) -> str:
    """Write out what the database cannot keep: the byte itself in hexadecimal."""
    if text.isascii() and "\0" not in text:
        return text
    marked = text.replace("\0", "\\x00")
    return "".join(
        f"\\x{ord(mark) - 0xDC00:02x}" if "\udc80" <= mark <= "\udcff" else mark for mark in marked
    )
