"""A backup is one new file that only the agency can read, and it is known when the last one was made."""

import json
import stat
import subprocess
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.doors.backups.conftest import BackedUp
from tests.doors.command_line import upheld
from upheld.cli import doctor
from upheld.cli.doctor import State
from upheld.journeys.backups.noting import LastBackup, note
from upheld.kernel import clock


class TestWithoutAKey:
    def test_nothing_is_written(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("UPHELD_BACKUP_RECIPIENTS", raising=False)
        said = upheld("backup", tmp_path / "plain.age")
        assert (said.status, "never written unencrypted" in said.err) == (1, True)
        assert list(tmp_path.iterdir()) == []

    def test_a_private_key_is_not_taken_for_a_public_one(self, tmp_path: Path) -> None:
        assert upheld("backup", "keys", tmp_path / "key.txt").status == 0
        private = (tmp_path / "key.txt").read_text().split()[-1]
        said = upheld("backup", tmp_path / "x.age", "--recipient", private)
        assert said.status == 1
        assert private not in said.err


class TestMakingKeys:
    def test_the_private_half_is_for_its_owner_alone_and_never_overwritten(self, tmp_path: Path) -> None:
        file = tmp_path / "key.txt"
        said = upheld("backup", "keys", file)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert "AGE-SECRET-KEY" not in said.out
        before = file.read_text()
        assert upheld("backup", "keys", file).status == 1
        assert file.read_text() == before


@pytest.mark.slow
class TestABackup:
    def test_it_is_for_its_owner_alone_and_says_nothing_in_plain(self, backed_up: BackedUp) -> None:
        content = backed_up.file.read_bytes()
        assert stat.S_IMODE(backed_up.file.stat().st_mode) == 0o600
        for word in (b"Fielding", b"Okafor", b"kernel_event", b"PGDMP", b"Lantern"):
            assert word not in content

    def test_it_is_named_by_its_digest_which_a_restore_can_expect(self, backed_up: BackedUp) -> None:
        digest = subprocess.run(["sha256sum", backed_up.file], capture_output=True, text=True, check=True)
        assert f"note down elsewhere: {digest.stdout.split()[0]}" in backed_up.said

    def test_it_never_takes_the_place_of_another(self, backed_up: BackedUp) -> None:
        before = backed_up.file.read_bytes()
        public = backed_up.key.read_text().split()[9]
        said = backed_up.home.upheld("backup", backed_up.file, UPHELD_BACKUP_RECIPIENTS=public)
        assert "There is a file of that name already" in said.stderr
        assert backed_up.file.read_bytes() == before

    def test_one_that_finds_no_room_leaves_nothing(self, backed_up: BackedUp, tmp_path: Path) -> None:
        public = backed_up.key.read_text().split()[9]
        said = backed_up.home.upheld("backup", tmp_path / "no" / "such" / "x.age", "--recipient", public)
        assert "could not be written" in said.stderr
        assert list(tmp_path.iterdir()) == []

    def test_it_is_opened_with_the_public_programs_alone(self, backed_up: BackedUp, tmp_path: Path) -> None:
        """When there is no Upheld left: age, tar and pg_restore."""
        import pyrage

        plain = pyrage.decrypt(
            backed_up.file.read_bytes(),
            [pyrage.x25519.Identity.from_str(backed_up.key.read_text().split()[-1])],
        )
        subprocess.run(["tar", "-xf", "-", "-C", tmp_path], input=plain, check=True)
        dump = b"".join(part.read_bytes() for part in sorted((tmp_path / "database").iterdir()))
        assert dump.startswith(b"PGDMP")
        assert json.loads((tmp_path / "upheld-backup.json").read_text())["rows"]["public.access_account"] > 0

    def test_the_key_of_sessions_stays_at_home_unless_it_is_asked_for(
        self, backed_up: BackedUp, tmp_path: Path
    ) -> None:
        assert (backed_up.home.folder / "secret-key").exists()
        assert "files/secret-key" not in names_in(backed_up.file, backed_up.key)
        public, asked = backed_up.key.read_text().split()[9], tmp_path / "with.age"
        made = backed_up.home.upheld("backup", asked, "--recipient", public, "--with-secret-key")
        assert made.returncode == 0, made.stderr
        assert "files/secret-key" in names_in(asked, backed_up.key)


def names_in(file: Path, key: Path) -> list[str]:
    """The names of what is in a backup."""
    import io
    import tarfile

    import pyrage

    plain = pyrage.decrypt(file.read_bytes(), [pyrage.x25519.Identity.from_str(key.read_text().split()[-1])])
    with tarfile.open(fileobj=io.BytesIO(plain)) as tar:
        return tar.getnames()


class TestWhatTheDoctorSays:
    @pytest.mark.parametrize(
        ("hours", "state"), [(1, State.OK), (47, State.OK), (49, State.WARN), (24 * 8, State.BAD)]
    )
    def test_by_how_old_the_last_one_is(self, hours: int, state: State, tmp_path: Path, settings) -> None:
        settings.UPHELD_HOME = tmp_path
        made_at = clock.now() - timedelta(hours=hours)
        note(tmp_path, LastBackup(made_at=made_at, file="x.age", size=1))
        assert doctor.backups().state is state

    def test_never_having_made_one_is_a_warning(self, tmp_path: Path, settings) -> None:
        settings.UPHELD_HOME = tmp_path
        found = doctor.backups()
        assert (found.state, "upheld backup keys" in found.remedy) == (State.WARN, True)

    def test_a_demonstration_needs_none(self, tmp_path: Path, settings) -> None:
        settings.UPHELD_HOME, settings.DEMO = tmp_path, True
        assert doctor.backups().state is State.OK

    @pytest.mark.slow
    def test_a_backup_is_noted(self, backed_up: BackedUp) -> None:
        with patch("upheld.cli.doctor.settings.UPHELD_HOME", backed_up.home.folder):
            assert doctor.backups().state is State.OK
