"""The key that signs sessions: given by the environment, or made once and kept where only its owner can read it."""

import os
import secrets
from pathlib import Path

from upheld.config.embedded_postgres import default_home


def secret_key() -> str:
    """UPHELD_SECRET_KEY, or the key kept in UPHELD_HOME, which is made at the first use."""
    given = os.environ.get("UPHELD_SECRET_KEY")
    return given or _kept(default_home() / "secret-key")


def _kept(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(50)
        file.write(key)
    return key
