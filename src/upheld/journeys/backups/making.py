"""Makes a backup: of one moment, while people work."""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from django.db import connection, transaction
from pyrage import x25519

from upheld.journeys.backups.about import About
from upheld.journeys.backups.container import Packing
from upheld.journeys.backups.errors import BackupNotWritten, TargetExists
from upheld.journeys.backups.files import SECRET, files_that_matter
from upheld.journeys.backups.noting import LastBackup, note
from upheld.journeys.backups.postgresql import dumping, snapshot
from upheld.journeys.backups.sealing import sealed
from upheld.kernel import audit
from upheld.kernel.chained import RECORDS


@dataclass(frozen=True)
class Made:
    """A backup that was made: what it holds, its size in bytes, and the SHA-256 of the file as it is kept."""

    about: About
    size: int
    sha256: str


def back_up(
    *,
    target: Path,
    keys: Sequence[x25519.Recipient],
    home: Path,
    at: datetime,
    with_secret_key: bool = False,
    progress: Callable[[int], None] = lambda _: None,
) -> Made:
    """Write a backup to a new file, encrypted to `keys`, and note in `home` that it was made.

    `progress` is told how many bytes of the database were written. Raises TargetExists, BackupNotWritten,
    PostgreSQLRefused; then no file is left.
    """
    if target.exists():
        raise TargetExists(file=target)
    marks, not_whole = _marks()
    with _whole_or_not_at_all(target) as file:
        into = _Hashed(file)
        with sealed(into, keys) as stream, _one_moment():
            about = About.of_the_database(at=at, marks=marks, not_whole=not_whole)
            packing = Packing(stream, about)
            with dumping(snapshot()) as dump:
                packing.database(dump, progress)
            for path, name in files_that_matter(home):
                packing.file(path, name)
            if with_secret_key:
                packing.file(home / SECRET, SECRET)
            packing.end()
    made = Made(about, target.stat().st_size, into.sha256)
    note(home, LastBackup(made_at=at, file=str(target.absolute()), size=made.size))
    return made


def _marks() -> tuple[dict[str, str], tuple[str, ...]]:
    """What a check of each record says now, and no mark of one that somebody writes to without a pause."""
    marks, not_whole = {}, []
    for table, record in RECORDS.items():
        try:
            verdict = audit.verify(record=record)
        except audit.RecordIsBeingWritten:
            continue
        marks[table] = str(verdict.mark)
        not_whole += [] if verdict.is_whole else [table]
    return marks, tuple(not_whole)


@contextmanager
def _one_moment() -> Iterator[None]:
    """See the database as it is now, whatever others write meanwhile."""
    connection.close()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


@contextmanager
def _whole_or_not_at_all(target: Path) -> Iterator[IO[bytes]]:
    """A file for its owner alone beside the target, which gets its name when it is whole and on the disk."""
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(target)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise BackupNotWritten(file=target, why=error.strerror or type(error).__name__) from error
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


class _Hashed:
    """A file that is written to, and the digest of all that was."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._hash = file, hashlib.sha256()

    @property
    def sha256(self) -> str:
        """The digest so far."""
        return self._hash.hexdigest()

    def write(self, part: bytes) -> int:
        """Write on."""
        self._hash.update(part)
        return self._file.write(part)

    def flush(self) -> None:
        """Pass on what is held back."""
        self._file.flush()
