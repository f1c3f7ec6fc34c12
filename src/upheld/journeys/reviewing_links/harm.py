"""How much a wrong answer about a pair could hurt: what is open, in danger or paid on both sides."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from upheld.domains.access.queries import list_restricted, looking, the_service
from upheld.domains.casework.queries import list_open_cases_of_clients
from upheld.domains.people.commands import weigh_pairs
from upheld.domains.people.queries import PairRow, PairSide, Stakes, harm_of, list_pairs
from upheld.kernel.days import day_of
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
            harms |= weigh(rows, at=at)
            after = (rows[-1].harm, rows[-1].weight, rows[-1].id)
    pairs = list(harms)
    for first in range(0, len(pairs), AT_A_TIME):
        some = {pair: harms[pair] for pair in pairs[first : first + AT_A_TIME]}
        changed += weigh_pairs(harms=some, by=by, at=at)
    return changed


def weigh(rows: Sequence[PairRow], *, at: datetime) -> dict[UUID, int]:
    """The harm of each of these pairs, by id. Three queries."""
    clients = {client for row in rows for client in row.clients}
    cases = open_cases(clients, at=at)
    restricted = list_restricted(client_ids=clients)

    def stakes(side: PairSide) -> Stakes:
        return Stakes(
            open_cases=cases.get(side.client_id, 0),
            is_restricted=side.client_id in restricted,
            is_unsafe=bool(side.safe_contact),
            is_paid=bool(side.said.benefit) and side.withdrawn_on is None,
        )

    return {row.id: harm_of(stakes(row.one), stakes(row.other)) for row in rows}


def open_cases(client_ids: Iterable[UUID], *, at: datetime) -> dict[UUID, int]:
    """How many cases of each of these clients are open, whoever may see them. Two queries."""
    with looking(door="background"):
        found = list_open_cases_of_clients(list(client_ids), viewer=the_service(), as_of=at)
    return {client_id: len(cases) for client_id, cases in found.items()}
