"""What lies inside the encryption: a tar file, so that it can be read by hand when there is no Upheld left.

upheld-backup.json        what it is, first of all (about.py)
database/00000001 ...     what pg_dump said, in parts of 1 MiB
files/...                 the files of UPHELD_HOME
digests.json              size and SHA-256 of the database and of each file, last of all
"""

import hashlib
import io
import json
import tarfile
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from upheld.journeys.backups.about import About
from upheld.journeys.backups.errors import BackupIsDamaged
from upheld.journeys.backups.files import MADE_ANEW, SECRET

PART = 1 << 20
"""Bytes of the database that are held in memory at once."""

ABOUT, DATABASE, FILES, DIGESTS = "upheld-backup.json", "database/", "files/", "digests.json"


@dataclass
class Digest:
    """Size and SHA-256 of something that passes by in parts."""

    size: int = 0
    _hash: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def add(self, part: bytes) -> None:
        """Take the next part."""
        self.size += len(part)
        self._hash.update(part)

    def facts(self) -> dict[str, object]:
        """As it stands in the backup."""
        return {"size": self.size, "sha256": self._hash.hexdigest()}


class Packing:
    """Writes a container from its beginning to its end."""

    def __init__(self, into: IO[bytes], about: About) -> None:
        self._tar = tarfile.open(fileobj=into, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self._digests: dict[str, object] = {}
        self._add(ABOUT, about.as_json())

    def database(self, dump: IO[bytes], progress: Callable[[int], None]) -> None:
        """Take what pg_dump says, telling `progress` how many bytes it was so far."""
        digest, number = Digest(), 0
        while part := dump.read(PART):
            number += 1
            digest.add(part)
            self._add(f"{DATABASE}{number:08}", part)
            progress(digest.size)
        self._digests["database"] = digest.facts()

    def file(self, path: Path, name: str) -> None:
        """Take one file. Raises OSError when it shrinks meanwhile."""
        digest = Digest()
        with path.open("rb") as file:
            info = tarfile.TarInfo(f"{FILES}{name}")
            info.size = path.stat().st_size
            self._tar.addfile(info, _Counted(file, digest))
        self._digests[f"{FILES}{name}"] = digest.facts()

    def end(self) -> None:
        """Write what everything must be, and nothing after it."""
        self._add(DIGESTS, json.dumps(self._digests, indent=2).encode())
        self._tar.close()

    def _add(self, name: str, content: bytes) -> None:
        info = tarfile.TarInfo(name)
        info.size = len(content)
        self._tar.addfile(info, io.BytesIO(content))


class _Counted:
    """A file whose digest is taken while it is read."""

    def __init__(self, file: IO[bytes], digest: Digest) -> None:
        self._file, self._digest = file, digest

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        part = self._file.read(size)
        self._digest.add(part)
        return part


@dataclass
class Taking:
    """What to do with each thing that comes out of a container: by default nothing, to see if it is whole."""

    about: Callable[[About], None] = lambda _: None
    database: Callable[[bytes], object] = lambda _: None
    file: Callable[[PurePosixPath, Iterator[bytes]], object] = lambda _, parts: deque(parts, maxlen=0)


def unpack(source: IO[bytes], taking: Taking) -> list[PurePosixPath]:
    """Go through a container once, and return the names of its files.

    Raises BackupIsDamaged when anything is missing, out of place or not what its digest says.
    """
    found: dict[str, Digest] = {"database": Digest()}
    told: dict[str, object] | None = None
    try:
        with tarfile.open(fileobj=source, mode="r|") as tar:
            for number, member in enumerate(tar):
                parts = _parts(tar, member)
                if told is not None or (number == 0) != (member.name == ABOUT):
                    raise BackupIsDamaged
                if number == 0:
                    taking.about(About.read(b"".join(parts)))
                elif member.name.startswith(DATABASE):
                    for part in _digested(parts, found["database"]):
                        taking.database(part)
                elif member.name.startswith(FILES):
                    digest = found[member.name] = Digest()
                    taking.file(_inside(member.name), _digested(parts, digest))
                elif member.name == DIGESTS:
                    told = json.loads(b"".join(parts))
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise BackupIsDamaged from error
    if told != {name: digest.facts() for name, digest in found.items()}:
        raise BackupIsDamaged
    return [_inside(name) for name in found if name.startswith(FILES)]


def _parts(tar: tarfile.TarFile, member: tarfile.TarInfo) -> Iterator[bytes]:
    content = tar.extractfile(member)
    if content is None:  # a link or a folder: we write none
        raise BackupIsDamaged
    while part := content.read(PART):
        yield part


def _digested(parts: Iterator[bytes], digest: Digest) -> Iterator[bytes]:
    for part in parts:
        digest.add(part)
        yield part


def _inside(name: str) -> PurePosixPath:
    """Where a file goes, in UPHELD_HOME and nowhere else: whoever knows the public key can forge a backup."""
    path = PurePosixPath(name.removeprefix(FILES))
    if path.is_absolute() or not path.parts or ".." in path.parts or path.parts[0] in MADE_ANEW - {SECRET}:
        raise BackupIsDamaged
    return path
