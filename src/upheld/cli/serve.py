"""`upheld serve`: the pages and the background worker, together, until they are stopped."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection

from upheld.cli.migrate import pending_steps
from upheld.kernel.errors import RuleBroken

APPLICATION = "upheld.config.wsgi:application"
COMMAND = "upheld.config.entry"
THREADS, WAITING = "8", "128"
"""Requests that each process answers at once, each on a connection to the database; and holds in all."""

KEPT = "600"
"""Seconds for which an idle thread stays, as long as its connection may."""

PATIENCE = 10.0
"""Seconds that a child has to stop by itself."""

LONGEST_PAUSE = 30.0
PULSE = 0.2


class DatabaseIsBehind(RuleBroken):
    """The database is not ready for this release. Nothing was started. Run: upheld migrate"""


class PortIsTaken(RuleBroken):
    """Something else already listens on port {port} of {host}. Nothing was started.

    Stop it, or choose another port: upheld serve --port {other}
    """


def serve(
    *, host: str = "127.0.0.1", port: int = 8000, workers: int = 1, without_worker: bool = False
) -> int:
    """Serve the pages, and carry out what waits in the background, until Ctrl-C or SIGTERM.

    :param host: The address to listen on; 0.0.0.0 for every network of this machine (see UPHELD_HOSTS).
    :param port: The port to listen on.
    :param workers: How many processes answer requests.
    :param without_worker: Leave the background work to `upheld worker`, run elsewhere.
    """
    if pending_steps():
        raise DatabaseIsBehind
    connection.close()
    _refuse_if_taken(host, port)
    web = ["-m", "granian", "--interface", "wsgi", "--respawn-failed-workers"]
    web += ["--log-level", "warning", "--no-access-log"]  # an access log is one of addresses
    web += ["--blocking-threads", THREADS, "--backpressure", WAITING, "--workers", str(workers)]
    web += ["--blocking-threads-idle-timeout", KEPT]  # a thread that ends takes its connection with it
    web += ["--host", host, "--port", str(port), APPLICATION]
    with tempfile.TemporaryDirectory(prefix="upheld-figures-") as shared, _stopping_at_signals():
        # Processes that answer requests count them together, in a folder that goes when we stop.
        children = [_Child([sys.executable, *web], {**os.environ, "PROMETHEUS_MULTIPROC_DIR": shared})]
        if not without_worker:
            children.append(_Child([sys.executable, "-m", COMMAND, "worker"]))
        try:
            _watch(children, host, port)
        except KeyboardInterrupt:
            print("\nStopping ...", flush=True)
        finally:
            _stop(children)
    print("Upheld has stopped.", flush=True)
    return 0


@dataclass
class _Child:
    """A process of ours that is started again, after a growing pause, when it ends by itself."""

    command: list[str]
    surroundings: dict[str, str] | None = None
    running: subprocess.Popen[bytes] | None = None
    next_start: float = 0.0
    pause: float = field(default=1.0)

    def keep_up(self) -> None:
        """Start it, unless it runs or its pause is not over."""
        moment = time.monotonic()
        if self.running is not None and self.running.poll() is not None:
            print(f"{self.command[2]} has ended. It starts again in {self.pause:.0f} s.", file=sys.stderr)
            self.running, self.next_start = None, moment + self.pause
            self.pause = min(2 * self.pause, LONGEST_PAUSE)
        if self.running is None and moment >= self.next_start:
            # A session of its own: Ctrl-C reaches us alone, and we stop our children in good order.
            end = _end_with(os.getpid())
            self.running = subprocess.Popen(
                self.command, env=self.surroundings, start_new_session=True, preexec_fn=end
            )


def _watch(children: list[_Child], host: str, port: int) -> None:
    announced = False
    while True:
        for child in children:
            child.keep_up()
        if not announced and _accepts(host, port):
            announced = True
            print(f"Upheld is at {_address(host, port)} - stop it with Ctrl-C.", flush=True)
        time.sleep(PULSE)


def _stop(children: list[_Child]) -> None:
    running = [child.running for child in children if child.running is not None]
    for process in running:
        process.terminate()
    deadline = time.monotonic() + PATIENCE
    for process in running:
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def _stopping_at_signals() -> Iterator[None]:
    """Turn the first SIGTERM or Ctrl-C into KeyboardInterrupt; let no further one disturb the tidying up."""
    asked_by = (signal.SIGTERM, signal.SIGINT)

    def stop(*_: object) -> None:
        for number in asked_by:
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in asked_by}
    try:
        yield
    finally:
        for number, earlier in before.items():
            signal.signal(number, earlier)


def _end_with(parent: int) -> Callable[[], None] | None:
    """What a child does before it begins: ask the kernel to end it, should we be killed. Linux only."""
    if not sys.platform.startswith("linux"):
        return None
    ask = ctypes.CDLL(None).prctl

    def end_with_parent() -> None:
        signal_at_death_of_parent = 1
        ask(signal_at_death_of_parent, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return end_with_parent


def _refuse_if_taken(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortIsTaken(port=port, host=host, other=port + 1) from error


def _accepts(host: str, port: int) -> bool:
    try:
        socket.create_connection((_reachable(host), port), timeout=1).close()
    except OSError:
        return False
    return True


def _address(host: str, port: int) -> str:
    name = _reachable(host)
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"


def _reachable(host: str) -> str:
    """The address at which this machine itself reaches what listens on `host`."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 # nosec B104
