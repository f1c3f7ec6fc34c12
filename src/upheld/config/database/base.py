"""Django's PostgreSQL engine, which finds or starts the embedded server when settings name no host."""

from typing import Any

from django.db.backends.postgresql import base

from upheld.config.embedded_postgres import default_home, ensure_running


class DatabaseWrapper(base.DatabaseWrapper):
    """Connects to the server that settings name, or else to the embedded one."""

    def get_connection_params(self) -> dict[str, Any]:
        """The parameters of Django, with the embedded server's place filled in where none is given."""
        if not self.settings_dict["HOST"]:
            place = ensure_running(default_home()).as_django()
            self.settings_dict.update({key: place[key] for key in ("HOST", "PORT", "USER", "PASSWORD")})
        return super().get_connection_params()
