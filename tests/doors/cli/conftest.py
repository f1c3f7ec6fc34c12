"""Running `upheld` as a person does, and reading what it says."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from upheld.config.entry import main


class Said(NamedTuple):
    """What a command ended with, and what it printed."""

    status: int
    out: str
    err: str

    @property
    def words(self) -> str:
        """What it printed for the reader, on one line, whatever the width of the terminal."""
        return " ".join(self.out.split())


@pytest.fixture
def upheld(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Run a command in this process."""

    def run(*words: str) -> Said:
        capsys.readouterr()
        try:
            status = main(words)
        except SystemExit as end:
            status = int(end.code or 0)
        printed = capsys.readouterr()
        return Said(status, printed.out, printed.err)

    return run
