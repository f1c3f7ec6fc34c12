"""Opening a log, whatever its format: what the file contains decides, not what it is called."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader, TextIOWrapper
from pathlib import Path
from typing import BinaryIO, cast
from zoneinfo import ZoneInfo

from upheld.insight.eventlog.assembling import Report
from upheld.insight.eventlog.delimited import read_csv, read_heading
from upheld.insight.eventlog.records import LogCase, LogHasUnreadableRows, LogIsDamaged, NotALog, Unreadable
from upheld.insight.eventlog.xes import read_xes

_GZIP = b"\x1f\x8b"
_UTF8_MARK = b"\xef\xbb\xbf"


def read_log(
    path: str | Path, *, zone: str = "Europe/London", problems: list[Unreadable] | None = None
) -> Iterator[LogCase]:
    """The cases of the log at `path` (XES or CSV, gzipped or not), one at a time.

    Times without an offset are local to `zone`. What cannot be read is appended to `problems` while the
    iterator is consumed, and the rest is kept; without a list the first such row raises
    `LogHasUnreadableRows`. Raises `NotALog` when the file is something else, `LogIsDamaged` where it breaks
    off, OSError when it cannot be opened, and `zoneinfo.ZoneInfoNotFoundError` for an unknown zone.
    """
    report = problems.append if problems is not None else _refuse
    where, path = ZoneInfo(zone), Path(path)
    # Looked at once before, so that a file which is not a log is refused here and not at the first case.
    with _opened(path) as stream:
        is_xml = _is_xml(stream)
    return _cases(path, is_xml, where, report)


def _is_xml(stream: BinaryIO) -> bool:
    """Whether the file is XML; otherwise it is a CSV with the columns of a log, or refused."""
    buffered = cast(BufferedReader, stream)
    beginning = buffered.peek(1024)[:1024].removeprefix(_UTF8_MARK).lstrip()
    if not beginning:
        raise NotALog("The file is empty. A case event log in XES or CSV was expected.")
    if beginning.startswith(b"<"):
        return True
    if b"\0" in beginning:
        raise NotALog("The file is not text. A case event log in XES (gzipped or not) or CSV was expected.")
    with _text(stream) as text:
        try:
            read_heading(text)
        except UnicodeDecodeError:
            raise NotALog("The file is not text in UTF-8. Save the log as CSV UTF-8, or as XES.") from None
    return False


def _cases(path: Path, is_xml: bool, zone: ZoneInfo, report: Report) -> Iterator[LogCase]:
    """The cases of the file, which is closed after the last one or when the reader stops early."""
    with _opened(path) as stream:
        if is_xml:
            yield from read_xes(stream, zone, report)
        else:
            with _text(stream) as text:
                yield from read_csv(text, zone, report)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """The file's bytes, unpacked if they are gzipped; a damaged package is said to be one."""
    with path.open("rb") as raw:
        packed = raw.read(2) == _GZIP
    with gzip.open(path, "rb") if packed else path.open("rb") as stream:
        try:
            yield cast(BinaryIO, stream)
        except (EOFError, gzip.BadGzipFile, zlib.error):
            raise LogIsDamaged(
                "The gzipped file is incomplete or damaged. Cases before the break were read. Fetch it again."
            ) from None


def _text(stream: BinaryIO) -> TextIOWrapper:
    return TextIOWrapper(stream, encoding="utf-8-sig", newline="")


def _refuse(found: Unreadable) -> None:
    raise LogHasUnreadableRows(found)
