"""A backup that cannot be what it should be is refused before anything is touched, and the reason is said."""

import io
import tarfile
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyrage import x25519

from tests.doors.command_line import Answer, upheld
from upheld.journeys.backups import BackupIsDamaged, read_keys
from upheld.journeys.backups.about import About
from upheld.journeys.backups.container import PART, Packing, Taking, unpack
from upheld.journeys.backups.sealing import opened, sealed

ABOUT = About(1, "0.1.0", datetime(2026, 3, 2, tzinfo=UTC), 18, (), {"public.kernel_event": 0}, {}, ())
DUMP = bytes(range(256)) * 20_000

Refused = Callable[[Path], str]


@pytest.fixture(autouse=True)
def _a_home(tmp_path: Path, settings) -> None:
    settings.UPHELD_HOME = tmp_path / "home"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """The file with the private key."""
    assert upheld("backup", "keys", tmp_path / "key.txt").status == 0
    return tmp_path / "key.txt"


@pytest.fixture
def backup(tmp_path: Path, key: Path) -> Path:
    """A backup that is whole as a file."""
    return write(tmp_path / "whole.age", key)


def write(file: Path, key: Path, about: About = ABOUT, dump: bytes = DUMP) -> Path:
    """Write a backup of something."""
    with file.open("wb") as into, sealed(into, [read_keys(key)[0].to_public()]) as stream:
        packing = Packing(stream, about)
        packing.database(io.BytesIO(dump), lambda _: None)
        packing.end()
    return file


def refused(file: Path, key: Path, *options: str) -> str:
    """What is said when a backup is refused."""
    answer: Answer = upheld("restore", file, "--key", key, *options)
    assert answer.status == 1
    return answer.err


class TestTheKey:
    def test_another_key_does_not_fit(self, backup: Path, tmp_path: Path) -> None:
        assert upheld("backup", "keys", tmp_path / "other.txt").status == 0
        said = refused(backup, tmp_path / "other.txt")
        assert "was not encrypted to the key that you gave. Nothing was changed." in said

    def test_what_is_no_key_is_not_repeated(self, backup: Path, tmp_path: Path) -> None:
        (tmp_path / "letter.txt").write_text("Dear Ann Whitfield")
        said = refused(backup, tmp_path / "letter.txt")
        assert "is not a key" in said
        assert "Whitfield" not in said

    def test_any_of_several_keys_reads_it(self, key: Path, tmp_path: Path) -> None:
        second = x25519.Identity.generate()
        both = [read_keys(key)[0].to_public(), second.to_public()]
        with (tmp_path / "both.age").open("wb") as into, sealed(into, both) as stream:
            stream.write(b"kept")
        with (tmp_path / "both.age").open("rb") as file, opened(file, [second]) as stream:
            assert stream.read() == b"kept"


class TestAFileThatIsNotWhole:
    @pytest.mark.parametrize("kept", [0.01, 0.5, 0.999])
    def test_one_that_was_cut_is_damaged(self, backup: Path, key: Path, kept: float) -> None:
        content = backup.read_bytes()
        backup.write_bytes(content[: int(len(content) * kept)])
        assert "cut short, or was changed" in refused(backup, key)

    def test_one_cut_between_two_parts_of_the_encryption_is_damaged(self, backup: Path, key: Path) -> None:
        content = backup.read_bytes()
        header = content.index(b"\n---") + 49
        backup.write_bytes(content[: header + 16 + 10 * (65536 + 16)])
        assert "cut short, or was changed" in refused(backup, key)

    @pytest.mark.parametrize("place", [0.02, 0.5, 0.98])
    def test_one_changed_byte_is_damage(self, backup: Path, key: Path, place: float) -> None:
        content = bytearray(backup.read_bytes())
        content[int(len(content) * place)] ^= 1
        backup.write_bytes(content)
        assert "cut short, or was changed" in refused(backup, key)

    def test_something_else_is_no_backup(self, key: Path, tmp_path: Path) -> None:
        (tmp_path / "letter").write_text("Dear Ann")
        assert "is not a backup of Upheld" in refused(tmp_path / "letter", key)

    def test_another_file_than_the_one_that_was_noted_is_refused(self, backup: Path, key: Path) -> None:
        assert "was changed since it was written" in refused(backup, key, "--expect", "0" * 64)


class TestABackupOfANewerRelease:
    @pytest.mark.parametrize(
        "about", [replace(ABOUT, migrations=("casework.9999_to_come",)), replace(ABOUT, format=2)]
    )
    def test_it_names_the_release_that_is_needed(self, key: Path, tmp_path: Path, about: About) -> None:
        file = write(tmp_path / "newer.age", key, replace(about, release="7.0.0"))
        assert "made by Upheld 7.0.0" in refused(file, key)


class TestAForgedBackup:
    """Anybody who knows the public key can write one."""

    @pytest.mark.parametrize(
        "name", ["files/../../etc/cron.d/x", "files//etc/passwd", "files/postgresql/18/x"]
    )
    def test_no_file_goes_outside_of_the_home_or_into_the_database(self, name: str) -> None:
        assert_damaged({"upheld-backup.json": ABOUT.as_json(), name: b"x", "digests.json": b"{}"})

    def test_nothing_may_be_missing_or_out_of_place(self) -> None:
        assert_damaged({"upheld-backup.json": ABOUT.as_json(), "database/00000001": b"x"})
        assert_damaged({"database/00000001": b"x", "upheld-backup.json": ABOUT.as_json()})
        assert_damaged({"upheld-backup.json": ABOUT.as_json(), "digests.json": b"{}", "files/x": b"x"})

    def test_a_digest_that_does_not_fit_is_damage(self) -> None:
        told = b'{"database": {"size": 1, "sha256": "00"}}'
        whole = {"upheld-backup.json": ABOUT.as_json(), "database/00000001": b"x", "digests.json": told}
        assert_damaged(whole)


def assert_damaged(members: dict[str, bytes]) -> None:
    """Assert that a container of these members is refused."""
    with io.BytesIO() as made:
        with tarfile.open(fileobj=made, mode="w") as tar:
            for name, content in members.items():
                info = tarfile.TarInfo(name)
                info.size = len(content)
                tar.addfile(info, io.BytesIO(content))
        made.seek(0)
        with pytest.raises(BackupIsDamaged):
            unpack(made, Taking())


class Endless(io.RawIOBase):
    """So many bytes, made as they are read."""

    def __init__(self, size: int) -> None:
        self.left = size

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        part = min(size, self.left)
        self.left -= part
        return bytes(part)


class TestALargeBackup:
    def test_it_is_never_held_in_memory_whole(self, key: Path, tmp_path: Path) -> None:
        size, file, keys = 120 * PART, tmp_path / "large.age", read_keys(key)
        tracemalloc.start()
        with file.open("wb") as into, sealed(into, [keys[0].to_public()]) as stream:
            packing = Packing(stream, ABOUT)
            packing.database(Endless(size), lambda _: None)
            packing.end()
        with file.open("rb") as source, opened(source, keys) as stream:
            unpack(stream, Taking())
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert file.stat().st_size > size
        assert peak < 8 * PART
