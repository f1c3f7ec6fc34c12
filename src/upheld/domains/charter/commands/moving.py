"""Promises to clients who are joined or parted: whose they are changes, and nothing else."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from upheld.domains.charter.models import Promise
from upheld.kernel.commands import command

PROMISES = "charter_promise"

Rows = Mapping[str, list[Any]]
"""The ids of rows, by table."""


@command
def move_promises(*, into: UUID, absorbed: UUID, by: UUID, at: datetime) -> tuple[Rows, Rows]:
    """Let what was promised to a client who was absorbed be owed to the one who stays.

    Returns which moved, and which were there before. For the journey that joins two clients.
    """
    rows = Promise.objects.select_for_update().filter(client_id__in=(into, absorbed)).order_by("id")
    whose = dict(rows.values_list("id", "client_id"))
    kept = [str(id_) for id_, client_id in whose.items() if client_id == into]
    moved = [str(id_) for id_, client_id in whose.items() if client_id == absorbed]
    Promise.objects.filter(id__in=moved).update(client_id=into)
    return {PROMISES: moved}, {PROMISES: kept}


@command
def part_promises(
    *,
    into: UUID,
    absorbed: UUID,
    moved: Collection[str],
    given: Collection[UUID],
    case_ids: Collection[UUID],
    by: UUID,
    at: datetime,
) -> None:
    """Give back the promises that moved and those that came later and are said to be the absorbed client's;
    a promise about a case goes with it. `case_ids` are the cases that are theirs now. For the journey that
    parts two clients.
    """
    between = Promise.objects.filter(client_id__in=(into, absorbed))
    between.filter(case_id=None, id__in=[*moved, *given]).update(client_id=absorbed)
    between.filter(case_id__isnull=False).exclude(case_id__in=case_ids).update(client_id=into)
    between.filter(case_id__in=case_ids).update(client_id=absorbed)
