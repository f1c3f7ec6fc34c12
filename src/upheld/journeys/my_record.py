"""What a client, and who speaks for them, sees: what is held, what was promised, and who looked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from upheld.domains.access.queries import Viewer, list_looks_at_client
from upheld.domains.casework.queries import OwnCase, list_own_cases
from upheld.domains.charter.queries import PromiseRow, PromiseState, list_own_promises
from upheld.domains.people.queries import NoSuchClient, OwnRecord, get_own_records
from upheld.journeys.looks import ToldLook, office_names, tell_looks
from upheld.kernel.days import day_of
from upheld.policy import current_pack

LOOKS_ON_A_PAGE = 50
_OWED = frozenset({PromiseState.OPEN, PromiseState.BROKEN})


@dataclass(frozen=True, kw_only=True)
class MyRecord:
    """One client's own page. `owed` are promises that are not kept yet; `earlier` those that ended."""

    record: OwnRecord
    cases: tuple[OwnCase, ...]
    owed: tuple[PromiseRow, ...]
    earlier: tuple[PromiseRow, ...]


@dataclass(frozen=True, kw_only=True)
class MyLooks:
    """Who looked at one client; `next` is the id of the last look shown, when there are more."""

    record: OwnRecord
    looks: tuple[ToldLook, ...]
    next: UUID | None


def get_my_records(*, viewer: Viewer, at: datetime) -> list[MyRecord]:
    """What is held about the viewer, and about each person for whom they speak. Seven queries."""
    records = get_own_records(viewer=viewer, on=_today(at))
    cases = list_own_cases(viewer=viewer)
    promises = list_own_promises(viewer=viewer, as_of=at)
    return [
        MyRecord(
            record=one,
            cases=tuple(case for case in cases if case.client_id == one.client_id),
            owed=tuple(row for row in _to(one.client_id, promises) if row.state in _OWED),
            earlier=tuple(row for row in _to(one.client_id, promises) if row.state not in _OWED),
        )
        for one in records
    ]


def get_my_looks(
    *, viewer: Viewer, at: datetime, about: UUID | None = None, after: UUID | None = None
) -> MyLooks:
    """Who looked at the viewer's own record, or at that of someone for whom they speak. Ten queries.

    Raises NoSuchClient for anybody else's.
    """
    records = get_own_records(viewer=viewer, on=_today(at))
    chosen = [one for one in records if about in (None, one.client_id)]
    if not chosen:
        raise NoSuchClient
    record = chosen[0]
    rows = list_looks_at_client(record.client_id, viewer=viewer, after=after, limit=LOOKS_ON_A_PAGE + 1)
    shown = rows[:LOOKS_ON_A_PAGE]
    return MyLooks(
        record=record,
        looks=tuple(tell_looks(shown, office_names())),
        next=shown[-1].id if len(rows) > LOOKS_ON_A_PAGE else None,
    )


def _to(client_id: UUID, promises: Iterable[PromiseRow]) -> list[PromiseRow]:
    return [row for row in promises if row.client_id == client_id]


def _today(at: datetime) -> date:
    return day_of(at, current_pack().time_zone)
