"""Makes the PostgreSQL cluster at the first start, and the private places that its server needs.

Who may connect: only the account of the operating system that started Upheld, through a socket in a folder of
mode 0700, checked by the kernel (peer authentication). There is no password to lose and no network port.
"""

import os
import re
import shutil
import stat
import tempfile
from pathlib import Path

from upheld.config.embedded_postgres.account import Account, server_account
from upheld.config.embedded_postgres.errors import (
    USE_ANOTHER_SERVER,
    ClusterOfAnotherVersion,
    HomeCannotBeUsed,
    ServerDidNotStart,
)
from upheld.config.embedded_postgres.home import account_name
from upheld.config.embedded_postgres.places import MAJOR, Cluster, Home

DATABASE = "upheld"
ROLE = "upheld"
PORT = 5432
CLUSTERS_APART = Path("/var/lib/upheld-postgresql")
"""Where root's clusters live when the server's account cannot reach the home (one under /root, say)."""

LONGEST_SOCKET_PATH = 107
SETTINGS = {
    "max_connections": "100",
    "shared_buffers": "128MB",
    "effective_cache_size": "512MB",
    "max_wal_size": "1GB",
    "random_page_cost": "1.1",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    # Statements and the values in error messages may be about people, so none of them reaches the log.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}
"""The first settings of a cluster; afterwards they are in its postgresql.conf, to be changed there."""

FIRST_STATEMENTS = f"CREATE ROLE {ROLE} LOGIN CREATEDB;\nCREATE DATABASE {DATABASE} OWNER {ROLE};\n"


def settle(home: Home) -> Cluster:
    """The cluster's folder, made if need be where the server's account can reach it.

    Raises ClusterOfAnotherVersion, HomeCannotBeUsed, NoAccountForServer.
    """
    _refuse_data_of_another_version(home)
    folder = home.cluster.folder
    if folder.is_symlink() and not folder.exists():
        raise HomeCannotBeUsed(
            f"The database of this home is kept in {folder.readlink()}, and that folder is missing. Put it "
            f"back, from a backup if need be. If its data is no longer wanted, remove the link {folder} and "
            "start again."
        )
    if not folder.exists():
        if os.geteuid() == 0 and not _server_account_reaches(home.postgresql):
            folder.symlink_to(_folder_apart(home))
        else:
            folder.mkdir(mode=0o711)
    return Cluster(folder.resolve())


def create(cluster: Cluster, installation: Path, account: Account) -> None:
    """Make the data directory with its role and its database, unless it exists.

    It is made beside its place and renamed when it is whole, so that an interrupted start leaves nothing half
    made. Raises ServerDidNotStart.
    """
    if cluster.data.exists():
        return
    unfinished = cluster.folder / "data-unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    account.own(unfinished)
    programs = installation / "bin"
    settings: list[str | Path] = [
        part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")
    ]
    locale = ["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    _must_work(
        account,
        [
            programs / "initdb",
            "--auth=peer",
            "--username=postgres",
            *locale,
            *settings,
            f"--pgdata={unfinished}",
        ],
    )
    single: list[str | Path] = ["--single", "-D", unfinished, "-c", "exit_on_error=on", "postgres"]
    _must_work(account, [programs / "postgres", *single], text=FIRST_STATEMENTS)
    unfinished.rename(cluster.data)


def admit_only_us(cluster: Cluster) -> list[str]:
    """Write who may connect, and return the server's options that say so.

    The files are ours and not the server's, so that its account cannot let anyone else in.
    """
    us = account_name(os.geteuid())
    rules = cluster.folder / "pg_hba.conf"
    names = cluster.folder / "pg_ident.conf"
    _write(rules, "local all all peer map=upheld\nlocal replication all peer map=upheld\n")
    _write(names, f'upheld "{us}" {ROLE}\nupheld "{us}" postgres\n')
    return ["-c", f"hba_file={rules}", "-c", f"ident_file={names}"]


def socket_folder(cluster: Cluster, account: Account) -> Path:
    """A private folder for the server's socket, made and written down: in the cluster if the path is short
    enough.

    Otherwise in the temporary folder, under a name nobody can guess; it is kept for as long as it is safe.
    """
    folder = cluster.folder / "socket"
    if len(os.fsencode(folder / f".s.PGSQL.{PORT}")) > LONGEST_SOCKET_PATH or re.search(
        r"[^\w./-]", str(folder)
    ):
        kept = recorded_socket_folder(cluster)
        if kept and _is_private_to(account, kept):
            return kept
        folder = Path(tempfile.mkdtemp("", "upheld-", "/tmp"))  # nosec B108
    folder.mkdir(mode=0o700, exist_ok=True)
    account.own(folder)
    _write(cluster.socket_record, f"{folder}\n")
    return folder


def recorded_socket_folder(cluster: Cluster) -> Path | None:
    """Where the socket was last said to be."""
    try:
        return Path(cluster.socket_record.read_text(encoding="utf-8").rstrip("\n"))
    except FileNotFoundError:
        return None


def _refuse_data_of_another_version(home: Home) -> None:
    others = [folder.name for folder in home.postgresql.iterdir() if folder.name.isdigit()]
    if others and str(MAJOR) not in others:
        raise ClusterOfAnotherVersion(
            f"The data in {home.postgresql} was written by PostgreSQL {', '.join(sorted(others))}, and this "
            f"release of Upheld brings PostgreSQL {MAJOR}. The data was not touched. With the earlier "
            "release of Upheld make a backup (docs/reference/embedded-postgresql.md), then restore it into "
            "a new home."
        )


def _server_account_reaches(folder: Path) -> bool:
    return server_account(folder / str(MAJOR) / "data").can_reach(folder)


def _folder_apart(home: Home) -> Path:
    try:
        CLUSTERS_APART.mkdir(mode=0o711, exist_ok=True)
        found = CLUSTERS_APART.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != 0 or found.st_mode & 0o022:
            raise PermissionError(1, "others may change it", str(CLUSTERS_APART))
        folder = Path(tempfile.mkdtemp("", "", CLUSTERS_APART))
    except OSError as fault:
        raise HomeCannotBeUsed(
            f"PostgreSQL cannot run as root, its account cannot enter {home.root}, and its data could not "
            f"be put into {CLUSTERS_APART} either: {fault.strerror}. Set UPHELD_HOME to a folder that every "
            f"account may pass through, such as /var/lib/upheld. {USE_ANOTHER_SERVER}"
        ) from fault
    folder.chmod(0o711)
    _write(folder / "belongs-to.txt", f"The database of the Upheld home {home.root}\n")
    cluster = folder / str(MAJOR)
    cluster.mkdir(mode=0o711)
    return cluster


def _is_private_to(account: Account, folder: Path) -> bool:
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return False
    return (
        stat.S_ISDIR(found.st_mode) and found.st_uid == account.uid and stat.S_IMODE(found.st_mode) == 0o700
    )


def _write(path: Path, text: str) -> None:
    """Replace a small file at once, readable by the server's account."""
    new = path.with_name(f"{path.name}-new")
    new.write_text(text, encoding="utf-8")
    new.chmod(0o644)
    new.replace(path)


def _must_work(account: Account, command: list[str | Path], *, text: str = "") -> None:
    done = account.run(command, text=text)
    if done.returncode != 0:
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-5:])
        raise ServerDidNotStart(
            "The database could not be made for the first time; nothing was lost, for there was no data "
            f"yet. PostgreSQL said:\n{said}\nMend that and start Upheld again. {USE_ANOTHER_SERVER}"
        )
