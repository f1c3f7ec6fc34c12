"""Homes that every account may pass through, and clients in them; whatever runs there is ended afterwards."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.config.embedded_postgres.processes import Client, open_client, remove
from upheld.config.embedded_postgres import ensure_running, stop


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short folder that every account may pass through."""
    with passable_folder() as made:
        yield made


@pytest.fixture(scope="module")
def shared_client() -> Iterator[Client]:
    """A client for tests that only look."""
    with passable_folder() as made:
        opened = open_client(made / "home")
        yield opened
        opened.kill()


def roomy() -> str:
    """Memory, if there is plenty that programs may run from, or else the disk, which may be slow."""
    memory = os.statvfs("/dev/shm")
    plenty = memory.f_bavail * memory.f_frsize > 4 * 2**30 and not memory.f_flag & os.ST_NOEXEC
    return "/dev/shm" if plenty else "/tmp"


@contextmanager
def passable_folder() -> Iterator[Path]:
    """A folder for homes, for as long as it is used."""
    made = Path(tempfile.mkdtemp(prefix="up-", dir=roomy()))
    made.chmod(0o711)
    yield made
    remove(made)


@pytest.fixture
def home(folder: Path) -> Path:
    """A home that does not exist yet."""
    return folder / "home"


@pytest.fixture
def stopped_home(home: Path) -> Path:
    """The home, with a database in it that has been made and stopped."""
    ensure_running(home)
    stop(home)
    return home


@pytest.fixture
def client(home: Path) -> Iterator[Client]:
    """One client of the home."""
    opened = open_client(home)
    yield opened
    opened.kill()
