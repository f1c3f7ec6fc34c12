"""A real agency on a real embedded PostgreSQL, and everything that its database holds."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import psycopg
from psycopg import sql

from upheld.config.embedded_postgres import ensure_running, stop

ROOT = Path(__file__).resolve().parents[3]
BUILD = """
import django
django.setup()
from django.conf import settings
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
from tests.builders.busy_office import a_busy_office
a_busy_office()
"""
TABLES = """
    SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND n.nspname = 'public' ORDER BY 2
"""
SHAPES = """
    SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
     WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT 'index', tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger
     WHERE NOT tgisinternal
    UNION ALL SELECT 'function', '', proname, pg_get_functiondef(oid) FROM pg_proc
     WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
    UNION ALL SELECT 'sequence', '', sequencename, coalesce(last_value, -1)::text FROM pg_sequences
     WHERE schemaname = 'public'
     ORDER BY 1, 2, 3, 4
"""
CASTS = re.compile(r"::[a-z ]+(\[\])?|[()]")
"""PostgreSQL puts these elsewhere when it reads its own words back."""


@dataclass(frozen=True)
class Home:
    """A folder in which Upheld keeps a database of its own."""

    folder: Path

    def upheld(self, *words: object, **given: str) -> subprocess.CompletedProcess[str]:
        """Run a command of `upheld` in this home."""
        return self._run("-m", "upheld.config.entry", *map(str, words), **given)

    def begin(self, *words: object) -> subprocess.Popen[str]:
        """Begin a command of `upheld` in this home, and do not wait for it."""
        command = [sys.executable, "-m", "upheld.config.entry", *map(str, words)]
        return subprocess.Popen(command, env=self._around(), stderr=subprocess.PIPE, text=True)

    def settle(self) -> "Home":
        """Make the tables, and an agency with work to do in them."""
        assert self.upheld("migrate").returncode == 0
        built = self._run("-c", BUILD)
        assert built.returncode == 0, built.stderr
        return self

    def destroy(self) -> None:
        """End the server and remove the files that it kept its data in."""
        stop(self.folder)
        subprocess.run(["rm", "-rf", self.folder / "postgresql"], check=True)

    @property
    def address(self) -> str:
        """Where its database is."""
        return ensure_running(self.folder).url()

    def everything(self) -> dict[str, str]:
        """Every row of every table, and the shape of it all, each as a digest by its name."""
        with psycopg.connect(self.address) as connection:
            found = {}
            for name in connection.execute(TABLES).fetchall():
                asked = sql.SQL('SELECT t::text FROM ONLY {} t ORDER BY t::text COLLATE "C"')
                rows = connection.execute(asked.format(sql.Identifier(*name))).fetchall()
                found[name[1]] = f"{len(rows)} {sha256(repr(rows).encode()).hexdigest()}"
            shapes = connection.execute(SHAPES).fetchall()
            return found | {" ".join(one[:3]): CASTS.sub("", one[3]) for one in shapes}

    def change(self, statement: str) -> None:
        """Do something behind Upheld's back."""
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]

    def databases(self) -> set[str]:
        """The databases of its server."""
        with psycopg.connect(self.address, dbname="postgres") as connection:
            return {name for (name,) in connection.execute("SELECT datname FROM pg_database").fetchall()}

    def _run(self, *words: str, **given: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *words]
        return subprocess.run(
            command, env=self._around(**given), capture_output=True, text=True, check=False, cwd=ROOT
        )

    def _around(self, **given: str) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("UPHELD", "DATABASE"))
        }
        settings = {
            "DJANGO_SETTINGS_MODULE": "upheld.config.settings",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        }
        return kept | settings | {"UPHELD_HOME": str(self.folder)} | given
