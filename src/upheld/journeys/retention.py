"""Keeping and erasing: each kind of record by its rule, in an order that leaves no orphan.

What was written about a case goes before the case, and a client goes when the last of their cases has gone. A
run is a sequence of small batches, each a transaction of its own: it can be stopped at any moment, and the
next run goes on where it stopped.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from upheld.domains.access import commands as access
from upheld.domains.access import queries as accounts
from upheld.domains.access.queries import Viewer
from upheld.domains.casework import commands as casework
from upheld.domains.casework import queries as cases
from upheld.domains.charter.commands import erase_promises_of_clients
from upheld.domains.people import commands as people
from upheld.domains.people import queries as clients
from upheld.kernel import erasures
from upheld.kernel.commands import command
from upheld.kernel.days import day_of, start_of_day
from upheld.kernel.erasures import Order
from upheld.kernel.identifiers import new_id
from upheld.policy import ERASABLE, Pack, RetentionRule, current_pack

BATCH = 500
"""How many records one transaction erases: few enough that nobody waits for it."""

MOST_COUNTED = 10_000
"""Up to where it is counted what is due: beyond, a page says “more than”."""


Erase = Callable[[Order, UUID, datetime], int]
"""Erases one batch in one transaction, and says how many records that was."""

Count = Callable[[Mapping[str, datetime], Viewer, int], Mapping[str, int]]
"""Counts what is due of the kinds that it knows, given before when: up to a number, in one query."""


@command
def erase_clients(*, order: Order, by: UUID, at: datetime) -> int:
    """Erase clients who are due and have no case, with all that others hold of them. Returns how many."""
    gone = people.erase_clients(order=order, needed=cases.has_a_case(), by=by, at=at)
    if gone:
        erase_promises_of_clients(client_ids=gone, to=clients.NOBODY, by=by, at=at)
        access.forget_clients(client_ids=gone, by=by, at=at)
    return len(gone)


def erase_looks(*, order: Order, by: UUID, at: datetime) -> int:
    """Erase a month of looks that is due, and shows nobody on whom a legal hold stands. Returns how many."""
    return access.erase_looks(order=order, kept_for=clients.find_clients_on_hold(), by=by, at=at)


def _calling(erase: Callable[..., int]) -> Erase:
    return lambda order, by, at: erase(order=order, by=by, at=at)


_ERASE: dict[str, Erase] = {
    "case_words": _calling(casework.erase_case_words),
    "closed_case": _calling(casework.erase_closed_cases),
    "client": _calling(erase_clients),
    "client_who_died": _calling(erase_clients),
    "note_draft": _calling(casework.erase_note_drafts),
    "earlier_source_record": _calling(people.erase_earlier_records),
    "quarantined_row": _calling(people.erase_quarantined_rows),
    "waiting_row": _calling(people.erase_quarantined_rows),
    "erased_reference": _calling(people.erase_references),
    "delivery": _calling(erasures.erase_deliveries),
    "client_account": _calling(access.anonymise_accounts),
    "staff_account": _calling(access.anonymise_accounts),
    "look": _calling(erase_looks),
}


def _count_cases(before: Mapping[str, datetime], viewer: Viewer, most: int) -> Mapping[str, int]:
    return cases.count_due_records(before, viewer=viewer, most=most)


def _count_clients(before: Mapping[str, datetime], viewer: Viewer, most: int) -> Mapping[str, int]:
    return clients.count_due_records(before, viewer=viewer, most=most, needed=cases.has_a_case())


def _count_deliveries(before: Mapping[str, datetime], viewer: Viewer, most: int) -> Mapping[str, int]:
    return {"delivery": erasures.count_due_deliveries(before["delivery"], most=most)}


def _count_access(before: Mapping[str, datetime], viewer: Viewer, most: int) -> Mapping[str, int]:
    return accounts.count_due_records(before, viewer=viewer, most=most)


_COUNT: list[Count] = [_count_cases, _count_clients, _count_deliveries, _count_access]


def connect(erase: Mapping[str, Callable[..., int]], count: Count) -> None:
    """Say how kinds are erased and counted that lie above the journeys. Called at the start."""
    _ERASE.update({kind: _calling(one) for kind, one in erase.items()})
    if count not in _COUNT:
        _COUNT.append(count)


@dataclass(frozen=True, kw_only=True)
class DueKind:
    """A kind of record, its rule on a day, from before when it is due, and how many are.

    `number` is `MOST_COUNTED` when there are as many or more.
    """

    kind: str
    rule: RetentionRule
    before: date
    number: int

    @property
    def is_cut(self) -> bool:
        """Whether there may be more than `number`."""
        return self.number >= MOST_COUNTED


def list_due(*, viewer: Viewer, as_of: datetime) -> list[DueKind]:
    """Every kind of record with its rule and what is due, in the order of erasing. Eight queries at
    most, however many records there are.

    Raises NotYoursToDo, except for managers, safeguarding leads and administrators.
    """
    pack = current_pack()
    rules = list(_rules(pack, as_of))
    moments = {kind: start_of_day(before, pack.time_zone) for kind, _, before in rules}
    numbers: dict[str, int] = {}
    for count in _COUNT:
        numbers.update(count(moments, viewer, MOST_COUNTED))
    return [
        DueKind(kind=kind, rule=rule, before=before, number=numbers[kind]) for kind, rule, before in rules
    ]


@dataclass(frozen=True, kw_only=True)
class BatchErased:
    """What one batch of a run erased; the rule's own words are `label`."""

    run_id: UUID
    kind: str
    label: str
    number: int


def erase_due(
    *, batch: int = BATCH, limit: int | None = None, only: str = "", by: UUID, at: datetime
) -> Iterator[BatchErased]:
    """Erase what is due, kind by kind, and say after each batch what was done: stop whenever you like.

    At most `limit` records in all; `only` is one kind of record. Raises UnknownValue for a kind that is not
    one, before anything is erased.
    """
    pack = current_pack()
    if only:
        pack.retention.history(only)
    return _batches(pack, batch, limit, only, by, at)


def _batches(
    pack: Pack, batch: int, limit: int | None, only: str, by: UUID, at: datetime
) -> Iterator[BatchErased]:
    run_id, left = new_id(), limit
    for kind, rule, before in _rules(pack, at):
        if only and kind != only:
            continue
        while left is None or left > 0:
            order = Order(
                run_id=run_id,
                record_kind=kind,
                rule_from=rule.first_day,
                pack_version=pack.version,
                before=start_of_day(before, pack.time_zone),
                limit=batch if left is None else min(batch, left),
            )
            number = _ERASE[kind](order, by, at)
            if not number:
                break
            left = None if left is None else left - number
            yield BatchErased(run_id=run_id, kind=kind, label=rule.label, number=number)


def _rules(pack: Pack, at: datetime) -> Iterator[tuple[str, RetentionRule, date]]:
    """Each kind with the rule in force, and the day before which its time must have begun to count."""
    today = day_of(at, pack.time_zone)
    for kind in ERASABLE:
        rule = pack.retention.get(kind, today)
        yield kind, rule, rule.keep.due_before(today)
