"""The account that the server runs as: ourselves, or an unprivileged one when we are root.

PostgreSQL refuses to run as root. An account called `upheld` is used when the machine has one, otherwise
`nobody`; data that exists is always served by the account that owns it.
"""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from upheld.config.embedded_postgres.errors import USE_ANOTHER_SERVER, NoAccountForServer

ACCOUNTS_FOR_ROOT = ("upheld", "nobody")
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": "/", "TZ": "UTC"}
"""All that the server's programs see of the environment, so that no PGDATA or PGPORT leads them astray."""


@dataclass(frozen=True)
class Account:
    """An account of the operating system; `dropped` when we are root and must become it."""

    name: str
    uid: int
    gid: int
    dropped: bool

    @property
    def options(self) -> dict[str, Any]:
        """Options for subprocess that run a program as this account, away from any folder of ours."""
        become = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.dropped else {}
        return {"env": ENVIRONMENT, "cwd": "/", "umask": 0o077, **become}

    def own(self, path: Path) -> None:
        """Hand a file or folder to this account (a link itself, never what it points to)."""
        if self.dropped:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def run(self, command: Sequence[str | Path], *, text: str = "") -> subprocess.CompletedProcess[str]:
        """Run a program as this account to its end, with `text` as input. Raises OSError."""
        return subprocess.run(
            command, input=text, capture_output=True, text=True, check=False, **self.options
        )

    def can_reach(self, folder: Path) -> bool:
        """Whether this account can enter the folder, by trying."""
        return self.run(["/bin/sh", "-c", 'cd -- "$1"', "sh", folder]).returncode == 0


def server_account(data: Path) -> Account:
    """Who runs the server for this data directory, which may not exist yet. Raises NoAccountForServer."""
    if os.geteuid() != 0:
        return _ourselves()
    entry = _owner_of(data) if data.exists() else _unprivileged()
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, dropped=True)


def _ourselves() -> Account:
    try:
        entry = pwd.getpwuid(os.geteuid())
    except KeyError as nameless:
        raise NoAccountForServer(
            f"This machine has no name for the user you run as (number {os.geteuid()}), and PostgreSQL "
            f"needs one. Add the user to /etc/passwd. {USE_ANOTHER_SERVER}"
        ) from nameless
    return Account(entry.pw_name, entry.pw_uid, os.getegid(), dropped=False)


def _unprivileged() -> pwd.struct_passwd:
    for name in ACCOUNTS_FOR_ROOT:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return entry
    raise NoAccountForServer(
        "PostgreSQL refuses to run as root, and there is no account that it could run as. "
        f"Make one: useradd --system --shell /usr/sbin/nologin upheld. {USE_ANOTHER_SERVER}"
    )


def _owner_of(data: Path) -> pwd.struct_passwd:
    owner = data.stat().st_uid
    try:
        if owner == 0:
            raise KeyError(owner)
        return pwd.getpwuid(owner)
    except KeyError as unknown:
        raise NoAccountForServer(
            f"The data in {data} belongs to user number {owner}, which cannot run PostgreSQL here. The data "
            f"was not touched. Give it to the account that shall run it: chown -R nobody: {data}"
        ) from unknown
