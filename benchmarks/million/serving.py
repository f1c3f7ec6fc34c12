"""The real service on this machine, started as `upheld serve` starts it, for as long as it is measured."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.processes import CommandFailed, started

HOST, WORKERS = "127.0.0.1", 2
LONGEST_START = 90.0


@contextmanager
def serving() -> Iterator[int]:
    """Serve the present database without the background worker. Gives the port."""
    port = _free_port()
    command = [str(Path(sys.executable).with_name("upheld")), "serve", "--port", str(port)]
    command += ["--workers", str(WORKERS), "--without-worker"]
    with started(command, mute=True) as process:
        _wait_for(port, process)
        yield port


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise CommandFailed("The service did not start.")
