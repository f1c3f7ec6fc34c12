"""What happens next after an event, on one page. Each reaction is safe to repeat."""

from collections.abc import Mapping, Sequence

from upheld.domains.access.events import (
    ClearanceEnded,
    ClearanceGiven,
    ConflictDeclared,
    RecordRestricted,
    RestrictionLifted,
)
from upheld.domains.casework.commands import add_leader_task, promise_client
from upheld.domains.casework.events import CaseBecameUnowned, CaseHandedOver
from upheld.domains.casework.queries import CaseIsClosed
from upheld.domains.charter.events import PromiseBroken
from upheld.domains.people.events import ClientsMerged, ClientsParted, DoubtfulPairFound
from upheld.journeys.merging import tell_owners_of_joining, tell_owners_of_parting
from upheld.journeys.nobody import look_for_nobody, look_for_nobody_after, look_for_nobody_on
from upheld.journeys.reviewing_links import weigh_found_pair
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


def look_again_who_can_open_it(event: RecordRestricted | RestrictionLifted, happened: Happened) -> None:
    """Whoever may no longer see a record no longer owns its cases; one that nobody may open is noted."""
    look_for_nobody(client_ids=[event.client_id], by=SYSTEM, at=happened.at)


def take_the_case_from_who_knows_the_client(event: ConflictDeclared, happened: Happened) -> None:
    """Whoever knows a client, or is that client, no longer owns their cases."""
    look_for_nobody(client_ids=[event.client_id], by=SYSTEM, at=happened.at)


def look_again_at_their_cases(event: ClearanceGiven | ClearanceEnded, happened: Happened) -> None:
    """What someone may see has changed: the restricted cases that they own are looked at again."""
    look_for_nobody_after(owner_id=event.account_id, by=SYSTEM, at=happened.at)


def see_who_can_open_it_now(event: CaseHandedOver | CaseBecameUnowned, happened: Happened) -> None:
    """A restricted case that changes hands is out of reach, or within reach again."""
    look_for_nobody_on(case_id=event.case_id, by=SYSTEM, at=happened.at)


REACTIONS: Mapping[type[DomainEvent], Sequence[Reaction]] = {
    CaseHandedOver: [introduce_the_new_owner, see_who_can_open_it_now],
    CaseBecameUnowned: [ask_the_leader_for_an_owner, see_who_can_open_it_now],
    PromiseBroken: [ask_the_leader_to_put_it_right],
    RecordRestricted: [look_again_who_can_open_it],
    RestrictionLifted: [look_again_who_can_open_it],
    ConflictDeclared: [take_the_case_from_who_knows_the_client],
    ClearanceGiven: [look_again_at_their_cases],
    ClearanceEnded: [look_again_at_their_cases],
    ClientsMerged: [tell_owners_of_joining],
    ClientsParted: [tell_owners_of_parting],
    DoubtfulPairFound: [weigh_found_pair],
}
