"""Telling those who own the cases of clients who were joined or parted: a task to read the record again."""

from upheld.domains.casework.commands import ask_owners_to_read
from upheld.domains.people.events import ClientsMerged, ClientsParted
from upheld.kernel.event import Happened
from upheld.kernel.identifiers import SYSTEM


def tell_owners_of_joining(event: ClientsMerged, happened: Happened) -> None:
    """Whoever owns a case of the one person reads what came with the other record."""
    ask_owners_to_read(
        client_ids=(event.into, event.absorbed),
        kind="read_joined",
        reference=f"joined {event.merge_id}",
        by=SYSTEM,
        at=happened.at,
    )


def tell_owners_of_parting(event: ClientsParted, happened: Happened) -> None:
    """Whoever owns a case of either reads the record again: some of what stood there was another's."""
    ask_owners_to_read(
        client_ids=(event.into, event.absorbed),
        kind="read_parted",
        reference=f"parted {event.merge_id}",
        by=SYSTEM,
        at=happened.at,
    )
