"""Where the test database is, for a process of its own that is to use it."""

import os
from urllib.parse import quote

from django.db import connection


def address() -> str:
    """The test database as DATABASE_URL."""
    place = {key: quote(str(value), safe="") for key, value in connection.settings_dict.items() if value}
    password = f":{place['PASSWORD']}" if "PASSWORD" in place else ""
    where = f"host={place['HOST']}&port={place.get('PORT', '5432')}"
    return f"postgresql://{place['USER']}{password}@/{place['NAME']}?{where}"


def surroundings() -> dict[str, str]:
    """The environment of such a process."""
    return {**os.environ, "DATABASE_URL": address()}
