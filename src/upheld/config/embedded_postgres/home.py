"""The folder where Upheld keeps its data: choosing it, making it, and refusing what is not ours.

A home is claimed by a marker file. A folder that holds something else, or belongs to someone else, is refused
before anything is written, and the rights of a folder that we did not make are never changed.
"""

import os
import pwd
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from upheld.config.embedded_postgres.errors import USE_ANOTHER_SERVER, HomeCannotBeUsed, HomeIsNotOurs
from upheld.config.embedded_postgres.places import Home

HOME_OF_ROOT = Path("/var/lib/upheld")
MARKER = "upheld-home.txt"
MARKER_TEXT = """This folder belongs to Upheld, which keeps its database and files here.
Do not change or remove single files; to start afresh, stop Upheld and remove the whole folder.
How to back it up is in docs/reference/embedded-postgresql.md.
"""


def default_home() -> Path:
    """`UPHELD_HOME`, else /var/lib/upheld for root, else `upheld` in the user's data folder (XDG).

    Raises HomeCannotBeUsed when the user has no home folder to derive it from.
    """
    if chosen := os.environ.get("UPHELD_HOME"):
        return Path(chosen).expanduser().absolute()
    if os.geteuid() == 0:
        return HOME_OF_ROOT
    data = Path(os.environ.get("XDG_DATA_HOME", ""))
    if data.is_absolute():
        return data / "upheld"
    try:
        return Path.home() / ".local" / "share" / "upheld"
    except RuntimeError as unknown:
        raise HomeCannotBeUsed(
            "Upheld does not know where to keep its data: this user has no home folder. "
            f"Set UPHELD_HOME to a folder of your own. {USE_ANOTHER_SERVER}"
        ) from unknown


def prepare_home(home: Path) -> Path:
    """Make the home if it is missing, claim it if it is empty, check that it is ours, and return its real
    path.

    Call this before keeping anything else in the home, for only an empty folder can be claimed. Raises
    HomeIsNotOurs (nothing was touched) or HomeCannotBeUsed.
    """
    return _prepare(home).root


def prepare_places(home: Path) -> Home:
    """Prepare the home, and the folder in it for PostgreSQL's files. Raises as prepare_home does."""
    place = _prepare(home)
    with saying_what_cannot_be_used(place.root):
        _make(place.postgresql)
    return place


def _prepare(home: Path) -> Home:
    place = Home(Path(os.path.realpath(home)))
    with saying_what_cannot_be_used(place.root):
        _make(place.root)
        _refuse_if_of_someone_else(place.root)
        _claim(place.root)
    return place


@contextmanager
def saying_what_cannot_be_used(folder: Path) -> Iterator[None]:
    """Turn a refusal of the operating system into HomeCannotBeUsed."""
    try:
        yield
    except OSError as fault:
        raise HomeCannotBeUsed(
            f"Upheld cannot keep its data in {folder}: {fault.strerror} ({fault.filename}). "
            f"Set UPHELD_HOME to a folder that you may write in. {USE_ANOTHER_SERVER}"
        ) from fault


def account_name(uid: int) -> str:
    """The name of an account, or its number when it has none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"the user with number {uid}"


def _make(folder: Path) -> None:
    """Make a private folder; as root, others may pass through it, as the server must, and not list it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder.mkdir()
    except FileExistsError:
        return
    folder.chmod(0o711 if os.geteuid() == 0 else 0o700)


def _refuse_if_of_someone_else(folder: Path) -> None:
    found = folder.stat()
    remedy = f"Set UPHELD_HOME to a folder of your own. {USE_ANOTHER_SERVER}"
    if not stat.S_ISDIR(found.st_mode):
        raise HomeIsNotOurs(f"{folder} is a file, and Upheld needs a folder. Nothing was touched. {remedy}")
    if found.st_uid != os.geteuid():
        owner, us = account_name(found.st_uid), account_name(os.geteuid())
        raise HomeIsNotOurs(
            f"{folder} belongs to {owner} and you are {us}. Nothing was touched. Run Upheld as {owner}. "
            f"{remedy}"
        )
    if found.st_mode & stat.S_IWOTH and (folder / MARKER).exists():
        raise HomeIsNotOurs(
            f"Anyone on this machine may change what is in {folder}. Nothing was touched. "
            f"Check what is in it, then take that right away: chmod o-w {folder}"
        )


def _claim(folder: Path) -> None:
    marker = folder / MARKER
    # The marker is looked for again: another process may have claimed the folder while we were listing it.
    if not marker.exists() and any(folder.iterdir()) and not marker.exists():
        raise HomeIsNotOurs(
            f"{folder} holds files that are not Upheld's (there is no {MARKER} in it). Nothing was touched. "
            f"Set UPHELD_HOME to a new or empty folder. {USE_ANOTHER_SERVER}"
        )
    if folder.stat().st_mode & stat.S_IWOTH:
        raise HomeIsNotOurs(
            f"Anyone on this machine may write in {folder}, so Upheld will not keep data there. "
            f"Nothing was touched. Choose another folder, or: chmod o-w {folder}"
        )
    try:
        with marker.open("x", encoding="utf-8") as text:
            text.write(MARKER_TEXT)
    except FileExistsError:
        return
