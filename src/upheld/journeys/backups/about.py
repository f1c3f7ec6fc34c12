"""What a backup says of itself, first of all: by which release it was made, and what must be there again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql
from pydantic import TypeAdapter

from upheld import __version__
from upheld.journeys.backups.errors import BackupIsNewer, RestoredDiffers
from upheld.kernel.chained import RECORDS

FORMAT = 1
FILLED_BY_MIGRATIONS = frozenset({"django_migrations", "django_content_type", "auth_permission"})

_TABLES = """
    SELECT n.nspname || '.' || c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
     ORDER BY 1
"""


@dataclass(frozen=True)
class About:
    """One backup. `rows` counts each table, with all its partitions."""

    format: int
    release: str
    made_at: datetime
    server: int
    migrations: tuple[str, ...]
    rows: dict[str, int]
    marks: dict[str, str]
    """What a check of each record (events, looks) said just before, by its table; without one that was being
    written all the while.
    """

    not_whole: tuple[str, ...]
    """The records that were not whole then."""

    @classmethod
    def of_the_database(cls, *, at: datetime, marks: dict[str, str], not_whole: tuple[str, ...]) -> About:
        """What the connected database holds, as seen by the present transaction."""
        return cls(
            format=FORMAT,
            release=__version__,
            made_at=at,
            server=connection.cursor().connection.info.server_version // 10_000,
            migrations=applied_migrations(),
            rows=count_rows(),
            marks=marks,
            not_whole=not_whole,
        )

    @classmethod
    def read(cls, text: bytes) -> About:
        """Read what `as_json` wrote. Raises ValueError."""
        return TypeAdapter(cls).validate_json(text)

    def as_json(self) -> bytes:
        """As it stands in the backup."""
        return TypeAdapter(About).dump_json(self, indent=2)

    def refuse_if_newer(self) -> None:
        """Raise BackupIsNewer when it holds steps or a form that this release does not know."""
        ours = {".".join(step) for step in MigrationLoader(None).disk_migrations}
        if self.format > FORMAT or not set(self.migrations) <= ours:
            raise BackupIsNewer(theirs=self.release, ours=__version__)

    def refuse_if_different(self) -> None:
        """Raise RestoredDiffers when the connected database is not what was backed up."""
        for what, theirs, ours in (
            ("its migrations", self.migrations, applied_migrations()),
            ("its number of rows", self.rows, count_rows()),
        ):
            if theirs != ours:
                raise RestoredDiffers(what=what)


def marks_in_words(about: About) -> list[tuple[str, str]]:
    """For each record what its rows are called (events, looks), and the mark that was taken of it."""
    none = "none could be taken while it was being written"
    return [(f"{record.thing}s", about.marks.get(table, none)) for table, record in RECORDS.items()]


def count_rows() -> dict[str, int]:
    """How many rows each table holds."""
    counted = {}
    with connection.cursor() as cursor:
        for name in _table_names():
            table = sql.Identifier(*name.split(".", 1))
            cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(table))
            counted[name] = cursor.fetchone()[0]
    return counted


def holds_data() -> bool:
    """Whether any table holds a row that making the tables did not put there."""
    names = [name for name in _table_names() if name.partition(".")[2] not in FILLED_BY_MIGRATIONS]
    with connection.cursor() as cursor:
        for name in names:
            table = sql.Identifier(*name.split(".", 1))
            cursor.execute(sql.SQL("SELECT EXISTS (SELECT FROM {})").format(table))
            if cursor.fetchone()[0]:
                return True
    return False


def _table_names() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        return [row[0] for row in cursor.fetchall()]


def applied_migrations() -> tuple[str, ...]:
    """The steps that the database has taken, as `app.step`."""
    return tuple(sorted(".".join(step) for step in MigrationRecorder(connection).applied_migrations()))
