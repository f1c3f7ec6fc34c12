"""What may become of a promise. Pure: the docstring of each refusal is the sentence that people read."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from upheld.kernel.errors import NotFound, RuleBroken

ABOUT_TO_BREAK = 1
"""A promise is about to break when at most so many working days are left: it is due today or on the next."""


class PromiseState(StrEnum):
    """How a promise stands."""

    OPEN = "open"
    KEPT = "kept"
    KEPT_LATE = "kept_late"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"


TRANSITIONS: Mapping[PromiseState, frozenset[PromiseState]] = {
    PromiseState.OPEN: frozenset({PromiseState.KEPT, PromiseState.BROKEN, PromiseState.WITHDRAWN}),
    PromiseState.BROKEN: frozenset({PromiseState.KEPT_LATE, PromiseState.WITHDRAWN}),
    PromiseState.KEPT: frozenset(),
    PromiseState.KEPT_LATE: frozenset(),
    PromiseState.WITHDRAWN: frozenset(),
}
"""What may follow each state. What is kept late was broken first; nothing leads out of an ended state."""

STANDING = tuple(state for state, following in TRANSITIONS.items() if following)
"""The states in which something is still owed to the client."""


class NoSuchPromise(NotFound):
    """We could not find that promise. It may belong to a client in an office that you do not see."""


class PromiseHasEnded(RuleBroken):
    """The promise is {state} and cannot become {following}. Make a new promise if something is still owed."""


class PromiseIsDueBeforeItIsMade(RuleBroken):
    """A promise must be due after the moment at which it is made. Choose a later date."""


class PromiseWasBrokenBefore(RuleBroken):
    """The promise is on record as broken, so it was not kept in time. Give the moment when it was kept."""


class WordsAreMissing(RuleBroken):
    """The words of this promise need {missing}, which was not given. Nothing was promised. Say what it is."""


class ReasonIsMissing(RuleBroken):
    """A promise is withdrawn only for a reason that the client could be told. Write one and try again."""


def check_transition(state: str, following: PromiseState) -> None:
    """Raise PromiseHasEnded unless `following` is declared to follow the state."""
    if following not in TRANSITIONS[PromiseState(state)]:
        raise PromiseHasEnded(state=state.replace("_", " "), following=following.value.replace("_", " "))


def check_due(made_at: datetime, due_at: datetime) -> None:
    """Raise PromiseIsDueBeforeItIsMade."""
    if due_at <= made_at:
        raise PromiseIsDueBeforeItIsMade


def check_reason(reason: str) -> str:
    """The reason without surrounding blanks. Raises ReasonIsMissing when nothing is left."""
    if not reason.strip():
        raise ReasonIsMissing
    return reason.strip()


def is_about_to_break(state: str, working_days_left: int | None) -> bool:
    """Whether an open promise is due today or on the next working day, or overdue and not yet marked so."""
    return (
        state == PromiseState.OPEN and working_days_left is not None and working_days_left <= ABOUT_TO_BREAK
    )
