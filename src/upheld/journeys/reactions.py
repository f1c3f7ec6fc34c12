"""What happens next after an event, on one page. Each reaction is safe to repeat."""

from collections.abc import Mapping, Sequence

from upheld.domains.casework.commands import add_leader_task, promise_client
from upheld.domains.casework.events import CaseBecameUnowned, CaseHandedOver
from upheld.domains.casework.queries import CaseIsClosed
from upheld.domains.charter.events import PromiseBroken
from upheld.kernel.event import DomainEvent, Happened
from upheld.kernel.identifiers import SYSTEM
from upheld.kernel.outbox import Reaction


def introduce_the_new_owner(event: CaseHandedOver, happened: Happened) -> None:
    """A client with a new officer is told who it is: promised, and a task for the new owner."""
    if event.from_owner_id is None:
        return
    try:
        promise_client(case_id=event.case_id, kind="introduction", by=SYSTEM, at=happened.at)
    except CaseIsClosed:
        return


def ask_the_leader_for_an_owner(event: CaseBecameUnowned, happened: Happened) -> None:
    """A case that lost its owner becomes a task for the leader of its team, the same day."""
    add_leader_task(case_id=event.case_id, kind="assign_owner", by=SYSTEM, at=happened.at)


def ask_the_leader_to_put_it_right(event: PromiseBroken, happened: Happened) -> None:
    """A broken promise to a client becomes a task for the leader."""
    if event.case_id is not None:
        add_leader_task(case_id=event.case_id, kind="put_right", by=SYSTEM, at=happened.at)


REACTIONS: Mapping[type[DomainEvent], Sequence[Reaction]] = {
    CaseHandedOver: [introduce_the_new_owner],
    CaseBecameUnowned: [ask_the_leader_for_an_owner],
    PromiseBroken: [ask_the_leader_to_put_it_right],
}
