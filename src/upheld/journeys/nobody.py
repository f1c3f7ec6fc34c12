"""The nobody: a case of a restricted client whose owner may not open it, or is not there, or does not exist.

Whoever may no longer see a record no longer owns its cases. Those that nobody who is at work may open are
noted the same day for the service manager and the safeguarding lead, without saying whose they are.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from upheld.domains.access.queries import conflicts_of, list_restricted, ranks_of
from upheld.domains.casework.commands import note_out_of_reach, release_cases_closed_to_owner
from upheld.domains.casework.queries import HeldCase, list_held_cases
from upheld.domains.workforce.queries import who_is_at_work
from upheld.kernel.commands import command
from upheld.kernel.days import day_of
from upheld.policy import current_pack


@command
def look_for_nobody(*, client_ids: Collection[UUID] | None = None, by: UUID, at: datetime) -> int:
    """Release what its owner may no longer see, and note what nobody may open: of these clients, or of all.

    Returns how many cases are newly out of reach. Done by the clock, and when access changes.
    """
    on = day_of(at, current_pack().time_zone)
    ranks = list_restricted(client_ids=client_ids)
    cases = list_held_cases(client_ids=ranks if client_ids is None else client_ids)
    closed = _closed_to_their_people(cases, ranks, on)
    released = set(release_cases_closed_to_owner(client_ids=closed, by=by, at=at))
    owners = [case.owner_id for case in cases if case.owner_id]
    there = who_is_at_work(owners, on) if ranks else set()
    found = {
        case.case_id: ranks[case.client_id]
        for case in cases
        if case.client_id in ranks and (case.owner_id not in there or case.case_id in released)
    }
    looked_at = None if client_ids is None else _ids(cases)
    return note_out_of_reach(found=found, looked_at=looked_at, by=by, at=at)[0]


@command
def look_for_nobody_on(*, case_id: UUID, by: UUID, at: datetime) -> None:
    """The same for the client of one case, when its owner changes."""
    clients = {case.client_id for case in list_held_cases(case_id=case_id)}
    if clients:
        look_for_nobody(client_ids=clients, by=by, at=at)


@command
def look_for_nobody_after(*, owner_id: UUID, by: UUID, at: datetime) -> None:
    """The same for the clients of one owner, when what they may see changes."""
    clients = {case.client_id for case in list_held_cases(owner_id=owner_id)}
    if clients:
        look_for_nobody(client_ids=clients, by=by, at=at)


def _closed_to_their_people(cases: Sequence[HeldCase], ranks: Mapping[UUID, int], on: date) -> set[UUID]:
    """The clients whose case someone has, or is asked to take, who may not see it."""
    people = {one for case in cases for one in case.people}
    cleared, conflicts = ranks_of(people, on=on), conflicts_of(people)
    return {
        case.client_id
        for case in cases
        for one in case.people
        if cleared.get(one, 0) < ranks.get(case.client_id, 0) or (one, case.client_id) in conflicts
    }


def _ids(cases: Iterable[HeldCase]) -> list[UUID]:
    return [case.case_id for case in cases]
