"""Writing down who looked at what."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from upheld.domains.access.rules.looking import Seen
from upheld.kernel.identifiers import new_id

_INSERT = """
    INSERT INTO access_look (id, account_id, clients, kind, door, why, route, request, found, at,
                             number, previous_hash, hash)
    VALUES {}
"""
_ROW = "(%s, %s, %s::uuid[], %s, %s, %s, %s, %s, %s, %s, 0, '', '')"


def record_looks(
    *,
    seen: Sequence[Seen],
    door: str,
    why: str = "",
    route: str = "",
    request: str = "",
    by: UUID,
    at: datetime,
) -> None:
    """Keep that someone was shown these clients: one row for each kind, all in one statement.

    `route` is the name of the route or command, `request` its number. There is no event: the rows are chained
    themselves. The statement is its own transaction: when this returns, the rows are on the disk.
    """
    if not seen:
        return
    rows = [
        (new_id(), by, list(one.client_ids), one.kind, door, why, route, request, one.found, at)
        for one in seen
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT.format(", ".join([_ROW] * len(rows))), [value for row in rows for value in row]
        )
