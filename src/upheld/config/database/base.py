"""Django's PostgreSQL engine, which finds or starts the embedded server when settings name no host."""

import shutil
from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base

from upheld.config.embedded_postgres import default_home, ensure_running
from upheld.config.embedded_postgres.binaries import locate


class DatabaseWrapper(base.DatabaseWrapper):
    """Connects to the server that settings name, or else to the embedded one.

    The embedded server is looked for at each new connection, so that one that was stopped is started again.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._is_embedded = not self.settings_dict["HOST"]

    def get_connection_params(self) -> dict[str, Any]:
        """The parameters of Django, with the embedded server's place filled in where none is given."""
        if self._is_embedded:
            place = ensure_running(default_home()).as_django()
            self.settings_dict.update({key: place[key] for key in ("HOST", "PORT", "USER", "PASSWORD")})
        return super().get_connection_params()

    def program(self, name: str) -> Path:
        """One of PostgreSQL's own programs, such as pg_dump: the embedded server's, or for another server the
        one that this machine has. Raises BinariesMissing.
        """
        found = None if self._is_embedded else shutil.which(name)
        return Path(found) if found else locate() / "bin" / name
