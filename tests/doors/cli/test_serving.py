"""`upheld serve`: pages and background work in one command, that ends cleanly whatever happens to it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch
from urllib.request import urlopen

import pytest

from tests.builders.database import surroundings
from tests.doors.cli.conftest import Said

PATIENCE = 60.0

Serving = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def serve(django_db_setup: None, port: int) -> Iterator[Serving]:
    """Serve from a process of its own, and wait until it says where."""
    started: list[subprocess.Popen[str]] = []

    def start(*options: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "upheld.config.entry", "serve", "--port", str(port), *options]
        process = subprocess.Popen(
            command, env=surroundings(), text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        started.append(process)
        assert process.stdout is not None
        for line in process.stdout:
            if f"Upheld is at http://127.0.0.1:{port}/" in line:
                return process
        raise AssertionError("It ended before it said where it is.")

    yield start
    for process in started:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)


def children_of(process: subprocess.Popen[str]) -> set[int]:
    """The processes that it runs."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii")
    return {int(number) for number in listed.split()}


def figure(port: int, name: str) -> float:
    """One of the figures that the service tells."""
    with urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        lines = answer.read().decode().splitlines()
    return float(next(line.rpartition(" ")[2] for line in lines if line.startswith(name)))


def lives(number: int) -> bool:
    """Whether a process runs, and is not just waiting to be counted out."""
    try:
        return ") Z " not in Path(f"/proc/{number}/stat").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return False


def until_gone(numbers: set[int]) -> None:
    """Wait until none of these processes runs."""
    deadline = time.monotonic() + PATIENCE
    while any(lives(number) for number in numbers):
        assert time.monotonic() < deadline, f"Still running: {[one for one in numbers if lives(one)]}"
        time.sleep(0.05)


@pytest.mark.slow
class TestServing:
    def test_pages_are_answered_and_ctrl_c_ends_it_all(self, serve: Serving, port: int) -> None:
        process = serve()
        with urlopen(f"http://127.0.0.1:{port}/health") as answer:
            assert answer.status == 200
        children = children_of(process)
        assert len(children) == 2
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0
        assert "Upheld has stopped." in said
        until_gone(children)

    def test_its_figures_are_those_of_all_its_processes(self, serve: Serving, port: int) -> None:
        serve("--workers", "2", "--without-worker")
        for _ in range(20):
            urlopen(f"http://127.0.0.1:{port}/health").close()
        counted = [figure(port, 'upheld_requests_total{route="health",status="2xx"}') for _ in range(10)]
        assert set(counted) == {20.0}

    @pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs the death signal of Linux")
    def test_when_it_is_killed_nothing_of_it_stays(self, serve: Serving) -> None:
        process = serve()
        children = children_of(process)
        process.kill()
        until_gone(children)

    def test_a_worker_that_dies_is_started_again(self, serve: Serving) -> None:
        process = serve("--workers", "1")
        before = children_of(process)
        os.kill(max(before), signal.SIGKILL)
        deadline = time.monotonic() + PATIENCE
        while len(children_of(process) - before) < 1:
            assert time.monotonic() < deadline, "It was not started again."
            time.sleep(0.05)


@pytest.mark.django_db
class TestWhenItCannotBegin:
    def test_a_port_that_is_taken_is_said_to_be(self, upheld: Callable[..., Said], port: int) -> None:
        with socket.socket() as other:
            other.bind(("127.0.0.1", port))
            other.listen()
            with patch("upheld.cli.serve.connection.close"):
                said = upheld("serve", "--port", str(port))
        assert said.status == 1
        assert f"already listens on port {port}" in said.err
        assert f"upheld serve --port {port + 1}" in said.err

    def test_a_database_that_is_behind_leads_to_migrate(self, upheld: Callable[..., Said]) -> None:
        with patch("upheld.cli.serve.pending_steps", return_value=1):
            said = upheld("serve")
        assert (said.status, said.err.rpartition("Run: ")[2]) == (1, "upheld migrate\n")
