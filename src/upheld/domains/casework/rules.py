"""The rules of casework. Pure: each refusal's docstring is the sentence that people read."""

from collections.abc import Container, Mapping
from datetime import date
from enum import StrEnum

from upheld.kernel.errors import NotFound, RuleBroken


class Stage(StrEnum):
    """Where a case stands. The pack gives each stage its words."""

    APPLICATION = "application"
    GATHERING = "gathering"
    ASSESSMENT = "assessment"
    DECISION = "decision"
    AWARD = "award"
    RECONSIDERATION = "reconsideration"
    REDETERMINATION = "redetermination"
    CLOSED = "closed"


MOVES: Mapping[Stage, tuple[Stage, ...]] = {
    Stage.APPLICATION: (Stage.GATHERING, Stage.ASSESSMENT, Stage.DECISION, Stage.CLOSED),
    Stage.GATHERING: (Stage.ASSESSMENT, Stage.DECISION, Stage.CLOSED),
    Stage.ASSESSMENT: (Stage.DECISION, Stage.GATHERING, Stage.CLOSED),
    Stage.DECISION: (Stage.AWARD, Stage.GATHERING, Stage.ASSESSMENT, Stage.CLOSED),
    Stage.AWARD: (Stage.RECONSIDERATION, Stage.REDETERMINATION, Stage.CLOSED),
    Stage.RECONSIDERATION: (Stage.AWARD, Stage.CLOSED),
    Stage.REDETERMINATION: (Stage.AWARD, Stage.CLOSED),
    Stage.CLOSED: (),
}
"""The life of a case: from each stage, those that may follow, the most usual first. A pack has some."""

DECIDES: Mapping[Stage, frozenset[Stage]] = {
    Stage.DECISION: frozenset({Stage.AWARD, Stage.CLOSED}),
    Stage.RECONSIDERATION: frozenset({Stage.AWARD, Stage.CLOSED}),
    Stage.REDETERMINATION: frozenset({Stage.AWARD, Stage.CLOSED}),
}
"""The steps by which a decision is made: to pay, or to end."""


class OfferState(StrEnum):
    """How an offer stands. It is answered once."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    NOT_ANSWERED = "not_answered"


class TaskState(StrEnum):
    """How a task stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


KEEPS: Mapping[str, str] = {
    "first_contact": "first_contact",
    "call_back": "call_back",
    "reply": "reply",
    "introduce": "introduction",
}
"""The promise to the client that a kind of task keeps when it is done."""


class Unowned(StrEnum):
    """Why a case has no owner. The pack gives each reason its words."""

    NEW = "new"
    NO_CAPACITY = "no_capacity"
    OWNER_LEFT = "owner_left"
    OWNER_ABSENT = "owner_absent"
    GIVEN_BACK = "given_back"
    IMPORTED = "imported"
    CLOSED_TO_OWNER = "closed_to_owner"


class NoSuchCase(NotFound):
    """We could not find that case.

    It may be outside the work that you can see: ask the team leader of the office that has it.
    """


class NoSuchLog(NotFound):
    """We hold no case log of that name. `upheld measure` lists those that we hold."""


class LogIsRegistered(RuleBroken):
    """A case log of this name is registered already. Nothing was changed."""


class RecordIsClosedToThem(RuleBroken):
    """This person may not see this record, so they cannot have the case. Choose someone else."""


class NoSuchTask(NotFound):
    """We could not find that task. It may belong to a case outside the work that you can see."""


class CaseIsClosed(RuleBroken):
    """This case is closed, so it cannot be changed.

    What you sent was not kept. Open a new case if there is more to do.
    """


class CaseIsAlreadyHeld(RuleBroken):
    """We already hold a case with this reference from this source. Nothing was changed."""


class NotTheOwner(RuleBroken):
    """Only the owner of this case, or someone who leads their team, can do this. Nothing was changed."""


class SomeoneElseDecidesAfresh(RuleBroken):
    """You made the decision that is looked at again here. Someone else must decide it afresh.

    Nothing was changed. Offer the case to a colleague who is trained for it.
    """


class AlreadyOffered(RuleBroken):
    """This case is already offered to someone. Wait for the answer, or withdraw that offer first."""


class NothingIsOffered(RuleBroken):
    """There is no offer of this case to you that still waits for an answer.

    It may have been withdrawn, or answered already.
    """


class NoteIsMissing(RuleBroken):
    """Write a note for the person who receives the case: what the client was told, and what is next."""


class ReasonIsMissing(RuleBroken):
    """Give a reason, in your own words, so that whoever reads this later understands."""


class OwnerCannotOwnCases(RuleBroken):
    """This officer has left or is away, so they cannot be given a case. Choose someone who is at work."""


class OwnerIsNotTrained(RuleBroken):
    """This officer has no current training for this benefit.

    Choose someone who has, or arrange the training first.
    """


class OwnsItAlready(RuleBroken):
    """This officer owns the case already. Nothing was changed."""


class StageDoesNotFollow(RuleBroken):
    """A case cannot go straight from “{from_stage}” to “{to_stage}”. Nothing was changed."""


class HoldNeedsALaterEnd(RuleBroken):
    """A hold must end on a later day than it starts, and no later than {last}. Choose another end date."""


class IsOnHoldAlready(RuleBroken):
    """This case is on hold already. End that hold first, or wait for its end date."""


class TaskIsNotOpen(RuleBroken):
    """This task was done or dropped already. Nothing was changed."""


class NotAPromiseToMake(RuleBroken):
    """This kind of promise is not made from a case. Choose one of: {known}."""


class OpenCaseNeedsATask(RuleBroken):
    """An open case must always have something to do and a day to do it by.

    Nothing was changed: add a task first.
    """


class OpenCaseNeedsAnOwnerOrAReason(RuleBroken):
    """An open case must have one owner, or a reason why it has none. Nothing was changed."""


class NoCaseForTheNote(RuleBroken):
    """A note is about a client who has no case to keep it on. Leave it with the case that it stands on."""


class CaseChangedMeanwhile(RuleBroken):
    """Someone else changed this case while you were writing.

    Nothing that you typed is lost: both versions are shown below.
    """

    def __init__(self, *, theirs: str, mine: str, version: int) -> None:
        super().__init__()
        self.theirs, self.mine, self.version = theirs, mine, version


def stages_after(from_stage: str, known: Container[str]) -> tuple[Stage, ...]:
    """The stages of a pack that may follow; every case may also be closed, which is not among them."""
    return tuple(stage for stage in MOVES[Stage(from_stage)] if stage.value in known)


def check_move(from_stage: str, to_stage: Stage, known: Container[str]) -> None:
    """Raise StageDoesNotFollow unless the life of a case, with the stages of the pack, allows the step."""
    if to_stage not in stages_after(from_stage, known):
        raise StageDoesNotFollow(from_stage=from_stage, to_stage=to_stage.value)


AFRESH = frozenset({Stage.RECONSIDERATION, Stage.REDETERMINATION})
"""Where a decision is looked at again, by someone who did not make it."""


def is_decision(from_stage: str, to_stage: Stage) -> bool:
    """Whether this step of a case is the making of a decision."""
    return to_stage in DECIDES.get(Stage(from_stage), frozenset())


def check_words(text: str, error: type[RuleBroken]) -> str:
    """The text without outer white space; raises the error when nothing is left."""
    words = text.strip()
    if not words:
        raise error
    return words


def check_new_owner(*, can_own: bool, is_trained: bool) -> None:
    """Raise OwnerCannotOwnCases or OwnerIsNotTrained unless this officer may be given the case."""
    if not can_own:
        raise OwnerCannotOwnCases
    if not is_trained:
        raise OwnerIsNotTrained


def check_hold(*, starts_on: date, ends_on: date, last: date) -> None:
    """Raise HoldNeedsALaterEnd unless the hold has an end that the agency allows."""
    if not starts_on < ends_on <= last:
        raise HoldNeedsALaterEnd(last=f"{last:%-d %B %Y}")
