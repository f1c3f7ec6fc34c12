"""Joining, without a person, two clients who are surely one and of whom nobody is working on either."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from upheld.domains.access.queries import list_restricted
from upheld.domains.casework.queries import list_held_cases
from upheld.domains.people.queries import where_now
from upheld.journeys.merging import merge_clients
from upheld.kernel.errors import RuleBroken

BECAUSE = "A run over all records found that both are one person."
"""What is kept with a merge that no person made."""


class Join(NamedTuple):
    """Two clients who would be one, and the records of theirs that are most alike."""

    one: UUID
    other: UUID
    client: UUID
    other_client: UUID


def join_idle(joins: Sequence[Join], *, by: UUID, at: datetime) -> list[Join]:
    """Join the clients of these pairs of whom neither has an open case nor is restricted, each in a
    transaction of its own. Returns the pairs that are left to a person: also those whom a person parted.
    """
    held = _held_back({id_ for join in joins for id_ in (join.client, join.other_client)})
    left = []
    for join in joins:
        both = {join.client, join.other_client}
        if both & held or not _are_joined(both, by=by, at=at):
            left.append(join)
    return left


def _held_back(clients: Collection[UUID]) -> set[UUID]:
    busy = {case.client_id for case in list_held_cases(client_ids=clients)}
    return busy | set(list_restricted(client_ids=clients))


def _are_joined(clients: Collection[UUID], *, by: UUID, at: datetime) -> bool:
    """Join two clients, or those whom they were joined to meanwhile. The one who was known first stays."""
    now = where_now(clients)
    both = sorted({now.get(id_, id_) for id_ in clients})
    if len(both) == 1:
        return True
    try:
        merge_clients(into=both[0], absorbed=both[1], because=BECAUSE, by=by, at=at)
    except RuleBroken:
        return False
    return True
