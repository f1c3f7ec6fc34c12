"""What every test stands on: the public data when it is there, and a database that tests can empty."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.db.backends.postgresql.creation import DatabaseCreation
from django.db.backends.postgresql.operations import DatabaseOperations

from upheld.kernel import clock
from upheld.kernel.partitions import make_ahead

ROOT = Path(__file__).resolve().parents[1]

_UNKNOWN_TO_DJANGO = ("procrastinate_jobs", "procrastinate_workers")


def lacking(reason: str) -> None:
    """Skip for want of something on this machine; in continuous integration that is a failure."""
    if os.environ.get("UPHELD_CI"):
        pytest.fail(f"Continuous integration must not go without: {reason}")
    pytest.skip(reason)


def pytest_configure() -> None:
    """Hash passwords quickly, and let no thread of a test's server keep its connection when it ends."""
    connections.settings["default"]["CONN_MAX_AGE"] = 0
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of public data beside the repository."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        lacking("the public data sets, in a folder “shared/data” beside the repository")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _a_test_database_goes_whoever_is_connected():
    """A thread of a test's server may end later than the tests: it does not keep their database alive."""
    plain = DatabaseCreation._destroy_test_db

    def destroy(self, test_database_name, verbosity):
        with self._nodb_cursor() as cursor:
            name = self.connection.ops.quote_name(test_database_name)
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")

    DatabaseCreation._destroy_test_db = destroy
    yield
    DatabaseCreation._destroy_test_db = plain


_TRIGGERS = """
    DO $$ DECLARE guarded regclass; BEGIN
        FOR guarded IN SELECT DISTINCT tgrelid::regclass FROM pg_trigger
                        WHERE tgfoid = 'kernel_refuse'::regproc AND NOT tgisinternal
        LOOP EXECUTE format('ALTER TABLE %s {} TRIGGER USER', guarded); END LOOP;
    END $$;
"""
"""The owner of the tables may do this; what `session_replication_role` does is for a superuser alone."""


@pytest.fixture(scope="session", autouse=True)
def _every_table_can_be_emptied_by_tests():
    """The record of events refuses to be emptied: only a test database may be, and only here.

    Jobs are emptied with the rest, though Django does not keep their tables. The months of records that a
    test erased as a whole are made again.
    """
    plain = DatabaseOperations.execute_sql_flush

    def flush(self, sql_list):
        jobs = f"TRUNCATE {', '.join(_UNKNOWN_TO_DJANGO)} CASCADE;"
        plain(self, [_TRIGGERS.format("DISABLE"), *sql_list, jobs, _TRIGGERS.format("ENABLE")])
        make_ahead(today=clock.today("UTC"))

    DatabaseOperations.execute_sql_flush = flush
    yield
    DatabaseOperations.execute_sql_flush = plain


@pytest.fixture(autouse=True)
def _nothing_is_remembered_between_tests():
    """What is counted in the cache, such as attempts to sign in, begins anew with each test."""
    cache.clear()
