"""Joining, without a person, two clients who are surely one and of whom nobody is working on either."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from upheld.domains.casework.queries import list_held_cases


class Join(NamedTuple):
    """Two clients who would be one, and the records of theirs that are most alike."""

    one: UUID
    other: UUID
    client: UUID
    other_client: UUID


def join_idle(joins: Sequence[Join], *, by: UUID, at: datetime) -> list[Join]:
    """Join the clients of these pairs of whom neither has an open case. Returns those left to a person."""
    clients = {id_ for join in joins for id_ in (join.client, join.other_client)}
    busy = {case.client_id for case in list_held_cases(client_ids=clients)} if clients else set()
    return [join for join in joins if not _is_joined(join, busy, by, at)]


def _is_joined(join: Join, busy: set[UUID], by: UUID, at: datetime) -> bool:
    return False
