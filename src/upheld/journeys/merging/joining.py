"""Joining two clients who are one person, in one transaction over every domain."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from upheld.domains.access.commands import move_access
from upheld.domains.access.queries import Viewer
from upheld.domains.casework.commands import move_cases
from upheld.domains.casework.queries import CaseRow, list_cases_of_client, list_held_cases
from upheld.domains.charter.commands import move_promises
from upheld.domains.people.commands import keep_moved, merge_records
from upheld.domains.people.queries import (
    Difference,
    IdentityStrip,
    NoSuchClient,
    get_identity_strips,
    list_differences,
)
from upheld.journeys.nobody import look_for_nobody
from upheld.kernel.commands import command
from upheld.kernel.days import day_of
from upheld.policy import current_pack


@dataclass(frozen=True, kw_only=True)
class Joining:
    """Two clients side by side before they are joined: what they say differently, and the work on both."""

    into: IdentityStrip
    absorbed: IdentityStrip
    differences: tuple[Difference, ...]
    cases_into: tuple[CaseRow, ...]
    cases_absorbed: tuple[CaseRow, ...]


def plan_joining(*, into: UUID, absorbed: UUID, viewer: Viewer, at: datetime) -> Joining:
    """Two clients whom the viewer sees, as they stand before they are joined. Six queries.

    Raises NoSuchClient.
    """
    today = day_of(at, current_pack().time_zone)
    strips = get_identity_strips(viewer=viewer, client_ids=(into, absorbed), on=today)
    if into not in strips or absorbed not in strips:
        raise NoSuchClient
    return Joining(
        into=strips[into],
        absorbed=strips[absorbed],
        differences=tuple(list_differences(viewer=viewer, into=into, absorbed=absorbed, on=today)),
        cases_into=tuple(list_cases_of_client(into, viewer=viewer, as_of=at)),
        cases_absorbed=tuple(list_cases_of_client(absorbed, viewer=viewer, as_of=at)),
    )


@command
def merge_clients(
    *, into: UUID, absorbed: UUID, pair_id: UUID | None = None, because: str, by: UUID, at: datetime
) -> UUID:
    """Join two clients who are one person: `absorbed` leads to `into` from now on. Returns the merge's id.

    Records of systems, names, addresses, cases, promises, restrictions and grants move; the stricter
    restriction stands and no need is lost. Those who own their cases are told. It can be undone at any time.

    Raises what `people.commands.merge_records` refuses: NoSuchClient, IsMergedAlready, IsTheSameRecord,
    NotYoursToDo, MergingNeedsMore, WereFoundDifferent, LivedAtDifferentTimes, WhyIsMissing.
    """
    merge_id = merge_records(
        into=into,
        absorbed=absorbed,
        pair_id=pair_id,
        because=because,
        both_have_open_cases=_both_have_open_cases((into, absorbed)),
        by=by,
        at=at,
    )
    moves = [
        move(into=into, absorbed=absorbed, by=by, at=at) for move in (move_cases, move_promises, move_access)
    ]
    keep_moved(
        merge_id=merge_id,
        moved={table: ids for moved, _ in moves for table, ids in moved.items()},
        kept={table: ids for _, kept in moves for table, ids in kept.items()},
        by=by,
        at=at,
    )
    look_for_nobody(client_ids=[into], by=by, at=at)
    return merge_id


def _both_have_open_cases(client_ids: Collection[UUID]) -> bool:
    return {case.client_id for case in list_held_cases(client_ids=client_ids)} == set(client_ids)
