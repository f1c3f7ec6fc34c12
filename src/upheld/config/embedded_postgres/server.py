"""Starts one PostgreSQL server, says how it is, and ends it.

The server inherits a lock and so does each of its processes: the lock is free only when the last of them has
ended. That, and not a process number in a file, is how we know that nobody else writes to the data.
"""

import ctypes
import os
import signal
import socket
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from upheld.config.embedded_postgres import locks
from upheld.config.embedded_postgres.account import Account
from upheld.config.embedded_postgres.cluster import PORT, recorded_socket_folder
from upheld.config.embedded_postgres.errors import ForeignServerOnOurData
from upheld.config.embedded_postgres.places import Cluster

PR_SET_PDEATHSIG = 1
LONGEST_LOG = 5_000_000
STATUS_LINE = 7
ALWAYS = ("-c", "unix_socket_permissions=0700", "-c", "hot_standby=off")
"""Without hot standby, a server that says it is ready can also write."""


@dataclass(frozen=True)
class Preparation:
    """All that it takes to start the server of a cluster."""

    cluster: Cluster
    installation: Path
    account: Account
    socket_folder: Path
    options: list[str]


def start(prepared: Preparation) -> subprocess.Popen[bytes]:
    """Start the server, which stops by itself (fast and clean) when the process that called this one ends.

    Call it only when nothing of an earlier server is left (`is_gone`). Raises ForeignServerOnOurData,
    BlockingIOError.
    """
    cluster = prepared.cluster
    lock = locks.open_lock(cluster.server_lock)
    try:
        if not locks.try_lock(lock):
            raise BlockingIOError(f"an earlier server still uses {cluster.data}")
        _clear_traces(cluster, prepared.socket_folder)
        return _launch(prepared, lock)
    finally:
        os.close(lock)


def is_gone(cluster: Cluster) -> bool:
    """Whether no process of any server that we started uses the data any more."""
    return not locks.is_held(cluster.server_lock)


def status(cluster: Cluster) -> str:
    """What the server last wrote about itself: starting, ready, stopping; or nothing."""
    lines = _own_notes(cluster)
    return lines[STATUS_LINE].strip() if len(lines) > STATUS_LINE else ""


def accepting(cluster: Cluster) -> Path | None:
    """The folder of the socket when the server is ready and answers there. Takes less than a millisecond."""
    folder = recorded_socket_folder(cluster)
    if folder is None or status(cluster) != "ready":
        return None
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(str(folder / f".s.PGSQL.{PORT}"))
        except OSError:
            return None
    return folder


def postmaster(cluster: Cluster) -> int | None:
    """The process number of the living server of this cluster, checked against the data that it works on."""
    lines = _own_notes(cluster)
    number = int(lines[0]) if lines and lines[0].strip().isdigit() else 0
    return number if number in processes(cluster) else None


def processes(cluster: Cluster) -> set[int]:
    """Every living PostgreSQL process that works in the cluster's data directory."""
    try:
        data = cluster.data.stat()
    except FileNotFoundError:
        return set()
    return {
        int(entry.name)
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and _works_in(entry, data)
    }


def tell(cluster: Cluster, numbers: set[int], what: signal.Signals) -> None:
    """Send a signal to those of the processes that still work on this cluster."""
    for number in numbers & processes(cluster):
        try:
            os.kill(number, what)
        except ProcessLookupError:
            continue


def _launch(prepared: Preparation, lock: int) -> subprocess.Popen[bytes]:
    cluster = prepared.cluster
    places: list[str | Path] = ["-D", cluster.data, "-k", prepared.socket_folder, "-p", str(PORT), "-h", ""]
    log = _open_log(cluster.log)
    try:
        return subprocess.Popen(
            [prepared.installation / "bin" / "postgres", *places, *ALWAYS, *prepared.options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=(lock,),
            preexec_fn=_end_with_parent(os.getpid()),
            **prepared.account.options,
        )
    finally:
        os.close(log)


def _end_with_parent(parent: int) -> Callable[[], None]:
    """What the new process does before it becomes the server, after it has changed its account."""
    prctl = ctypes.CDLL(None).prctl

    def ask_the_kernel() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGINT)
        if os.getppid() != parent:
            os._exit(1)

    return ask_the_kernel


def _clear_traces(cluster: Cluster, socket_folder: Path) -> None:
    """Remove what a killed server left behind; a process number in it may belong to anyone by now."""
    if living := processes(cluster):
        raise ForeignServerOnOurData(
            f"A PostgreSQL server that Upheld did not start is using {cluster.data} (process "
            f"{min(living)}). Two servers on the same data would destroy it, so Upheld did not start its "
            "own. Stop that one (pg_ctl stop) first."
        )
    for trace in (
        cluster.data / "postmaster.pid",
        socket_folder / f".s.PGSQL.{PORT}.lock",
        socket_folder / f".s.PGSQL.{PORT}",
    ):
        trace.unlink(missing_ok=True)


def _open_log(path: Path) -> int:
    if path.exists() and path.stat().st_size > LONGEST_LOG:
        path.replace(path.with_suffix(".earlier.log"))
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _own_notes(cluster: Cluster) -> list[str]:
    try:
        return (cluster.data / "postmaster.pid").read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []


def _works_in(entry: Path, data: os.stat_result) -> bool:
    try:
        return (entry / "comm").read_text() == "postgres\n" and os.path.samestat((entry / "cwd").stat(), data)
    except OSError:
        return False
