"""Reads DATABASE_URL into Django's settings; without it, the embedded PostgreSQL serves."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class DatabaseUrlNotUnderstood(ValueError):
    """DATABASE_URL must look like postgresql://user:password@host:5432/name."""


def database_settings(url: str) -> dict[str, Any]:
    """Django's settings of the default database for a PostgreSQL address, or for the embedded server when
    `url` is empty.

    Raises DatabaseUrlNotUnderstood. The message never repeats the address, because it may hold a password.
    """
    place = {"NAME": "upheld", "USER": "", "PASSWORD": "", "HOST": "", "PORT": ""}
    options: dict[str, Any] = {}
    if url:
        place, options = _read(url)
    return {
        "ENGINE": "upheld.config.database",
        **place,
        "OPTIONS": options,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def _read(url: str) -> tuple[dict[str, str], dict[str, Any]]:
    parts = urlsplit(url)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    name = parts.path.lstrip("/")
    if parts.scheme not in {"postgres", "postgresql"} or not host or not name:
        raise DatabaseUrlNotUnderstood(DatabaseUrlNotUnderstood.__doc__)
    place = {
        "NAME": unquote(name),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
    }
    return place, options
