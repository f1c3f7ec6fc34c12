"""One agency that is backed up once, and homes to restore it in."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.config.embedded_postgres.conftest import passable_folder
from tests.doors.backups.agencies import Home


@dataclass(frozen=True)
class BackedUp:
    """An agency, what its database held, the backup, the key that reads it, and what was said."""

    home: Home
    held: dict[str, str]
    file: Path
    key: Path
    said: str


@pytest.fixture(scope="session")
def folder_of_backups() -> Iterator[Path]:
    """Where homes and backups are."""
    with passable_folder() as made:
        yield made


@pytest.fixture(scope="session")
def backed_up(folder_of_backups: Path) -> BackedUp:
    """An agency that was backed up, with a file in its home beside the database."""
    home = Home(folder_of_backups / "agency").settle()
    (home.folder / "letters").mkdir()
    (home.folder / "letters" / "heading.txt").write_text("Northgate, Lantern Row")
    key, file = folder_of_backups / "key.txt", folder_of_backups / "agency.backup.age"
    public = home.upheld("backup", "keys", key).stdout.split()[3]
    held = home.everything()
    made = home.upheld("backup", file, "--recipient", public)
    assert made.returncode == 0, made.stderr
    return BackedUp(home, held, file, key, made.stdout)


@pytest.fixture
def other_home(folder_of_backups: Path, request: pytest.FixtureRequest) -> Home:
    """A home in which nothing is yet."""
    return Home(folder_of_backups / f"h{abs(hash(request.node.nodeid)) % 10**8}")
