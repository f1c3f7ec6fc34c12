"""Conflicts: a client whom an officer knows, or is: declared on their page, ended by a leader."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from upheld.domains.access import commands as access
from upheld.domains.access.queries import ConflictRow, NoSuchConflict, Viewer, list_conflicts
from upheld.domains.people.queries import IdentityStrip, NoSuchClient, get_client_names, get_identity_strips
from upheld.kernel.commands import command
from upheld.kernel.days import day_of
from upheld.policy import current_pack


@dataclass(frozen=True)
class Closed:
    """A record that is closed to someone; `client` is empty for a viewer who does not see the client."""

    row: ConflictRow
    client: str


def get_client_to_close(client_id: UUID, *, viewer: Viewer, at: datetime) -> IdentityStrip:
    """A client whom the viewer sees, before they say that they know them. Three queries.

    Raises NoSuchClient.
    """
    today = day_of(at, current_pack().time_zone)
    strip = get_identity_strips(viewer=viewer, client_ids=[client_id], on=today).get(client_id)
    if strip is None:
        raise NoSuchClient
    return strip


@command
def close_to_oneself(*, client_id: UUID, is_own: bool, viewer: Viewer, at: datetime) -> None:
    """Close the record of a client whom the viewer sees to the viewer. Raises NoSuchClient."""
    get_client_to_close(client_id, viewer=viewer, at=at)
    access.declare_conflict(client_id=client_id, is_own=is_own, by=viewer.account_id, at=at)


def list_closed(*, viewer: Viewer) -> list[Closed]:
    """What is closed to the people whom the viewer leads, the latest first. Two queries."""
    rows = list_conflicts(viewer=viewer)
    names = get_client_names(viewer=viewer, client_ids={row.client_id for row in rows}) if rows else {}
    return [Closed(row, names.get(row.client_id, "")) for row in rows]


def get_closed(conflict_id: UUID, *, viewer: Viewer) -> Closed:
    """One of them. Two queries. Raises NoSuchConflict."""
    for one in list_closed(viewer=viewer):
        if one.row.id == conflict_id:
            return one
    raise NoSuchConflict
