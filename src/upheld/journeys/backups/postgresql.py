"""PostgreSQL's own programs and databases: dumping one as it was at one moment, filling another, swapping.

A database is never filled in place. The new one is made beside it, filled, examined, and only then given the
name; a restore that is interrupted anywhere before leaves the old one as it was.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

import psycopg
from django.db import OperationalError, connection
from psycopg import sql

from upheld.journeys.backups.errors import OthersAreConnected, PostgreSQLRefused

MAINTENANCE = "postgres"
"""The database from which others are made, renamed and removed."""

_LONGEST_NAME = 63
_NO_SUCH_DATABASE = "3D000"
_ONE_AT_A_TIME = 7_517_834
"""The number of the advisory lock that keeps two restores apart."""


@contextmanager
def dumping(snapshot: str) -> Iterator[IO[bytes]]:
    """What pg_dump says of the connected database at a snapshot. Raises PostgreSQLRefused at the end."""
    command = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
    with _running("pg_dump", command, name=_name()) as process:
        yield cast("IO[bytes]", process.stdout)


@contextmanager
def filling(name: str) -> Iterator[IO[bytes]]:
    """Where a dump is written to, so that it fills the database of this name. Raises PostgreSQLRefused."""
    command = ["--exit-on-error", "--no-owner", "--no-privileges", f"--dbname={name}"]
    with _running("pg_restore", command, name=name) as process:
        yield cast("IO[bytes]", process.stdin)


@contextmanager
def _running(program: str, words: list[str], *, name: str) -> Iterator[subprocess.Popen[bytes]]:
    # What the programs complain of can quote a row, so it is not shown.
    command: list[str | Path] = [_wrapper().program(program), *words]
    process = subprocess.Popen(
        command,
        env=_place(name),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE if program == "pg_dump" else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    except BrokenPipeError:
        pass  # it has ended before it had read all; its status says why
    except BaseException:
        process.kill()
        raise
    finally:
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                _close(pipe)
        status = process.wait()
    if status != 0:
        raise PostgreSQLRefused(program=program, status=status)


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except BrokenPipeError:
        return


class Restoring:
    """The database of the settings, and beside it the new one that is filled."""

    def __init__(self) -> None:
        self.name = _name()
        self.new = _beside(self.name, "being_restored")
        self.old = _beside(self.name, "replaced")

    @contextmanager
    def made_afresh(self) -> Iterator[None]:
        """A new and empty database, which is removed again unless it was swapped in."""
        connection.close()
        with _maintenance() as server:
            _one_at_a_time(server)
            self._remove(server, self.new)
            self._remove(server, self.old)
            server.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(_id(self.new))
            )
            try:
                yield
            finally:
                connection.close()
                self._remove(server, self.new)
                self._remove(server, self.old)

    @contextmanager
    def connected_to_the_new(self) -> Iterator[None]:
        """Django's connection leads to the new database meanwhile."""
        connection.close()
        connection.settings_dict["NAME"] = self.new
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = self.name

    def exists(self) -> bool:
        """Whether there is a database to be replaced. Raises OperationalError when there is no server."""
        try:
            connection.ensure_connection()
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", None) == _NO_SUCH_DATABASE:
                return False
            with _maintenance() as server:
                known = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.name]).fetchone()
            if known:
                raise
            return False
        return True

    def refuse_if_used(self) -> None:
        """Raise OthersAreConnected when anybody but us uses the database."""
        with _maintenance() as server:
            found = server.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND backend_type = %s",
                [self.name, "client backend"],
            ).fetchone()
        others = found[0] if found else 0
        if others:
            raise OthersAreConnected(number=others)

    def swap(self) -> None:
        """Give the new database the name, in one step; the old one goes with the end of `made_afresh`."""
        connection.close()
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        with _maintenance() as server, server.transaction():
            if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.name]).fetchone():
                server.execute(rename.format(_id(self.name), _id(self.old)))
            server.execute(rename.format(_id(self.new), _id(self.name)))

    def _remove(self, server: psycopg.Connection[Any], name: str) -> None:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(_id(name)))


def snapshot() -> str:
    """The name under which others see what the present transaction sees."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        return cast("str", cursor.fetchone()[0])


def _one_at_a_time(server: psycopg.Connection[Any]) -> None:
    taken = server.execute("SELECT pg_try_advisory_lock(%s)", [_ONE_AT_A_TIME]).fetchone()
    if not taken or not taken[0]:
        raise OthersAreConnected(number=1)


def _maintenance() -> psycopg.Connection[Any]:
    place = {key: value for key, value in _wrapper().get_connection_params().items() if key in _LIBPQ}
    return psycopg.connect(**(place | {"dbname": MAINTENANCE}), autocommit=True)


_LIBPQ = {
    *("host", "port", "user", "password", "passfile", "service", "connect_timeout", "options"),
    *("sslmode", "sslrootcert", "sslcert", "sslkey", "gssencmode", "channel_binding"),
}


def _place(name: str) -> dict[str, str]:
    """The environment in which the programs find the server; a password is never on their command line."""
    given = _wrapper().get_connection_params()
    named = {
        "host": "PGHOST",
        "port": "PGPORT",
        "user": "PGUSER",
        "password": "PGPASSWORD",
        "sslmode": "PGSSLMODE",
        "sslrootcert": "PGSSLROOTCERT",
        "sslcert": "PGSSLCERT",
        "sslkey": "PGSSLKEY",
        "service": "PGSERVICE",
        "passfile": "PGPASSFILE",
    }
    told = {variable: str(given[key]) for key, variable in named.items() if given.get(key)}
    return {**os.environ, **told, "PGDATABASE": name}


def _wrapper() -> Any:
    """Django's connection, whose engine is ours (config/database/base.py)."""
    return connection


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _beside(name: str, what: str) -> str:
    return f"{name[: _LONGEST_NAME - len(what) - 1]}_{what}"


def _id(name: str) -> sql.Identifier:
    return sql.Identifier(name)
