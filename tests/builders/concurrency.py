"""Doing two things at the same moment, on two real connections."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


def at_once(*doings: Callable[[], object]) -> list[object]:
    """Start all at the same moment, each in a thread with a connection of its own.

    Returns results and exceptions.
    """
    start = Barrier(len(doings))

    def run(doing: Callable[[], object]) -> object:
        connection.ensure_connection()
        start.wait(timeout=10)
        try:
            return doing()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(doings)) as pool:
        return list(pool.map(run, doings))
