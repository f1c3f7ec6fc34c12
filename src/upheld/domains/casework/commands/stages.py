"""The life of a case: from stage to stage, to its end."""

from datetime import datetime
from uuid import UUID

from upheld.domains.casework.commands.locking import tell, worked_case
from upheld.domains.casework.commands.tasks import drop_open_tasks
from upheld.domains.casework.events import CaseClosed, CaseMoved
from upheld.domains.casework.models import Case, CaseTransition
from upheld.domains.casework.rules import (
    AFRESH,
    DECIDES,
    OfferState,
    ReasonIsMissing,
    SomeoneElseDecidesAfresh,
    Stage,
    check_move,
    check_words,
    is_decision,
)
from upheld.domains.charter.commands import keep_promises_of_case, withdraw_promises
from upheld.kernel.commands import command
from upheld.policy import current_pack


@command
def move_case(*, case_id: UUID, to_stage: Stage, reason: str = "", by: UUID, at: datetime) -> None:
    """Move a case to the stage that follows. Making a decision keeps what was promised about it.

    Raises NoSuchCase, NotTheOwner, CaseIsClosed, StageDoesNotFollow, SomeoneElseDecidesAfresh; to end a case,
    close it.
    """
    case = worked_case(case_id, by=by, at=at)
    check_move(case.stage, to_stage, current_pack().stages)
    _step(case, to_stage, reason, by=by, at=at)
    case.save(update_fields=["stage", "decided_at"])


@command
def close_case(*, case_id: UUID, outcome: str, by: UUID, at: datetime) -> None:
    """End a case, and say how it ended.

    What is still to do is dropped; promises that no longer apply are withdrawn.

    Raises NoSuchCase, NotTheOwner, CaseIsClosed, ReasonIsMissing, SomeoneElseDecidesAfresh.
    """
    words = check_words(outcome, ReasonIsMissing)
    case = worked_case(case_id, by=by, at=at)
    owner_id = case.owner_id
    _step(case, Stage.CLOSED, words, by=by, at=at)
    case.owner_id, case.unowned_reason, case.next_on = None, "", None
    case.closed_at, case.outcome, case.owned_since = at, words, at
    drop_open_tasks(case, by=by, at=at)
    case.holds.filter(ended_at=None).update(ended_at=at)
    case.handovers.filter(state=OfferState.OFFERED.value).update(
        state=OfferState.WITHDRAWN.value, answered_at=at
    )
    case.ownerships.filter(ended_at=None).update(ended_at=at)
    case.save(
        update_fields=[
            *("stage", "owner_id", "unowned_reason", "next_on"),
            *("closed_at", "outcome", "owned_since", "decided_at"),
        ]
    )
    event = CaseClosed(case_id=case.id, owner_id=owner_id, outcome="closed", closed_at=at)
    tell(case, event, by=by, at=at)
    withdraw_promises(case_id=case.id, reason=words, by=by, at=at)


def _step(case: Case, to_stage: Stage, reason: str, *, by: UUID, at: datetime) -> None:
    before, case.stage = case.stage, to_stage.value
    if is_decision(before, to_stage):
        if before in AFRESH and _decided(case, by):
            raise SomeoneElseDecidesAfresh
        case.decided_at = case.decided_at or at
        keep_promises_of_case(case_id=case.id, kind="decision", by=by, at=at)
    CaseTransition.objects.create(
        case=case, from_stage=before, to_stage=to_stage.value, at=at, by=by, reason=reason
    )
    tell(case, CaseMoved(case_id=case.id, from_stage=before, to_stage=to_stage.value), by=by, at=at)


def _decided(case: Case, by: UUID) -> bool:
    """Whether this person made the decision of the case."""
    made = case.transitions.filter(from_stage=Stage.DECISION.value, by=by)
    return made.filter(to_stage__in=[stage.value for stage in DECIDES[Stage.DECISION]]).exists()
