"""Importing people from a benefit system's extract: reading the file, setting bad rows aside, receiving the
rest.

The file is read row by row, and kept in batches, each in a transaction of its own: an import that is
stopped half-way is simply begun again, because repeating it changes nothing. Each new record is linked as it
arrives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from upheld.domains.access.queries import the_service
from upheld.domains.people import commands as people
from upheld.domains.people.queries import (
    FaultyRow,
    ImportCounts,
    Linker,
    ReceivedRecord,
    RowReader,
    columns_of,
    get_quarantined_row,
    headings_of,
    missing_headings,
)
from upheld.domains.workforce.queries import list_offices
from upheld.journeys.delimited_rows import Row, read_rows
from upheld.journeys.extract_rows import readable, sort_rows
from upheld.journeys.linking.linker import ModelLinker
from upheld.journeys.whole_extract import NamedRecords, withdraw_unnamed
from upheld.kernel.errors import RuleBroken
from upheld.policy import SourceSystem, current_pack

BATCH = 1_000

Batch = tuple[list[ReceivedRecord], list[FaultyRow], int]
"""Good rows, bad rows, and how many bytes of the file were read with them."""


class FileCannotBeOpened(RuleBroken):
    """The file {name} cannot be opened: {why}. Nothing was kept. Check its path and who may read it."""


class FileIsEmpty(RuleBroken):
    """The file {name} is empty. Nothing was kept. Ask for the extract again."""


class FileLacksColumns(RuleBroken):
    """The file {name} is not an extract of {system}: it lacks {missing}. Nothing was kept.
    It has the columns {found}. Choose another --system, or correct the columns of this one in the pack.
    """


class ColumnIsThereTwice(RuleBroken):
    """The file {name} has the column {column} twice, so that nobody can tell which counts. Nothing was
    kept.
    """


class NoSuchOffice(RuleBroken):
    """There is no office "{key}". Nothing was kept. There are: {known}."""


class OfficeIsMissing(RuleBroken):
    """The extracts of {system} do not say which office serves a client. Nothing was kept. Say it with
    --office.
    """


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far an import is: bytes of the file, what became of the rows so far, and how many were set aside.

    `already_quarantined` counts, among `quarantined`, those that an earlier import had set aside.
    `unreadable` counts the rows of which nobody can tell whom they name: with one of them, a whole extract
    withdraws nothing.
    """

    bytes_read: int
    bytes_total: int
    counts: ImportCounts = field(default_factory=ImportCounts)
    quarantined: int = 0
    already_quarantined: int = 0
    unreadable: int = 0

    @property
    def rows(self) -> int:
        """How many rows were read, good and bad."""
        return self.counts.read + self.quarantined


def import_people(
    *,
    path: Path,
    system: str,
    office_key: str = "",
    extract_on: date | None = None,
    complete: bool = False,
    by: UUID,
    at: datetime,
    batch: int = BATCH,
) -> Iterator[Progress]:
    """Import an extract, and say after each batch how far it is; the last says what came of it all.

    `office_key` and `extract_on` stand in for rows that say neither. `complete` says that the extract names
    everybody whom the system holds: records that it does not name are marked as withdrawn.

    Raises, before anything is kept, UnknownValue for a system that the pack does not know,
    FileCannotBeOpened, FileIsEmpty, FileLacksColumns, ColumnIsThereTwice, NoSuchOffice, OfficeIsMissing.
    """
    layout = current_pack().system(system, at.date())
    reader = _reader(layout, office_key, extract_on, at.date())
    with _opened(path) as source, _text(source, layout) as text:
        rows = read_rows(text, layout.delimiter)
        headings = _headings(next(rows, None), path.name, layout, reader)
        progress = Progress(bytes_read=0, bytes_total=path.stat().st_size)
        yield progress
        named, linker = NamedRecords(layout), ModelLinker()
        batches = ((*sort_rows(some, headings, reader), source.tell()) for some in _in_batches(rows, batch))
        for good, bad, bytes_read in _read_ahead(batches):
            progress = _keep(progress, good, bad, path.name, system, reader, linker, by, at)
            progress = replace(progress, bytes_read=bytes_read)
            named.take(good, bad)
            yield progress
    if complete:
        withdrawn = ImportCounts(withdrawn=withdraw_unnamed(named, system=system, by=by, at=at))
        yield replace(progress, counts=progress.counts + withdrawn, unreadable=named.unreadable)


def retry_rows(*, row_ids: Sequence[int], by: UUID, at: datetime) -> Iterator[tuple[int, people.Retried]]:
    """Try rows again, each in a transaction of its own. Raises NoSuchQuarantinedRow, RowIsSettled."""
    offices, linker = _offices(), ModelLinker()
    for row_id in row_ids:
        retried = people.retry_quarantined_row(row_id=row_id, offices=offices, linker=linker, by=by, at=at)
        yield row_id, retried


def row_for_export(row_id: int) -> tuple[SourceSystem, dict[str, str]]:
    """A quarantined row as its system writes it, with its corrections, and the layout of the system."""
    row = get_quarantined_row(viewer=the_service(), row_id=row_id)
    layout = current_pack().system(row.system)
    known = {**row.raw, **row.corrections}
    return layout, {heading: known.get(heading, "") for heading in headings_of(layout)}


def _offices() -> dict[str, UUID]:
    return {office.key.lower(): office.id for office in list_offices(viewer=the_service())}


def _reader(layout: SourceSystem, office_key: str, extract_on: date | None, today: date) -> RowReader:
    offices = _offices()
    if office_key and office_key.lower() not in offices:
        raise NoSuchOffice(key=office_key, known=", ".join(sorted(offices)) or "none")
    if not office_key and not columns_of(layout, "office"):
        raise OfficeIsMissing(system=layout.label)
    return RowReader(
        layout=layout,
        pack=current_pack(),
        offices=offices,
        today=today,
        office_id=offices.get(office_key.lower()),
        extract_on=extract_on,
    )


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise FileCannotBeOpened(name=path.name, why=error.strerror or type(error).__name__) from error


def _text(source: BinaryIO, layout: SourceSystem) -> TextIOWrapper:
    """Read text so that a byte outside the encoding is marked, and does not spoil the whole file."""
    encoding = "utf-8-sig" if layout.encoding == "utf-8" else layout.encoding
    return TextIOWrapper(source, encoding=encoding, errors="surrogateescape", newline="")


def _headings(first: Row | None, name: str, layout: SourceSystem, reader: RowReader) -> list[str]:
    if first is None:
        raise FileIsEmpty(name=name)
    headings = [heading.strip() for heading in first.cells]
    missing = missing_headings(
        layout,
        headings,
        office_is_given=reader.office_id is not None,
        extract_day_is_given=reader.extract_on is not None,
    )
    if missing:
        found = ", ".join(heading for heading in headings if heading) or "none"
        raise FileLacksColumns(
            name=name, system=layout.label, missing=", ".join(missing), found=readable(found[:500])
        )
    wanted = set(headings_of(layout))
    for heading, times in Counter(headings).items():
        if times > 1 and heading in wanted:
            raise ColumnIsThereTwice(name=name, column=heading)
    return headings


def _in_batches(rows: Iterator[Row], size: int) -> Iterator[list[Row]]:
    some: list[Row] = []
    for row in rows:
        some.append(row)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some


def _read_ahead(batches: Iterator[Batch]) -> Iterator[Batch]:
    """Read the next batch while the database keeps the one before it."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        coming = pool.submit(next, batches, None)
        while (batch := coming.result()) is not None:
            coming = pool.submit(next, batches, None)
            yield batch


def _keep(
    progress: Progress,
    good: Sequence[ReceivedRecord],
    bad: Sequence[FaultyRow],
    file_name: str,
    system: str,
    reader: RowReader,
    linker: Linker,
    by: UUID,
    at: datetime,
) -> Progress:
    counts, fresh = ImportCounts(), 0
    if good:
        counts = people.receive_source_records(rows=good, system=system, linker=linker, by=by, at=at)
    if bad:
        fresh = people.quarantine_rows(
            rows=bad,
            system=system,
            file_name=file_name,
            office_id=reader.office_id,
            extract_on=reader.extract_on,
            by=by,
            at=at,
        )
    return replace(
        progress,
        counts=progress.counts + counts,
        quarantined=progress.quarantined + len(bad),
        already_quarantined=progress.already_quarantined + len(bad) - fresh,
    )
