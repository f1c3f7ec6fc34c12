"""How much a wrong answer about a pair could hurt: what is open, in danger or paid on both sides."""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from upheld.domains.access.queries import list_restricted, looking, the_service
from upheld.domains.casework.queries import list_held_cases
from upheld.domains.people.commands import weigh_pairs
from upheld.domains.people.events import DoubtfulPairFound
from upheld.domains.people.queries import (
    NoSuchPair,
    PairRow,
    PairSide,
    Stakes,
    get_pair,
    harm_of,
    list_pairs,
)
from upheld.kernel.days import day_of
from upheld.kernel.event import Happened
from upheld.kernel.identifiers import SYSTEM
from upheld.policy import current_pack

AT_A_TIME = 500


def weigh_open_pairs(*, by: UUID, at: datetime) -> int:
    """Weigh anew every pair that is not decided, some hundred at a time: what is at stake changes from day to
    day. Returns how many pairs changed. Safe to repeat.
    """
    today, changed = day_of(at, current_pack().time_zone), 0
    after: tuple[int, float, UUID] | None = None
    harms: dict[UUID, int] = {}
    # Nobody is shown what is read here.
    with looking(door="background"):
        while rows := list_pairs(viewer=the_service(), on=today, after=after, limit=AT_A_TIME):
            harms |= weigh(rows)
            after = (rows[-1].harm, rows[-1].weight, rows[-1].id)
    pairs = list(harms)
    for first in range(0, len(pairs), AT_A_TIME):
        some = {pair: harms[pair] for pair in pairs[first : first + AT_A_TIME]}
        changed += weigh_pairs(harms=some, by=by, at=at)
    return changed


def weigh_found_pair(event: DoubtfulPairFound, happened: Happened) -> None:
    """A pair that was just found takes its place in the queue."""
    today = day_of(happened.at, current_pack().time_zone)
    with suppress(NoSuchPair):
        row = get_pair(event.pair_id, viewer=the_service(), on=today).row
        weigh_pairs(harms=weigh([row]), by=SYSTEM, at=happened.at)


def weigh(rows: Sequence[PairRow]) -> dict[UUID, int]:
    """The harm of each of these pairs, by id. Two queries."""
    clients = {client for row in rows for client in row.clients}
    cases = open_cases(clients)
    restricted = list_restricted(client_ids=clients)

    def stakes(side: PairSide) -> Stakes:
        return Stakes(
            open_cases=cases.get(side.client_id, 0),
            is_restricted=side.client_id in restricted,
            is_unsafe=bool(side.safe_contact),
            is_paid=bool(side.said.benefit) and side.withdrawn_on is None,
        )

    return {row.id: harm_of(stakes(row.one), stakes(row.other)) for row in rows}


def open_cases(client_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many cases of each of these clients are open, whoever may see them. One query."""
    return dict(Counter(case.client_id for case in list_held_cases(client_ids=list(client_ids))))
