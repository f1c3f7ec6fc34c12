"""Taking over a case with its history from another system's log, as that system recorded it.

The steps become tasks that are done, each change of worker a handover, and the last worker the owner of a
case that is still open.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise
from uuid import UUID

from upheld.domains.casework.commands.locking import agency_day
from upheld.domains.casework.commands.tasks import new_task
from upheld.domains.casework.events import CaseTakenOver
from upheld.domains.casework.models import Case, CaseTransition, Handover, Ownership, Task
from upheld.domains.casework.rules import OfferState, Stage, TaskState, Unowned
from upheld.domains.charter.commands import keep_promise, make_promise
from upheld.domains.workforce.commands import hold_officer_still
from upheld.domains.workforce.queries import facts_for_ownership
from upheld.kernel.commands import command
from upheld.kernel.identifiers import SYSTEM, new_id
from upheld.kernel.outbox import record_many
from upheld.policy import ValueNotInForce, current_pack

NO_NOTE = "The earlier system kept no note of this handover."
FINISHED = "Finished in the earlier system."
PROMISE = "source_deadline"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One piece of work that a log recorded as done. `reference` names it within its case."""

    reference: str
    title: str
    done_at: datetime
    worker_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class CaseHistory:
    """A case as a log tells it: steps in time order; `finished_at` is None while it goes on."""

    source: str
    reference: str
    client_id: UUID
    benefit: str
    office_id: UUID
    team_id: UUID
    opened_at: datetime
    due_at: datetime | None
    finished_at: datetime | None
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class _Stretch:
    owner_id: UUID | None
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class _Taken:
    """A case that is being taken over, with the stretches of its ownership and its tasks."""

    history: CaseHistory
    case: Case
    stretches: tuple[_Stretch, ...]
    tasks: tuple[Task, ...]


@command
def record_history(*, histories: Sequence[CaseHistory], by: UUID, at: datetime) -> int:
    """Take over cases that are not held yet. Returns how many; one that is held already is left as it is.

    An open case whose last worker cannot own cases now stands visibly unowned. The deadline of a log is
    promised to the client from the day on which the case was opened, and is kept or broken as the log says;
    no promise is made of a deadline that had passed when the case began, nor before the pack knows such
    promises.
    """
    new = _not_held(histories)
    owners = _able_to_own({_last_worker(history) for history in new if history.finished_at is None}, at)
    taken = [_take(history, owners, at) for history in new]
    Case.objects.bulk_create([one.case for one in taken])
    Ownership.objects.bulk_create(_ownership(one.case, part) for one in taken for part in one.stretches)
    Handover.objects.bulk_create(made for one in taken for made in _handovers(one.case, one.stretches))
    Task.objects.bulk_create(task for one in taken for task in one.tasks)
    CaseTransition.objects.bulk_create(_transition(one.case, by) for one in taken)
    record_many([(_event(one), f"case:{one.case.id}") for one in taken], by=by, at=at)
    for one in taken:
        _promise(one.case, by=by)
    return len(taken)


def _not_held(histories: Sequence[CaseHistory]) -> list[CaseHistory]:
    held = set(
        Case.objects.filter(
            source__in={history.source for history in histories},
            reference__in=[history.reference for history in histories],
        ).values_list("source", "reference")
    )
    return [history for history in histories if (history.source, history.reference) not in held]


def _able_to_own(officer_ids: Collection[UUID | None], at: datetime) -> frozenset[UUID]:
    """Those who can own cases, held still until the transaction ends."""
    chosen = sorted(one for one in officer_ids if one is not None)
    for officer_id in chosen:
        hold_officer_still(officer_id)
    day = agency_day(at)
    return frozenset(one for one in chosen if facts_for_ownership(one, "", day).can_own)


def _take(history: CaseHistory, owners: Collection[UUID], at: datetime) -> _Taken:
    is_open = history.finished_at is None
    stretches = tuple(_stretches(history, owners, at))
    case_id, present = new_id(), stretches[-1]
    next_step = new_task(case_id, "source_step", on=agency_day(at), at=at)
    case = Case(
        id=case_id,
        source=history.source,
        reference=history.reference,
        client_id=history.client_id,
        benefit=history.benefit,
        office_id=history.office_id,
        team_id=history.team_id,
        owner_id=present.owner_id if is_open else None,
        unowned_reason=Unowned.IMPORTED.value if is_open and present.owner_id is None else "",
        owned_since=history.finished_at or present.started_at,
        stage=Stage.APPLICATION.value if is_open else Stage.CLOSED.value,
        standard="source-deadline" if history.due_at else "",
        pack_version=current_pack().version,
        opened_at=history.opened_at,
        due_at=history.due_at,
        next_on=next_step.due_on if is_open else None,
        decided_at=history.finished_at,
        closed_at=history.finished_at,
        outcome="" if is_open else FINISHED,
    )
    done = [_task(case, step) for step in history.steps]
    return _Taken(history, case, stretches, tuple([*done, next_step] if is_open else done))


def _event(taken: _Taken) -> CaseTakenOver:
    return CaseTakenOver(
        case_id=taken.case.id,
        client_id=taken.case.client_id,
        source=taken.case.source,
        steps=len(taken.history.steps),
        owners=len({stretch.owner_id for stretch in taken.stretches if stretch.owner_id}),
        closed_at=taken.case.closed_at,
    )


def _last_worker(history: CaseHistory) -> UUID | None:
    return next((step.worker_id for step in reversed(history.steps) if step.worker_id), None)


def _stretches(history: CaseHistory, owners: Collection[UUID], at: datetime) -> Iterator[_Stretch]:
    """The stretches of ownership: none until the first worker, one for each run of steps by the same worker,
    and for an open case none from now on when the last worker cannot own it.
    """
    worked = [step for step in history.steps if step.worker_id]
    runs = [next(run) for _, run in groupby(worked, key=lambda step: step.worker_id)]
    held = [
        (None, history.opened_at),
        *((run.worker_id, max(run.done_at, history.opened_at)) for run in runs),
    ]
    last, since = held[-1]
    if history.finished_at is None and last is not None and last not in owners:
        held.append((None, max(at, since)))
    ends = [*(start for _, start in held[1:]), history.finished_at]
    for (owner_id, start), end in zip(held, ends, strict=True):
        yield _Stretch(owner_id, start, max(start, end) if end else None)


def _ownership(case: Case, stretch: _Stretch) -> Ownership:
    return Ownership(
        case=case,
        owner_id=stretch.owner_id,
        unowned_reason="" if stretch.owner_id else Unowned.IMPORTED.value,
        started_at=stretch.started_at,
        ended_at=stretch.ended_at,
    )


def _handovers(case: Case, stretches: Sequence[_Stretch]) -> Iterator[Handover]:
    for before, after in pairwise(stretches):
        if after.owner_id is None:
            continue
        yield Handover(
            case=case,
            from_owner_id=before.owner_id,
            to_id=after.owner_id,
            note=NO_NOTE,
            offered_by=before.owner_id or SYSTEM,
            offered_at=after.started_at,
            answer_by=after.started_at,
            state=OfferState.ACCEPTED.value,
            answered_at=after.started_at,
        )


def _task(case: Case, step: Step) -> Task:
    return Task(
        case=case,
        kind="source_step",
        title=step.title,
        due_on=agency_day(step.done_at),
        state=TaskState.DONE.value,
        added_at=step.done_at,
        ended_at=step.done_at,
        ended_by=step.worker_id or SYSTEM,
        reference=step.reference,
    )


def _transition(case: Case, by: UUID) -> CaseTransition:
    return CaseTransition(
        case=case, to_stage=case.stage, at=case.closed_at or case.opened_at, by=by, reason=case.outcome
    )


def _promise(case: Case, *, by: UUID) -> None:
    if case.due_at is None or not _is_promised(case.opened_at, case.due_at):
        return
    promise_id = make_promise(
        kind=PROMISE,
        client_id=case.client_id,
        case_id=case.id,
        benefit=case.benefit,
        office_id=case.office_id,
        team_id=case.team_id,
        owner_id=case.owner_id,
        due_at=case.due_at,
        by=by,
        at=case.opened_at,
    )
    if case.closed_at:
        keep_promise(promise_id=promise_id, by=by, at=case.closed_at)


def _is_promised(opened_at: datetime, due_at: datetime) -> bool:
    """Whether the deadline lay ahead when the case began, and the pack knew such promises on that day."""
    pack, day = current_pack(), agency_day(opened_at)
    try:
        pack.promise_standard(PROMISE, on=day)
    except ValueNotInForce:
        return False
    return opened_at < due_at
