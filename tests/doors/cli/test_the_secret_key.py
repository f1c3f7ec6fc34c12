"""The key that signs sessions is made once, whoever asks first, and is readable by its owner alone."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from upheld.config.embedded_postgres import HomeIsNotOurs
from upheld.config.secret import secret_key


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home that does not exist yet."""
    monkeypatch.delenv("UPHELD_SECRET_KEY", raising=False)
    monkeypatch.setenv("UPHELD_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


class TestTheFirstUse:
    def test_a_long_key_is_made_and_kept(self, home: Path) -> None:
        first = secret_key()
        assert len(first) > 50
        assert secret_key() == first

    def test_only_its_owner_may_read_it(self, home: Path) -> None:
        secret_key()
        assert (home / "secret-key").stat().st_mode & 0o777 == 0o600

    def test_all_who_ask_at_the_same_moment_get_the_same_key(self, home: Path) -> None:
        with ThreadPoolExecutor(16) as people:
            keys = set(people.map(lambda _: secret_key(), range(64)))
        assert len(keys) == 1
        assert "" not in keys

    def test_nothing_else_is_left_behind(self, home: Path) -> None:
        secret_key()
        assert {path.name for path in home.iterdir()} == {"secret-key", "upheld-home.txt"}


class TestLaterUses:
    def test_a_key_that_others_could_read_is_closed_to_them(self, home: Path) -> None:
        secret_key()
        (home / "secret-key").chmod(0o644)
        secret_key()
        assert (home / "secret-key").stat().st_mode & 0o777 == 0o600

    def test_a_folder_that_is_not_ours_is_left_alone(self, home: Path) -> None:
        home.mkdir()
        (home / "holiday.jpg").touch()
        with pytest.raises(HomeIsNotOurs):
            secret_key()
        assert [path.name for path in home.iterdir()] == ["holiday.jpg"]


class TestAKeyThatIsGiven:
    def test_it_is_used_and_nothing_is_written(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("UPHELD_SECRET_KEY", "given by whoever runs it")
        assert secret_key() == "given by whoever runs it"
        assert not home.exists()
