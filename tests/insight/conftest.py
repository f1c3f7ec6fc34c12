"""Small logs written to disk, and the public ones."""

from collections.abc import Callable
from pathlib import Path

import pytest

HEADING = (
    "case:concept:name,concept:name,time:timestamp,org:resource,"
    "org:group,lifecycle:transition,concept:instance"
)  # fmt: skip


@pytest.fixture
def csv_log(tmp_path: Path) -> Callable[..., Path]:
    """Write a CSV log of these rows, under the usual heading or another one."""

    def write(*rows: str, heading: str = HEADING) -> Path:
        path = tmp_path / "log.csv"
        path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def xes_log(tmp_path: Path) -> Callable[..., Path]:
    """Write an XES log with these lines inside the log element."""

    def write(*lines: str, before: str = "") -> Path:
        path = tmp_path / "log.xes"
        path.write_text(
            "\n".join(['<?xml version="1.0"?>' + before, "<log>", *lines, "</log>"]), encoding="utf-8"
        )
        return path

    return write


@pytest.fixture(scope="session")
def event_logs(shared_data: Path) -> Path:
    """The folder of public event logs."""
    return shared_data / "event_logs"
