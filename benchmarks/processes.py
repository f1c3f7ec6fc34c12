"""Running a command in a process of its own, timing it, and ending it whatever happens."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 1800.0
"""Seconds after which a command is given up."""


class CommandFailed(Exception):
    """A command that is measured ended badly, or not at all."""


@dataclass(frozen=True)
class Ran:
    """A command that ended well: how long it took, and what it printed.

    `cpu` are the seconds for which its processes had a processor: unlike `seconds`, hardly longer on a busy
    machine. `peak_mb` is the most memory that one of them held.
    """

    seconds: float
    cpu: float
    peak_mb: int
    out: str


def upheld(*words: object) -> Ran:
    """Run a command of `upheld` in a fresh process, in the present environment. Raises CommandFailed."""
    return run([str(Path(sys.executable).with_name("upheld")), *(str(word) for word in words)])


def run(command: Sequence[str]) -> Ran:
    """Run a command to its end. Raises CommandFailed with the end of what it said."""
    with tempfile.TemporaryDirectory(prefix="upheld-bench-") as folder:
        report = Path(folder) / "report.json"
        # A small process in between, because a process is never reckoned smaller than the one that began it.
        between = [sys.executable, "-m", "benchmarks.measured", str(report), *command]
        began = time.perf_counter()
        with started(between) as process:
            try:
                out, err = process.communicate(timeout=LONGEST)
            except subprocess.TimeoutExpired:
                raise CommandFailed(f"{_named(command)} was not done after {LONGEST:.0f} seconds.") from None
        seconds = time.perf_counter() - began
        if process.returncode != 0:
            raise CommandFailed(f"{_named(command)} ended with {process.returncode}: {(err or out)[-2000:]}")
        used = json.loads(report.read_text(encoding="utf-8"))
    return Ran(seconds=seconds, cpu=used["cpu"], peak_mb=used["peak_mb"], out=out)


@contextmanager
def started(
    command: Sequence[str], *, quiet: bool = True, mute: bool = False
) -> Iterator[subprocess.Popen[str]]:
    """A process in a group of its own, in the repository's folder; all of the group is ended at the end.

    What a quiet one says can be read; what a mute one says is lost.
    """
    into = subprocess.DEVNULL if mute else subprocess.PIPE if quiet else None
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=into, stderr=into, text=True, start_new_session=True, env=os.environ.copy()
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            _end(process)
        process.__exit__(None, None, None)


def _end(process: subprocess.Popen[str]) -> None:
    """Ask the group to end, and after ten seconds make it."""
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)


def ending_on_request() -> None:
    """Let a request to end the process run its clean-up, and so end what it started."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


def _named(command: Sequence[str]) -> str:
    return " ".join(Path(word).name for word in command[:4])
