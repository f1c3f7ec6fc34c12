"""What the rest of Upheld calls: find or start the embedded server, ask how it is, stop it.

Every process that has called `ensure_running` holds a shared lock until it ends, and so do the processes that
it forks. The supervisor stops the server when nobody holds that lock. The kernel releases it, even after kill
-9.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from upheld.config.embedded_postgres import locks, server
from upheld.config.embedded_postgres.cluster import DATABASE, PORT, ROLE
from upheld.config.embedded_postgres.errors import (
    USE_ANOTHER_SERVER,
    PlatformNotSupported,
    ServerDidNotStart,
    ServerDidNotStop,
    ServerStillStarting,
    from_text,
)
from upheld.config.embedded_postgres.home import prepare_places, saying_what_cannot_be_used
from upheld.config.embedded_postgres.places import Home

PATIENCE = 600.0
SILENCE = 5.0
"""Seconds before a person who waits is told what for."""

POLL = 0.05
LAUNCHES_TRIED = 5

_held: dict[Path, int] = {}
_holding = threading.Lock()


@dataclass(frozen=True)
class Connection:
    """Where the running server is. It needs no password: the socket admits this account only."""

    host: str
    """The folder of the server's socket."""

    port: int = PORT
    user: str = ROLE
    dbname: str = DATABASE

    def url(self) -> str:
        """The address in the form that DATABASE_URL, psql and psycopg take."""
        return f"postgresql://{self.user}@/{self.dbname}?host={quote(self.host)}&port={self.port}"

    def as_django(self) -> dict[str, str]:
        """The entries of one of Django's DATABASES."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": self.host,
            "PORT": str(self.port),
            "USER": self.user,
            "PASSWORD": "",
            "NAME": self.dbname,
        }


@dataclass(frozen=True)
class Status:
    """How the embedded server of a home is: `absent` (no data yet), `stopped`, `starting` or `ready`."""

    state: str
    data: Path
    log: Path
    connection: Connection | None


def ensure_running(
    home: Path, *, patience: float = PATIENCE, tell: Callable[[str], None] | None = None
) -> Connection:
    """Find the server of this home, or start it, and keep it for as long as this process lives.

    It is cheap when the server runs (well under a millisecond), so it may be called before each new
    connection. `patience` is how many seconds to wait without any sign of progress; `tell` is given a
    sentence when the wait is long (it goes to standard error by default). Raises an EmbeddedPostgresError
    that says what to do.
    """
    if not sys.platform.startswith("linux"):
        raise PlatformNotSupported(f"Upheld brings its own database on Linux only. {USE_ANOTHER_SERVER}")
    place = prepare_places(home)
    waiting = _Waiting(place, patience, tell or _to_standard_error)
    while not _hold(place):
        waiting.a_moment()
    launches = 0
    while (folder := server.accepting(place.cluster)) is None:
        if not locks.is_held(place.supervisor_lock):
            _refuse_after_failure(place, launches)
            _launch(place)
            launches += 1
        waiting.a_moment()
    return Connection(str(folder))


def status(home: Path) -> Status:
    """How the server of this home is. It starts nothing and writes nothing. Raises HomeCannotBeUsed."""
    place = Home(Path(os.path.realpath(home)))
    cluster = place.cluster
    with saying_what_cannot_be_used(place.root):
        folder = server.accepting(cluster)
        return Status(
            state="ready" if folder else _state_without_socket(place),
            data=cluster.data.resolve(),
            log=cluster.log.resolve(),
            connection=Connection(str(folder)) if folder else None,
        )


def stop(home: Path, *, patience: float = PATIENCE) -> None:
    """Stop the server of this home cleanly, whoever uses it, and wait until it has ended.

    Raises ServerDidNotStop when it takes longer than `patience` seconds, HomeCannotBeUsed.
    """
    place = Home(Path(os.path.realpath(home)))
    _let_go(place)
    deadline = time.monotonic() + patience
    with saying_what_cannot_be_used(place.root):
        while locks.is_held(place.supervisor_lock):
            place.stop_request.touch()
            if time.monotonic() > deadline:
                raise ServerDidNotStop(
                    f"The database has not stopped after {patience:.0f} seconds. Nothing is lost: it is "
                    "still writing down its last changes. Wait and ask again; what it does is written in "
                    f"{place.cluster.log}."
                )
            time.sleep(POLL)
        place.stop_request.unlink(missing_ok=True)


class _Waiting:
    """A wait that lasts while there is progress, and says what it is for when it becomes long."""

    def __init__(self, place: Home, patience: float, tell: Callable[[str], None]) -> None:
        self.place, self.patience, self.tell = place, patience, tell
        self.began = self.last_progress = time.monotonic()
        self.logged = self._size_of_log()
        self.told = False

    def a_moment(self) -> None:
        """Wait a little; raises ServerStillStarting when nothing has moved for too long."""
        time.sleep(POLL)
        now = time.monotonic()
        if (size := self._size_of_log()) != self.logged:
            self.logged, self.last_progress = size, now
        if now - self.last_progress > self.patience:
            raise ServerStillStarting(
                f"The database is not ready after {now - self.began:.0f} seconds. Nothing is lost, and it "
                "goes on trying by itself. Try again later; what it does is written in "
                f"{self.place.cluster.log}."
            )
        if not self.told and now - self.began > SILENCE:
            self.told = True
            self.tell(
                "Upheld is waiting for its database, which is starting. After a sudden stop it first "
                "brings its data in order, which can take minutes. Nothing is lost."
            )

    def _size_of_log(self) -> int:
        try:
            return self.place.cluster.log.stat().st_size
        except OSError:
            return 0


def _state_without_socket(place: Home) -> str:
    if locks.is_held(place.supervisor_lock):
        return "starting"
    return "stopped" if place.cluster.data.exists() else "absent"


def _to_standard_error(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()


def _hold(place: Home) -> bool:
    """Hold the clients' lock for the rest of this process; False while an ending supervisor keeps it."""
    with _holding:
        descriptor = _held.get(place.root)
        if descriptor is not None and locks.is_still(descriptor, place.clients_lock):
            return True
        if descriptor is not None:
            os.close(_held.pop(place.root))
        descriptor = locks.open_lock(place.clients_lock)
        if not locks.try_lock(descriptor, shared=True):
            os.close(descriptor)
            return False
        _held[place.root] = descriptor
        return True


def _let_go(place: Home) -> None:
    with _holding:
        if place.root in _held:
            os.close(_held.pop(place.root))


def _refuse_after_failure(place: Home, launches: int) -> None:
    """Raise the reason why a supervisor that we launched has given up."""
    if launches and place.failure.exists():
        raise from_text(place.failure.read_text(encoding="utf-8"))
    if launches == LAUNCHES_TRIED:
        raise ServerDidNotStart(
            f"What watches over the database ended {launches} times without a word. The data is kept as it "
            f"is. Look into {place.supervisor_log}, then start Upheld again. {USE_ANOTHER_SERVER}"
        )


def _launch(place: Home) -> None:
    """Launch a supervisor, in a session of its own, unless someone else just has."""
    launching = locks.open_lock(place.launch_lock)
    log = os.open(place.supervisor_log, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        locks.wait_for_lock(launching)
        if locks.is_held(place.supervisor_lock):
            return
        place.failure.unlink(missing_ok=True)
        place.stop_request.unlink(missing_ok=True)
        _run_supervisor(place, log)
    finally:
        os.close(launching)
        os.close(log)


def _run_supervisor(place: Home, log: int) -> None:
    source = str(Path(__file__).parents[3])
    known = os.environ.get("PYTHONPATH")
    ours = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LD_LIBRARY_PATH"}}
    environment = {**ours, "PYTHONPATH": f"{source}:{known}" if known else source, "LC_ALL": "C.UTF-8"}
    # -P: the folder that we happen to be in must not be able to slip in a module of its own.
    command = [sys.executable, "-P", "-m", "upheld.config.embedded_postgres.supervise", str(place.root)]
    launched = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
        env=environment,
        cwd="/",
        check=False,
    )
    if launched.returncode != 0:
        raise ServerDidNotStart(
            f"What watches over the database could not be started ({sys.executable} ended with "
            f"{launched.returncode}). No data was touched. Look into {place.supervisor_log}, then start "
            f"Upheld again. {USE_ANOTHER_SERVER}"
        )
