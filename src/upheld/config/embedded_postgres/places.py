"""Where each thing is kept: one home shared by every process of Upheld, and the PostgreSQL cluster in it."""

from dataclasses import dataclass
from pathlib import Path

MAJOR = 18
"""The major version of PostgreSQL whose data this release reads and writes."""


@dataclass(frozen=True)
class Cluster:
    """The places of one PostgreSQL cluster, all within reach of the account that runs the server."""

    folder: Path

    @property
    def data(self) -> Path:
        """PostgreSQL's data directory, private to the server's account."""
        return self.folder / "data"

    @property
    def server_lock(self) -> Path:
        """Held by the server and each of its processes for as long as any of them lives."""
        return self.folder / "server.lock"

    @property
    def log(self) -> Path:
        """What the server says: starts, stops and faults; never statements or their values."""
        return self.folder / "server.log"

    @property
    def socket_record(self) -> Path:
        """Names the folder of the server's socket, which is elsewhere when this path is too long."""
        return self.folder / "socket-folder.txt"


@dataclass(frozen=True)
class Home:
    """The places of one home that every process of Upheld shares."""

    root: Path

    @property
    def postgresql(self) -> Path:
        """Where the clusters, the locks and the supervisor's notes are."""
        return self.root / "postgresql"

    @property
    def cluster(self) -> Cluster:
        """The cluster of our major version, or a link to it when the server cannot live in the home."""
        return Cluster(self.postgresql / str(MAJOR))

    @property
    def clients_lock(self) -> Path:
        """Shared by every process that uses the database, for its lifetime."""
        return self.postgresql / "clients.lock"

    @property
    def supervisor_lock(self) -> Path:
        """Held by the one supervisor in charge."""
        return self.postgresql / "supervisor.lock"

    @property
    def launch_lock(self) -> Path:
        """Held while a client launches a supervisor, so that only one does."""
        return self.postgresql / "launch.lock"

    @property
    def supervisor_log(self) -> Path:
        """What the supervisor did and why."""
        return self.postgresql / "supervisor.log"

    @property
    def failure(self) -> Path:
        """Why the last supervisor gave up, in words."""
        return self.postgresql / "failure.txt"

    @property
    def stop_request(self) -> Path:
        """Exists while someone has asked for the server to be stopped."""
        return self.postgresql / "stop-requested"
