"""Puts a backup back: read through first, filled in beside, checked, and only then put in place."""

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path, PurePosixPath

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from pyrage import x25519

from upheld.journeys.backups.about import About, holds_data
from upheld.journeys.backups.container import Taking, unpack
from upheld.journeys.backups.errors import (
    BackupIsDamaged,
    DatabaseHoldsData,
    FilesStandThere,
    RestoredDiffers,
)
from upheld.journeys.backups.files import SECRET, STAGED, settle, stage
from upheld.journeys.backups.postgresql import Restoring, filling
from upheld.journeys.backups.sealing import opened
from upheld.kernel import audit
from upheld.kernel.audit import Mark
from upheld.kernel.chained import RECORDS


@dataclass(frozen=True)
class Restored:
    """What was put back, and how much of its records was checked."""

    about: About
    checked: int
    """Events and looks whose hash was worked out anew."""

    steps: int
    """Steps that the tables were behind this release; they were taken."""

    files: int


@dataclass(frozen=True)
class _Found:
    about: About
    files: list[PurePosixPath]


def restore(
    *,
    source: Path,
    keys: Sequence[x25519.Identity],
    home: Path,
    replace: bool = False,
    expect: str = "",
    progress: Callable[[str], None] = lambda _: None,
) -> Restored:
    """Put the database and the files of a backup in place of what is there.

    `expect` is the SHA-256 of the backup's file, noted when it was made. `progress` is told what is done now.
    Raises DoesNotFitTheKey, BackupIsNotOurs, BackupIsDamaged, BackupIsNewer, DatabaseHoldsData,
    FilesStandThere, OthersAreConnected, PostgreSQLRefused, RestoredDiffers, OSError. Until the new database
    has taken the name, what was there before is still there, also when it is interrupted; then files follow.
    """
    restoring = Restoring()
    with source.open("rb") as file:
        progress("Reading the backup through")
        found = _read_through(file, keys, expect)
        _refuse_to_lose(restoring, home, found, replace=replace)
        with restoring.made_afresh(), _staging(home):
            progress("Filling a new database")
            _fill(file, keys, restoring.new, home)
            with restoring.connected_to_the_new():
                progress("Checking every table, and the record of events")
                steps = _bring_up_to_date(found.about)
                checked = _check_the_records(found.about)
            restoring.refuse_if_used()
            restoring.swap()
            settle(home, found.files)
    return Restored(found.about, checked, steps, len(found.files))


def _read_through(file: BufferedReader, keys: Sequence[x25519.Identity], expect: str) -> _Found:
    if expect and hashlib.file_digest(file, "sha256").hexdigest() != expect.strip().lower():
        raise BackupIsDamaged
    about: list[About] = []

    def first(said: About) -> None:
        said.refuse_if_newer()
        about.append(said)

    with opened(file, keys) as stream:
        files = unpack(stream, Taking(about=first))
    return _Found(about[0], files)


def _refuse_to_lose(restoring: Restoring, home: Path, found: _Found, *, replace: bool) -> None:
    if not replace:
        _refuse_what_stands_there(restoring, home, found)
    restoring.refuse_if_used()


def _refuse_what_stands_there(restoring: Restoring, home: Path, found: _Found) -> None:
    held = restoring.exists() and holds_data()
    connection.close()
    if held:
        raise DatabaseHoldsData
    for name in found.files:
        if str(name) != SECRET and (home / name).exists():
            raise FilesStandThere(file=name)


def _fill(file: BufferedReader, keys: Sequence[x25519.Identity], name: str, home: Path) -> None:
    with opened(file, keys) as stream, filling(name) as dump:
        unpack(stream, Taking(database=dump.write, file=lambda name, parts: stage(home, name, parts)))


def _bring_up_to_date(about: About) -> int:
    about.refuse_if_different()
    executor = MigrationExecutor(connection)
    steps = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if steps:
        call_command("migrate", verbosity=0, interactive=False)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return steps


def _check_the_records(about: About) -> int:
    checked = 0
    for table, record in RECORDS.items():
        mark = about.marks.get(table)
        verdict = audit.verify(expect=Mark.read(mark) if mark else None, record=record)
        if verdict.as_expected is False or bool(verdict.faults) != (table in about.not_whole):
            raise RestoredDiffers(what=f"its record of {record.thing}s")
        checked += verdict.checked
    return checked


@contextmanager
def _staging(home: Path) -> Iterator[None]:
    shutil.rmtree(home / STAGED, ignore_errors=True)
    try:
        yield
    finally:
        shutil.rmtree(home / STAGED, ignore_errors=True)
