"""Promising something to the client: the promise, and the task that keeps it, together."""

from datetime import datetime
from uuid import UUID

from upheld.domains.casework.commands.locking import agency_day, tell, worked_case
from upheld.domains.casework.commands.tasks import new_task, set_next_date
from upheld.domains.casework.events import TaskAdded
from upheld.domains.casework.rules import KEEPS, NotAPromiseToMake
from upheld.domains.charter.commands import make_promise
from upheld.kernel.commands import command
from upheld.policy import current_pack


@command
def promise_client(*, case_id: UUID, kind: str, by: UUID, at: datetime) -> UUID:
    """Promise the client something that the pack gives a time for, and add the task that keeps it.

    Returns the promise's id.

    Raises NoSuchCase, NotTheOwner, CaseIsClosed, NotAPromiseToMake.
    """
    task_kind = next((task for task, promise in KEEPS.items() if promise == kind), None)
    if task_kind is None:
        raise NotAPromiseToMake(known=", ".join(sorted(KEEPS.values())))
    case = worked_case(case_id, by=by, at=at)
    day = agency_day(at)
    due_on = current_pack().promise_due_on(kind, start=day, on=day, benefit=case.benefit)
    task = new_task(case.id, task_kind, on=day, at=at, due_on=due_on)
    task.save(force_insert=True)
    set_next_date(case)
    event = TaskAdded(case_id=case.id, task_id=task.id, task_kind=task.kind, due_on=task.due_on)
    tell(case, event, by=by, at=at)
    return make_promise(
        kind=kind,
        client_id=case.client_id,
        case_id=case.id,
        task_id=task.id,
        benefit=case.benefit,
        office_id=case.office_id,
        team_id=case.team_id,
        owner_id=case.owner_id,
        by=by,
        at=at,
    )
