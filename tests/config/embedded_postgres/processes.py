"""Real processes around real homes: clients that live until they are ended, as root or as ordinary users."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from upheld.config.embedded_postgres import server, stop
from upheld.config.embedded_postgres.places import Cluster, Home

SOURCE = Path(__file__).parents[3] / "src"
AS_ROOT = os.geteuid() == 0
CLIENT = """
import sys
from pathlib import Path
from upheld.config.embedded_postgres import ensure_running
print(ensure_running(Path(sys.argv[1])).url(), flush=True)
sys.stdin.read()
"""
needs_root = pytest.mark.skipif(not AS_ROOT, reason="only root can act as several users")


def program(code: str, home: Path, *, user: str | None = None) -> list[str]:
    """A command that runs Python code on a home. An ordinary user may read it, wherever it is."""
    become: list[str] = []
    if user:
        who = pwd.getpwnam(user)
        may_read = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
        become = [
            "setpriv",
            f"--reuid={who.pw_uid}",
            f"--regid={who.pw_gid}",
            "--clear-groups",
            *may_read,
            "--",
        ]
    return [*become, sys.executable, "-c", code, str(home)]


@dataclass
class Client:
    """A process that uses the embedded database until it is ended."""

    process: subprocess.Popen[str]
    url: str

    def kill(self) -> None:
        """End it as the kernel would when memory runs out."""
        self.process.kill()
        self.process.communicate()


def open_client(home: Path, *, user: str | None = None) -> Client:
    """Start a client and wait until it has its database."""
    process = subprocess.Popen(
        program(CLIENT, home, user=user),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        cwd="/",
        start_new_session=True,
    )
    assert process.stdout is not None
    return Client(process, process.stdout.readline().strip())


def ask(url: str, statement: str) -> object:
    """The first value of the first row."""
    with psycopg.connect(url, autocommit=True, connect_timeout=5) as connection:
        found = connection.execute(statement)  # type: ignore[call-overload]
        return found.fetchone()[0] if found.description else None


def eventually(fact: Callable[[], object], *, within: float = 15.0) -> object:
    """Wait until the fact holds and return it; a refused connection means: not yet."""
    until = time.monotonic() + within
    while True:
        with contextlib.suppress(psycopg.OperationalError):
            if found := fact():
                return found
        assert time.monotonic() < until, "it did not come to pass"
        time.sleep(0.05)


def supervisors(home: Path) -> list[int]:
    """The process numbers of everything that watches over this home."""
    wanted = [b"upheld.config.embedded_postgres.supervise", os.fsencode(home)]
    found = []
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            words = (entry / "cmdline").read_bytes().split(b"\0") if entry.name.isdigit() else []
            if all(word in words for word in wanted):
                found.append(int(entry.name))
    return found


def in_charge(home: Path) -> int:
    """The supervisor whose child is the server."""
    number = server.postmaster(cluster_of(home))
    assert number is not None
    return int(Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[1])


def cluster_of(home: Path) -> Cluster:
    """The cluster of a home."""
    return Home(home).cluster


def leaves_nothing(home: Path) -> bool:
    """Whether no process of this home is left."""
    return not supervisors(home) and not server.processes(cluster_of(home))


def remove(folder: Path) -> None:
    """End whatever runs in the homes below a folder, then remove them with what they keep elsewhere."""
    for home in [found.parent for found in folder.rglob("upheld-home.txt")]:
        stop(home)
        for number in supervisors(home):
            os.kill(number, signal.SIGKILL)
        eventually(lambda home=home: leaves_nothing(home))
        place = cluster_of(home)
        if place.socket_record.exists():
            shutil.rmtree(place.socket_record.read_text().strip(), ignore_errors=True)
        if place.folder.is_symlink():
            shutil.rmtree(place.folder.readlink().parent)
    shutil.rmtree(folder)
