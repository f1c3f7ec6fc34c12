"""Pairs of records that a person decides: what follows what, and which wrong answer hurts most. Pure."""

from dataclasses import dataclass

from upheld.domains.people.rules.refusals import AnotherPersonConfirms
from upheld.kernel.errors import NotFound, RuleBroken

OPEN = ("waiting", "asked", "proposed")
"""The states in which somebody still has to do something."""

ANSWERS = ("same", "different", "ask")
"""What a person may say: one person, two persons, or that the client must be asked."""

SAMPLE = "sample"
"""Why a pair waits that chance drew, so that it can be told how often links are right."""

DOUBTED = "doubted"
"""Why a pair waits whose link somebody doubts."""

MOST_HARM = 100


class NoSuchPair(NotFound):
    """We could not find that pair. It may be settled, or one of the two records may be hidden from you."""


class NoSuchRecord(NotFound):
    """We could not find that record of a system. It may be about a benefit whose work you do not see."""


class PairIsDecided(RuleBroken):
    """Somebody decided about these records meanwhile. Nothing was changed. Look at what they said."""


class PairIsNotDecided(RuleBroken):
    """Nobody has said yet that these are two people, so there is nothing to take back."""


class PairIsNotAsked(RuleBroken):
    """The client is not being asked about these records. Nothing was changed. Look at the pair again."""


class PairNeedsAReason(RuleBroken):
    """Say why, so that whoever reads it in some years understands. Nothing was changed."""


class NothingToCompare(RuleBroken):
    """This client has one record of a system only, so there is none to doubt. Nothing was changed."""


class OnlyRecordStays(RuleBroken):
    """This is the only record of its client, so it cannot be taken out of theirs. Nothing was changed."""


@dataclass(frozen=True, kw_only=True)
class Stakes:
    """What hangs on a pair, for one of its two sides.

    `open_cases` counts them; `is_restricted` says that someone could be in danger; `is_unsafe` that a note
    says how to reach them safely; `is_paid` that a system holds a benefit of theirs.
    """

    open_cases: int = 0
    is_restricted: bool = False
    is_unsafe: bool = False
    is_paid: bool = False


def harm_of(one: Stakes, other: Stakes) -> int:
    """How much a wrong answer could hurt, from 0 to 100.

    Danger weighs most: a wrong join would show where somebody lives. Then come open cases, and what is paid,
    on both sides more than on one. Agency choice.
    """
    sides = (one, other)
    danger = 40 * any(side.is_restricted for side in sides) + 15 * any(side.is_unsafe for side in sides)
    work = 25 * all(side.open_cases for side in sides) + 5 * min(sum(side.open_cases for side in sides), 3)
    money = 3 * all(side.is_paid for side in sides) + 2 * any(side.is_paid for side in sides)
    return min(danger + work + money, MOST_HARM)


def next_state(state: str, answer: str, *, needs_another: bool, is_own_proposal: bool) -> str:
    """In which state a pair is after an answer.

    `needs_another`: a second person must say the same. Raises PairIsDecided, and AnotherPersonConfirms for
    somebody who would confirm what they said themselves.
    """
    if state not in OPEN:
        raise PairIsDecided
    if answer == "ask":
        return "asked"
    if answer == "different":
        return "different"
    if state == "proposed":
        if is_own_proposal:
            raise AnotherPersonConfirms
        return "same"
    return "proposed" if needs_another else "same"


def check_reason(because: str) -> str:
    """The reason without blanks around it. Raises PairNeedsAReason when nothing is left."""
    if not because.strip():
        raise PairNeedsAReason
    return because.strip()
