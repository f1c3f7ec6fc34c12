"""The key that signs sessions: given by the environment, or made once and kept for its owner alone."""

import os
import secrets
import tempfile
from pathlib import Path

from upheld.config.embedded_postgres import default_home, prepare_home

_FOR_ITS_OWNER = 0o600


def secret_key() -> str:
    """UPHELD_SECRET_KEY, or the key kept in UPHELD_HOME, which is made at the first use.

    Raises HomeIsNotOurs or HomeCannotBeUsed when there is nowhere to keep it.
    """
    given = os.environ.get("UPHELD_SECRET_KEY")
    return given or _kept(prepare_home(default_home()) / "secret-key")


def _kept(path: Path) -> str:
    if not path.exists():
        _make(path)
    if path.stat().st_mode & 0o777 != _FOR_ITS_OWNER:
        path.chmod(_FOR_ITS_OWNER)
    return path.read_text(encoding="ascii")


def _make(path: Path) -> None:
    """Write the key beside its place, then put it there whole; if another was first, its key stays."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)  # made for its owner alone
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    written = Path(name)
    try:
        path.hardlink_to(written)
    except FileExistsError:
        return
    finally:
        written.unlink()
