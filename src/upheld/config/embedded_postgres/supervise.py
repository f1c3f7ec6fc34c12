"""The supervisor: `python -m upheld.config.embedded_postgres.supervise HOME`. Clients launch it; people need
not.

One process is in charge, holding the supervisor's lock; a second one stands by, waiting for that lock, so
that killing either changes nothing for long. Whoever is in charge starts the server, starts it again when it
dies, and stops it when the last client has been gone for a few seconds. The server is told by the kernel when
its supervisor dies, and stops cleanly.
"""

import os
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path

from upheld.config.embedded_postgres import cluster as clusters
from upheld.config.embedded_postgres import locks, server
from upheld.config.embedded_postgres.account import server_account
from upheld.config.embedded_postgres.binaries import runnable
from upheld.config.embedded_postgres.errors import EmbeddedPostgresError, ServerDidNotStart, as_text
from upheld.config.embedded_postgres.places import Cluster, Home

POLL = 0.2
GRACE = 3.0
"""Seconds without any client before the server is stopped, so that short commands in a row share it."""

STARTS_TRIED = 3
PAUSE_BETWEEN_STANDBYS = 2.0
PATIENCE_WITH_ORPHANS = 2.0
PATIENCE_WITH_SHUTDOWN = 300.0
STAND_BY = "--stand-by"
MODULE = "upheld.config.embedded_postgres.supervise"


class Supervision:
    """One supervisor in charge of one home, until nobody needs the server any more."""

    def __init__(self, home: Home, lock: int) -> None:
        self.home = home
        self.lock = lock
        self.clients = locks.open_lock(home.clients_lock)
        self.standby: subprocess.Popen[bytes] | None = None
        self.next_standby_at = 0.0
        self.idle_since: float | None = None
        self.over = False
        signal.signal(signal.SIGTERM, self._end)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    def run(self) -> None:
        """Serve until the last client is gone, or until told to end."""
        try:
            prepared = prepare(self.home)
            failures = 0
            while not self._must_end():
                await_end_of_earlier(prepared.cluster)
                say("starting the server")
                became_ready = self._watch(server.start(prepared), prepared.cluster)
                failures = 0 if became_ready else failures + 1
                if failures == STARTS_TRIED:
                    raise ServerDidNotStart(_last_words(prepared.cluster))
        finally:
            if self.standby:
                self.standby.kill()
                self.standby.wait()

    def _watch(self, running: subprocess.Popen[bytes], cluster: Cluster) -> bool:
        """Watch one server until its end, or end it when nobody needs it; say whether it was ever ready."""
        became_ready = False
        while running.poll() is None:
            # A server that is still recovering is left to finish, even if those who waited for it have gone.
            became_ready = became_ready or server.accepting(cluster) is not None
            if self._must_end() or (became_ready and self._abandoned()):
                say("stopping the server")
                self.over = True
                _stop(running)
                return True
            self._keep_a_standby()
            time.sleep(POLL)
        say(f"the server ended by itself ({running.returncode})")
        return became_ready

    def _must_end(self) -> bool:
        """Whether someone asked for the end, or the home has been removed under us."""
        removed = not locks.is_still(self.lock, self.home.supervisor_lock)
        return self.over or removed or self.home.stop_request.exists()

    def _abandoned(self) -> bool:
        """Whether there was no client for the whole grace; new ones then wait at the lock for our end."""
        if not locks.try_lock(self.clients):
            self.idle_since = None
            return False
        now = time.monotonic()
        self.idle_since = self.idle_since or now
        if now - self.idle_since > GRACE:
            return True
        locks.release(self.clients)
        return False

    def _keep_a_standby(self) -> None:
        """Have another supervisor wait for our lock; tried again after a pause when it cannot live."""
        now = time.monotonic()
        if now < self.next_standby_at or (self.standby and self.standby.poll() is None):
            return
        self.next_standby_at = now + PAUSE_BETWEEN_STANDBYS
        command = [sys.executable, "-P", "-m", MODULE, str(self.home.root), STAND_BY]
        try:
            self.standby = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        except OSError as fault:
            say(f"nobody stands by: {fault}")

    def _end(self, *_: object) -> None:
        self.over = True


def prepare(home: Home) -> server.Preparation:
    """Make whatever is missing: the cluster's folder, the programs, the data, the socket's folder."""
    cluster = clusters.settle(home)
    account = server_account(cluster.data)
    installation = runnable(account, cluster.folder)
    clusters.create(cluster, installation, account)
    options = clusters.admit_only_us(cluster)
    return server.Preparation(
        cluster, installation, account, clusters.socket_folder(cluster, account), options
    )


def await_end_of_earlier(cluster: Cluster) -> None:
    """Wait until nothing of an earlier server is left, helping it to end.

    A living server is asked for a clean, fast shutdown. Processes whose server has died serve nobody (their
    shared memory is lost); they usually notice at once, and are ended when they do not.
    """
    began = time.monotonic()
    asked = False
    while not server.is_gone(cluster):
        waited = time.monotonic() - began
        leader = server.postmaster(cluster)
        if leader and not asked:
            server.tell(cluster, {leader}, signal.SIGINT)
            asked = True
        elif waited > (PATIENCE_WITH_SHUTDOWN if leader else PATIENCE_WITH_ORPHANS):
            server.tell(cluster, server.processes(cluster), signal.SIGKILL)
        time.sleep(0.05)


def main(arguments: list[str]) -> int:
    """Take charge of the home, or stand by until the one in charge is gone; 0 when somebody is in charge."""
    home = Home(Path(arguments[0]))
    os.chdir("/")
    os.umask(0o022)
    lock = locks.open_lock(home.supervisor_lock)
    if STAND_BY in arguments:
        locks.wait_for_lock(lock)
        say("taking over")
    elif not _take_charge(lock):
        return 0
    elif os.fork():
        # Whoever launched us has waited for this: the lock is held, and we are nobody's child.
        os._exit(0)
    try:
        Supervision(home, lock).run()
    except EmbeddedPostgresError as fault:
        _give_up(home, fault)
    except Exception:
        trace = traceback.format_exc(limit=-4)
        why = f"What watches over the database failed. The data is kept as it is.\n{trace}"
        _give_up(home, ServerDidNotStart(why))
    return 0


def say(what: str) -> None:
    """Write one line to the supervisor's log."""
    stamp = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime())
    os.write(2, f"{stamp} [{os.getpid()}] {what}\n".encode())


def _take_charge(lock: int) -> bool:
    """Take the lock unless someone is in charge; another process that looks may hold it for a moment."""
    for _ in range(10):
        if locks.try_lock(lock):
            return True
        time.sleep(0.02)
    return False


def _stop(running: subprocess.Popen[bytes]) -> None:
    for how, patience in (
        (signal.SIGINT, PATIENCE_WITH_SHUTDOWN),
        (signal.SIGQUIT, 30.0),
        (signal.SIGKILL, None),
    ):
        running.send_signal(how)
        try:
            running.wait(patience)
            return
        except subprocess.TimeoutExpired:
            continue


def _give_up(home: Home, why: EmbeddedPostgresError) -> None:
    say(str(why))
    if home.postgresql.is_dir():
        home.failure.write_text(as_text(why), encoding="utf-8")


def _last_words(cluster: Cluster) -> str:
    words = "\n".join(cluster.log.read_text(encoding="utf-8", errors="replace").splitlines()[-6:])
    return (
        f"The database did not start, {STARTS_TRIED} times in a row. The data in {cluster.data} is kept as "
        f"it is. PostgreSQL said:\n{words}\nMend that (the whole log is {cluster.log}) and start Upheld "
        "again."
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
