"""Promises to clients, made by calling commands. Cases and clients are only ids to the charter."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from upheld.domains.access.queries import Viewer, the_service
from upheld.domains.charter.commands import make_promise
from upheld.domains.charter.queries import PromiseRow, list_promises_of_client
from upheld.kernel.identifiers import SYSTEM, new_id

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""A Monday morning."""
DUE = datetime(2026, 3, 3, 23, 59, 59, 999999, tzinfo=UTC)
"""When a call back that is promised then is due: the end of the next working day."""
IN_TIME = NOW + timedelta(hours=6)
TOO_LATE = DUE + timedelta(hours=9)
BENEFIT = "state-pension"


def a_promise(*, at: datetime = NOW, by: UUID = SYSTEM, **told: Any) -> UUID:
    """A promise to call a client back, unless told otherwise."""
    usual: dict[str, Any] = {"kind": "call_back", "client_id": new_id(), "office_id": new_id()}
    return make_promise(**(usual | told), by=by, at=at)


def seen(client_id: UUID, *, as_of: datetime = NOW, viewer: Viewer | None = None) -> PromiseRow:
    """The one promise to a client."""
    (row,) = list_promises_of_client(viewer=viewer or the_service(), client_id=client_id, as_of=as_of)
    return row
