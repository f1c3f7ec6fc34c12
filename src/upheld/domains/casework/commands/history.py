"""Taking over a case with its history from another system's log, as that system recorded it.

The steps become tasks that are done, each change of worker a handover, and the last worker the owner of a
case that is still open.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise
from uuid import UUID

from upheld.domains.casework.commands.locking import agency_day, tell
from upheld.domains.casework.commands.tasks import new_task
from upheld.domains.casework.events import CaseTakenOver
from upheld.domains.casework.models import Case, CaseTransition, Handover, Ownership, Task
from upheld.domains.casework.rules import OfferState, Stage, TaskState, Unowned
from upheld.domains.charter.commands import keep_promise, make_promise
from upheld.kernel.commands import command
from upheld.kernel.identifiers import SYSTEM, new_id
from upheld.policy import current_pack

NO_NOTE = "The earlier system kept no note of this handover."


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


@command
def record_history(*, histories: Sequence[CaseHistory], by: UUID, at: datetime) -> int:
    """Take over cases that are not held yet. Returns how many; one that is held already is left as it is."""
    held = set(
        Case.objects.filter(
            source__in={history.source for history in histories},
            reference__in=[history.reference for history in histories],
        ).values_list("source", "reference")
    )
    new = [history for history in histories if (history.source, history.reference) not in held]
    cases = [_case(history, at) for history in new]
    Case.objects.bulk_create(cases)
    for case, history in zip(cases, new, strict=True):
        _record(case, history, by=by, at=at)
    return len(new)


def _case(history: CaseHistory, at: datetime) -> Case:
    owner_id = None if history.finished_at else _last_worker(history)
    is_open = history.finished_at is None
    return Case(
        source=history.source,
        reference=history.reference,
        client_id=history.client_id,
        benefit=history.benefit,
        office_id=history.office_id,
        team_id=history.team_id,
        owner_id=owner_id,
        unowned_reason=Unowned.IMPORTED.value if is_open and owner_id is None else "",
        owned_since=max([history.opened_at, *(step.done_at for step in history.steps)]),
        stage=Stage.APPLICATION.value if is_open else Stage.CLOSED.value,
        standard="source-deadline" if history.due_at else "",
        pack_version=current_pack().version,
        opened_at=history.opened_at,
        due_at=history.due_at,
        next_on=_next_step(None, at).due_on if is_open else None,
        decided_at=history.finished_at,
        closed_at=history.finished_at,
        outcome="" if is_open else "Finished in the earlier system.",
    )


def _record(case: Case, history: CaseHistory, *, by: UUID, at: datetime) -> None:
    stretches = list(_stretches(history))
    Ownership.objects.bulk_create(_ownership(case, stretch) for stretch in stretches)
    Handover.objects.bulk_create(_handovers(case, stretches))
    tasks = [_task(case, step) for step in history.steps]
    if case.closed_at is None:
        tasks.append(_next_step(case.id, at))
    Task.objects.bulk_create(tasks)
    CaseTransition.objects.create(
        case=case, to_stage=case.stage, at=case.closed_at or history.opened_at, by=by, reason=case.outcome
    )
    _promise(case, by=by)
    event = CaseTakenOver(
        case_id=case.id,
        client_id=case.client_id,
        source=case.source,
        steps=len(history.steps),
        owners=len({stretch.owner_id for stretch in stretches if stretch.owner_id}),
        closed_at=case.closed_at,
    )
    tell(case, event, by=by, at=at)


def _last_worker(history: CaseHistory) -> UUID | None:
    return next((step.worker_id for step in reversed(history.steps) if step.worker_id), None)


def _stretches(history: CaseHistory) -> Iterator[_Stretch]:
    """The stretches of ownership:

    none until the first worker, then one for each run of steps by the same worker.
    """
    worked = [step for step in history.steps if step.worker_id]
    runs = [next(run) for _, run in groupby(worked, key=lambda step: step.worker_id)]
    starts = [history.opened_at, *(max(run.done_at, history.opened_at) for run in runs)]
    owners = [None, *(run.worker_id for run in runs)]
    ends: list[datetime | None] = [*starts[1:], history.finished_at]
    for owner_id, start, end in zip(owners, starts, ends, strict=True):
        yield _Stretch(owner_id, start, max(start, end) if end else None)


def _ownership(case: Case, stretch: _Stretch) -> Ownership:
    return Ownership(
        case=case,
        owner_id=stretch.owner_id,
        unowned_reason="" if stretch.owner_id else Unowned.IMPORTED.value,
        started_at=stretch.started_at,
        ended_at=stretch.ended_at,
    )


def _handovers(case: Case, stretches: list[_Stretch]) -> Iterator[Handover]:
    for before, after in pairwise(stretches):
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


def _next_step(case_id: UUID | None, at: datetime) -> Task:
    return new_task(case_id or new_id(), "source_step", on=agency_day(at), at=at)


def _promise(case: Case, *, by: UUID) -> None:
    if case.due_at is None:
        return
    promise_id = make_promise(
        kind="source_deadline",
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
