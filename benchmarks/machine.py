"""The machine, in general words, and the versions: what a reader needs to compare figures, and no more."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version

import psycopg

BUSY = 0.5
"""Other work for each core, above which a machine is called busy."""


def describe_machine() -> str:
    """Cores and memory, and whether other work was running when the benchmarks began."""
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    words = f"{cores} {platform.machine()} {'core' if cores == 1 else 'cores'}, {memory:.0f} GB of memory"
    return f"{words}, on a busy machine" if os.getloadavg()[0] > BUSY * cores else words


def list_versions(server: str) -> dict[str, str]:
    """What was measured, on what. `server` is the address of the PostgreSQL server."""
    with psycopg.connect(server) as connection:
        number = connection.info.server_version
    return {
        "Upheld": version("upheld"),
        "Python": platform.python_version(),
        "Django": version("django"),
        "PostgreSQL": f"{number // 10_000}.{number % 10_000}",
    }
