"""A folder for a database of its own, for as long as benchmarks need it: never the user's own data."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from upheld.config.embedded_postgres import ensure_running, stop


@contextmanager
def temporary_home() -> Iterator[str]:
    """Point this process and those that it starts at a new embedded PostgreSQL. Gives the server's address.

    Whatever the user has set for Upheld is set aside meanwhile. The server is stopped and the folder removed
    at the end.
    """
    before = dict(os.environ)
    folder = Path(tempfile.mkdtemp(prefix="upheld-bench-"))
    if os.geteuid() == 0:
        folder.chmod(0o711)  # the server's own account must pass through it
    home = folder / "home"
    try:
        for name in [name for name in os.environ if name.startswith("UPHELD_") or name == "DATABASE_URL"]:
            del os.environ[name]
        os.environ |= {"UPHELD_HOME": str(home), "UPHELD_PACK": "dwp", "NO_COLOR": "1"}
        yield ensure_running(home).url()
    finally:
        if home.exists():
            stop(home)
        shutil.rmtree(folder)
        os.environ.clear()
        os.environ.update(before)
