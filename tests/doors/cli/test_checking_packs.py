"""`upheld packs`: a policy officer learns which line of a pack to mend, and how."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.doors.cli.conftest import Said

Upheld = Callable[..., Said]


@pytest.fixture
def a_pack(tmp_path: Path) -> Path:
    """A pack of one's own, begun from one that comes with Upheld."""
    from upheld.policy import find_pack

    return Path(shutil.copytree(find_pack("dwp"), tmp_path / "ours"))


class TestAPackThatIsInOrder:
    def test_it_is_said_to_be(self, a_pack: Path, upheld: Upheld) -> None:
        said = upheld("packs", "check", str(a_pack))
        assert (said.status, said.out) == (0, "ours is in order.\n")


class TestAPackThatIsNot:
    def test_file_line_and_remedy_are_named(self, a_pack: Path, upheld: Upheld) -> None:
        file = a_pack / "pack.yaml"
        lines = [*file.read_text(encoding="utf-8").splitlines(), "calender: scotland"]
        file.write_text("\n".join(lines), encoding="utf-8")
        said = upheld("packs", "check", str(a_pack))
        assert said.status == 1
        assert f"pack.yaml:{len(lines)}:" in said.out
        assert 'Did you mean "calendar"?' in said.words
        assert "1 problem in ours." in said.words

    def test_one_that_is_not_there_is_said_not_to_be(self, upheld: Upheld) -> None:
        said = upheld("packs", "check", "atlantis")
        assert said.status == 1
        assert 'There is no pack "atlantis".' in said.err


class TestListingThem:
    def test_those_that_come_with_upheld_are_named(self, upheld: Upheld) -> None:
        assert upheld("packs", "list").out.split() == ["dwp", "social-security-scotland"]
