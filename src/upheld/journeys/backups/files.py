"""The files of UPHELD_HOME beside the database: which of them matter, and how they come back."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from upheld.journeys.backups.noting import NOTE

SECRET = "secret-key"  # noqa: S105 - the name of a file
STAGED = "being-restored"
MADE_ANEW = {"postgresql", "upheld-home.txt", SECRET, STAGED, NOTE, f"{NOTE}.new"}
"""What Upheld makes by itself: the cluster, the marker, the key of sessions, notes of this machine."""


def files_that_matter(home: Path) -> Iterator[tuple[Path, str]]:
    """Each file with its name below the home, without links."""
    for path in sorted(home.rglob("*")):
        name = path.relative_to(home)
        if name.parts[0] not in MADE_ANEW and path.is_file() and not path.is_symlink():
            yield path, name.as_posix()


def stage(home: Path, name: PurePosixPath, parts: Iterator[bytes]) -> None:
    """Write a file that comes back where nothing reads it yet, for its owner alone."""
    path = home / STAGED / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        for part in parts:
            file.write(part)


def settle(home: Path, names: list[PurePosixPath]) -> None:
    """Put the staged files where they belong."""
    for name in names:
        (home / name).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        (home / STAGED / name).replace(home / name)
