"""Reads files of person records, CSV or Parquet, and says exactly what in them cannot be read."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from upheld.insight.linkage.records import COLUMNS, TRUTH
from upheld.kernel.errors import RuleBroken

DATES = ("born_on", "died_on")
GROUPS = ("name_origin", "age_group", "true_sex")
"""Columns of a file that recall is reported by, where they are there; linkage never reads them."""
ONE_SYSTEM = "file"
"""The system of records that name none."""


class NoSuchFile(RuleBroken):
    """There is no file {name}. Nothing was read. Check the name, or say febrl3 or febrl4."""


class NotAFileOfRecords(RuleBroken):
    """The file {name} cannot be read as {kind}: {why}. Nothing was kept. Mend the file, or name another."""


class ColumnIsMissing(RuleBroken):
    """The file {name} has no column {column}. It has: {found}. Nothing was read. What each column is called
    stands in docs/reference/linkage.md.
    """


class ColumnIsNamedTwice(RuleBroken):
    """The file {name} has two columns called {column}. Nothing was read. Give one of them another name."""


class ColumnCannotBeRead(RuleBroken):
    """Column {column} of {name} holds {kind}, where text{or_dates} should stand. Nothing was read. Write it
    as text.
    """


class ValueCannotBeRead(RuleBroken):
    """Column {column}, row {row}: “{value}” {why}. Nothing was linked. Mend the row; the heading is row 1."""


def read_file(path: Path) -> pa.Table:
    """The records of a file: every column of COLUMNS, then truth and groups where the file has them.

    Texts are never null (empty: not held); dates are days or null. Other columns are left out: see `unread`.

    Raises:
        NoSuchFile: there is none of that name.
        NotAFileOfRecords: it is neither CSV nor Parquet, is damaged, or holds no record.
        ColumnIsMissing, ColumnIsNamedTwice, ColumnCannotBeRead: what a column lacks.
        ValueCannotBeRead: a reference that is empty or given twice, or a date that is none.

    """
    if not path.is_file():
        raise NoSuchFile(name=path)
    read = _read_parquet(path) if _is_parquet(path) else _read_csv(path)
    if not read.num_rows:
        raise NotAFileOfRecords(name=path.name, kind="records", why="it holds no record")
    return complete(read, path.name)


def complete(read: pa.Table, name: str = "the table") -> pa.Table:
    """A table of records with every column of COLUMNS, checked. Raises as `read_file`."""
    for column in read.column_names:
        if read.column_names.count(column) > 1:
            raise ColumnIsNamedTwice(name=name, column=column)
    if "record_id" not in read.column_names:
        raise ColumnIsMissing(name=name, column="record_id", found=", ".join(read.column_names))
    columns = {column: _column(read, column, name) for column in COLUMNS}
    if "system" not in read.column_names:
        columns["system"] = pa.repeat(ONE_SYSTEM, read.num_rows)
    columns |= {one: _texts(read, one, name) for one in (TRUTH, *GROUPS) if one in read.column_names}
    _check_references(columns["record_id"])
    if TRUTH in columns:
        _check_filled(columns[TRUTH], TRUTH, "is empty: say of every record whom it is about, or of none")
    return pa.table(columns)


@contextmanager
def checked(path: Path) -> Iterator[tuple[Path, pa.Table]]:
    """A file of records that can be linked as it stands, and what is known of each record: truth, groups.

    Anything but Parquet with every column is written, complete, to a folder that is removed afterwards. So
    the records need not stay in memory meanwhile. Raises as `read_file`.
    """
    read = read_file(path)
    about = read.select([name for name in ("record_id", TRUTH, *GROUPS) if name in read.column_names])
    with TemporaryDirectory(prefix="linkage-") as folder:
        ready = path
        if path.suffix != ".parquet" or not set(COLUMNS) <= set(pyarrow.parquet.read_schema(path).names):
            ready = Path(folder) / "records.parquet"
            pyarrow.parquet.write_table(read.select(list(COLUMNS)), ready)
        del read
        yield ready, about


def unread(path: Path) -> tuple[str, ...]:
    """The columns of a file that are not read: perhaps misspelt."""
    names = pyarrow.parquet.read_schema(path).names if _is_parquet(path) else _heading(path)
    return tuple(name for name in names if name not in (*COLUMNS, TRUTH, *GROUPS))


def _is_parquet(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PAR1" or path.suffix.casefold() == ".parquet"


def _read_parquet(path: Path) -> pa.Table:
    try:
        return pyarrow.parquet.read_table(path)
    except (pa.ArrowException, OSError) as error:
        raise NotAFileOfRecords(name=path.name, kind="Parquet", why=_first_line(error)) from None


def _read_csv(path: Path) -> pa.Table:
    heading = _heading(path)
    texts = pyarrow.csv.ConvertOptions(
        column_types=dict.fromkeys(heading, pa.string()), strings_can_be_null=False
    )
    try:
        return pyarrow.csv.read_csv(
            path, convert_options=texts, parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True)
        )
    except (pa.ArrowException, OSError) as error:
        raise NotAFileOfRecords(name=path.name, kind="CSV", why=_first_line(error)) from None


def _heading(path: Path) -> list[str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return next(csv.reader(file), [])
    except (UnicodeDecodeError, csv.Error):
        raise NotAFileOfRecords(name=path.name, kind="CSV", why="its heading is not text in UTF-8") from None


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0].rstrip(".")


def _column(read: pa.Table, column: str, name: str) -> pa.ChunkedArray | pa.Array:
    if column not in read.column_names:
        blank = pa.scalar(None, pa.date32()) if column in DATES else ""
        return pa.repeat(blank, read.num_rows)
    return _days(read, column, name) if column in DATES else _texts(read, column, name)


def _texts(read: pa.Table, column: str, name: str) -> pa.ChunkedArray:
    held = read[column]
    kind = held.type.value_type if pa.types.is_dictionary(held.type) else held.type
    known = (pa.types.is_string, pa.types.is_large_string, pa.types.is_integer, pa.types.is_null)
    if held.null_count == len(held):
        return pa.chunked_array([pa.repeat("", len(held))])
    if not any(fits(kind) for fits in known):
        raise ColumnCannotBeRead(column=column, name=name, kind=kind, or_dates="")
    return pc.fill_null(held.cast(pa.string()), "")


def _days(read: pa.Table, column: str, name: str) -> pa.ChunkedArray:
    held = read[column]
    if held.null_count == len(held):
        return pa.chunked_array([pa.nulls(len(held), pa.date32())])
    if pa.types.is_date(held.type) or pa.types.is_timestamp(held.type):
        return held.cast(pa.date32(), safe=False)
    if not (pa.types.is_string(held.type) or pa.types.is_large_string(held.type)):
        raise ColumnCannotBeRead(column=column, name=name, kind=held.type, or_dates=" or dates")
    text = pc.utf8_trim_whitespace(held.cast(pa.string()))
    for shape, rest in (
        ("^[0-9]{4}$", "-01-01"),
        ("^[0-9]{4}-[0-9]{2}$", "-01"),
    ):  # known to the year or month
        short = pc.match_substring_regex(text, shape)
        text = pc.if_else(short, pc.binary_join_element_wise(text, rest, ""), text)
    written = pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)
    try:
        return written.cast(pa.date32())
    except pa.ArrowInvalid:
        row, value = next(_not_days(written))
        raise ValueCannotBeRead(
            column=column, row=row, value=value, why="is not a date written as 2026-03-14, 2026-03 or 2026"
        ) from None


def _not_days(written: pa.ChunkedArray) -> Iterator[tuple[int, str]]:
    """Row and value of each text that is no date; the heading is row 1."""
    for row, value in enumerate(written.to_pylist(), start=2):
        try:
            if value is not None:
                pa.scalar(value, pa.string()).cast(pa.date32())
        except pa.ArrowInvalid:
            yield row, value


def _check_filled(values: pa.ChunkedArray, column: str, why: str) -> None:
    empty = pc.index(values, pa.scalar("", pa.string())).as_py()
    if empty >= 0:
        raise ValueCannotBeRead(column=column, row=empty + 2, value="", why=why)


def _check_references(references: pa.ChunkedArray) -> None:
    _check_filled(references, "record_id", "is empty, and a record needs a reference")
    if len(pc.unique(references)) == len(references):
        return
    seen: set[str] = set()
    for row, value in enumerate(references.to_pylist(), start=2):
        if value in seen:
            raise ValueCannotBeRead(
                column="record_id", row=row, value=value, why="was given to an earlier row too"
            )
        seen.add(value)
