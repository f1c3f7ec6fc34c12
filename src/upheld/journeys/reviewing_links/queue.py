"""The queue of doubtful pairs: most harmful first, and only those of which the viewer may see both sides."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from upheld.domains.access.queries import Viewer, name_of
from upheld.domains.people.queries import (
    OPEN,
    PairRow,
    count_pairs,
    count_pairs_waiting,
    get_client_names,
    list_pairs,
)
from upheld.journeys.reviewing_links.trained import require_training
from upheld.kernel.days import day_of
from upheld.policy import current_pack

ON_A_PAGE = 25

STATES = ("waiting", "proposed", "asked", "different", "same")
"""What the queue can be narrowed to."""


@dataclass(frozen=True)
class Waiting:
    """A pair in the queue, with what its clients are called and who said something last."""

    row: PairRow
    names: tuple[str, ...]
    decided_by: str
    is_own_proposal: bool


@dataclass(frozen=True, kw_only=True)
class Queue:
    """A page of the queue. `numbers` counts by state, `whys` by reason among those that are open; `next` is
    the (harm, weight, id) after which the next page begins.
    """

    today: date
    waiting: tuple[Waiting, ...]
    numbers: dict[str, int]
    whys: dict[str, int]
    next: tuple[int, float, UUID] | None


def get_queue(
    *,
    viewer: Viewer,
    at: datetime,
    state: str = "",
    system: str = "",
    why: str = "",
    after: tuple[int, float, UUID] | None = None,
) -> Queue:
    """A page of doubtful pairs, in five queries. Raises NotTrainedToLink.

    Without `state`: what somebody can decide now. Those that the client is asked about are there by asking.
    """
    require_training(viewer=viewer, at=at)
    today = day_of(at, current_pack().time_zone)
    states = (state,) if state in STATES else ("waiting", "proposed")
    rows = list_pairs(
        viewer=viewer, on=today, states=states, system=system, why=why, after=after, limit=ON_A_PAGE + 1
    )
    shown = rows[:ON_A_PAGE]
    names = get_client_names(viewer=viewer, client_ids={one for row in shown for one in row.clients})
    people = name_of(row.decided_by for row in shown if row.decided_by)
    counts = count_pairs(viewer=viewer)
    numbers: dict[str, int] = {}
    whys: dict[str, int] = {}
    for one in counts:
        numbers[one.state] = numbers.get(one.state, 0) + one.number
        if one.state in OPEN:
            whys[one.why] = whys.get(one.why, 0) + one.number
    return Queue(
        today=today,
        waiting=tuple(_waiting(row, names, people, viewer) for row in shown),
        numbers=numbers,
        whys=whys,
        next=(shown[-1].harm, shown[-1].weight, shown[-1].id) if len(rows) > ON_A_PAGE else None,
    )


def count_to_decide(*, viewer: Viewer, is_trained: bool) -> int | None:
    """How many pairs the viewer can decide now; None for somebody who decides none. One query at most."""
    if not (viewer.reads_cases and is_trained):
        return None
    return count_pairs_waiting(viewer=viewer)


def _waiting(row: PairRow, names: dict[UUID, str], people: dict[UUID, str], viewer: Viewer) -> Waiting:
    return Waiting(
        row=row,
        names=tuple(names.get(client, "") for client in row.clients),
        decided_by=people.get(row.decided_by, "") if row.decided_by else "",
        is_own_proposal=row.state == "proposed" and row.decided_by == viewer.account_id,
    )
