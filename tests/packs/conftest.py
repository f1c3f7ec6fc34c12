import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from upheld.policy import Problem, check_pack, find_pack

Break = Callable[[str, str, str], tuple[Problem, ...]]


@pytest.fixture
def pack_copy(tmp_path: Path) -> Path:
    """A copy of a sound pack, to be broken."""
    return Path(shutil.copytree(find_pack("dwp"), tmp_path / "dwp"))


@pytest.fixture
def broken(pack_copy: Path) -> Break:
    """Change the first place where a file of the copy says something, and check the copy."""

    def change(file: str, sound: str, faulty: str) -> tuple[Problem, ...]:
        text = (pack_copy / file).read_text("utf-8")
        assert sound in text
        (pack_copy / file).write_text(text.replace(sound, faulty, 1), "utf-8")
        return tuple(check_pack(pack_copy))

    return change


@pytest.fixture
def line(pack_copy: Path) -> Callable[[str, str], int]:
    """The first line of a file of the copy that holds some words, counted from 1."""

    def find(file: str, words: str) -> int:
        lines = (pack_copy / file).read_text("utf-8").splitlines()
        return next(number for number, text in enumerate(lines, start=1) if words in text)

    return find
