"""Opening a log, whatever its format: what the file contains decides, not what it is called."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from io import BufferedReader, TextIOWrapper
from pathlib import Path
from typing import BinaryIO, cast
from zoneinfo import ZoneInfo

from upheld.insight.eventlog.assembling import Report
from upheld.insight.eventlog.delimited import read_csv
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
    where = ZoneInfo(zone)
    with ExitStack() as opened:
        stream = opened.enter_context(_open(Path(path)))
        cases = _cases_of(stream, where, report)
        return _until_done(cases, opened.pop_all())


def _open(path: Path) -> BinaryIO:
    """The file's bytes, unpacked if they are gzipped."""
    with path.open("rb") as raw:
        packed = raw.read(2) == _GZIP
    return cast(BinaryIO, gzip.open(path, "rb") if packed else path.open("rb"))


def _cases_of(stream: BinaryIO, zone: ZoneInfo, report: Report) -> Iterator[LogCase]:
    """The cases of an opened file, by the first character in it. A file that is plainly not a log is refused
    here.
    """
    buffered = cast(BufferedReader, stream)
    try:
        beginning = buffered.peek(1024)[:1024].removeprefix(_UTF8_MARK).lstrip()
        if not beginning:
            raise NotALog("The file is empty. A case event log in XES or CSV was expected.")
        if beginning.startswith(b"<"):
            return read_xes(stream, zone, report)
        if b"\0" in beginning:
            raise NotALog(
                "The file is not text. A case event log in XES (gzipped or not) or CSV was expected."
            )
        return read_csv(TextIOWrapper(buffered, encoding="utf-8-sig", newline=""), zone, report)
    except (EOFError, gzip.BadGzipFile, zlib.error):
        raise LogIsDamaged(
            "The gzipped file is damaged or incomplete; nothing was read. Fetch it again."
        ) from None
    except UnicodeDecodeError:
        raise NotALog("The first row is not text in UTF-8. Save the log as CSV UTF-8, or as XES.") from None


def _until_done(cases: Iterator[LogCase], opened: ExitStack) -> Iterator[LogCase]:
    """The same cases, closing the file after the last one or when the reader stops early."""
    with opened:
        try:
            yield from cases
        except (EOFError, gzip.BadGzipFile, zlib.error):
            raise LogIsDamaged(
                "The gzipped file is incomplete. The cases before the break were read. Fetch it again."
            ) from None


def _refuse(found: Unreadable) -> None:
    raise LogHasUnreadableRows(found)
