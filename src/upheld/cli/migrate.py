"""`upheld migrate`: makes the database's tables, or brings them up to date."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from upheld.kernel import clock
from upheld.kernel.partitions import make_ahead

_ONE_AT_A_TIME = 7_517_833
"""The number of the advisory lock that keeps two migrations apart."""


def pending_steps() -> int:
    """How many steps the database is behind this release."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate() -> None:
    """Make the tables of the database, or bring them up to date. What is kept in them stays.

    The records get their parts for the next months.
    """
    with _one_at_a_time():
        steps = pending_steps()
        if steps:
            call_command("migrate", verbosity=0, interactive=False)
        make_ahead(today=clock.today("UTC"))
    print(f"The database is ready: {steps} steps taken." if steps else "The database is up to date.")


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_ONE_AT_A_TIME])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_ONE_AT_A_TIME])
