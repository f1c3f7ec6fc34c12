"""What every write to one client does: lock, count a new version, announce."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from upheld.domains.access.queries import who_acts
from upheld.domains.people.models import Client
from upheld.domains.people.permissions import clients_in_scope
from upheld.domains.people.rules.refusals import NoSuchClient
from upheld.kernel import outbox
from upheld.kernel.event import DomainEvent


def lock_client(client_id: UUID) -> Client:
    """Load the client's row and hold it until the command ends, whoever acts. Raises NoSuchClient, also for
    one who was absorbed into another.
    """
    return _lock(client_id, Q(merged_into=None))


def lock_seen_client(client_id: UUID, *, by: UUID, at: datetime) -> Client:
    """The same, for someone who may see the client; for others there is none. Raises NoSuchClient."""
    viewer = who_acts(by, at)
    return _lock(client_id, clients_in_scope(viewer))


def _lock(client_id: UUID, scope: Q) -> Client:
    client = Client.objects.select_for_update().filter(scope, id=client_id).first()
    if client is None:
        raise NoSuchClient
    return client


def save_client(client: Client, *, by: UUID, at: datetime) -> None:
    """Save the client's row as a new version."""
    client.version += 1
    client.changed_by, client.changed_at = by, at
    client.save()


def announce(event: DomainEvent, *, client_id: UUID, by: UUID, at: datetime) -> None:
    """Record an event in the client's stream."""
    outbox.record(event, stream=f"client:{client_id}", by=by, at=at)
