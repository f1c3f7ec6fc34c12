"""Joining two records of one person, and parting what was joined wrongly: what is kept, what is refused."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from upheld.domains.people.rules.needs import Needs
from upheld.kernel.errors import NotFound, RuleBroken

FILLED = ("title", "pronouns", "born_on", "died_on", "national_insurance_number")
"""What the record that stays takes over where it says nothing itself."""

_CHOSEN = ("channel", "format", "language", "interpreter_language")


class IsTheSameRecord(RuleBroken):
    """This is one record already. Choose two different ones."""


class WereFoundDifferent(RuleBroken):
    """Someone decided that these are two people. Nothing was joined. Decide that pair again first, if it was
    a mistake.
    """


class LivedAtDifferentTimes(RuleBroken):
    """One of them died before the other was born, so they cannot be one person. Check both dates."""


class MergingNeedsMore(RuleBroken):
    """Both have open cases. Somebody who manages or safeguards the office joins them, or a second person
    confirms the pair.
    """


class WhyIsMissing(RuleBroken):
    """Say why, in words that somebody who reads them in some years understands."""


class NoSuchMerge(NotFound):
    """We could not find where these records were joined. They may have been parted already."""


class WasJoinedAgain(RuleBroken):
    """The record that they were joined to was itself joined to another later. Part that first."""


class NotEverythingIsAnswered(RuleBroken):
    """Say for each thing that came later whose it is. {missing} have no answer yet. Nothing was changed."""


class BelongsToNeither(RuleBroken):
    """Something was given to a client who is neither of the two. Nothing was changed."""


class NoSuchBreach(NotFound):
    """We could not find that. It may be about a client whose record you do not look after."""


class IsToldAlready(RuleBroken):
    """They were told already. Nothing was changed."""


def check_lives(one: Mapping[str, date | None], other: Mapping[str, date | None]) -> None:
    """Raise LivedAtDifferentTimes when one died before the other was born: `born_on`, `died_on` of each."""
    for first, second in ((one, other), (other, one)):
        died, born = first["died_on"], second["born_on"]
        if died and born and died < born:
            raise LivedAtDifferentTimes


def unite_needs(kept: Needs, joined: Needs, *, plain: Collection[str]) -> tuple[Needs, Needs]:
    """What the one person needs, and those needs of the joined record that stand against the kept ones.

    A need is never lost: what the kept record lacks is taken over, words are put one after the other, and
    yes wins over no. `plain` are keys that ask for nothing, such as a standard letter.
    """
    chosen, against = {}, {}
    for name in _CHOSEN:
        mine, theirs = getattr(kept, name), getattr(joined, name)
        asks, asks_too = mine not in ("", *plain), theirs not in ("", *plain)
        chosen[name] = (theirs if asks_too else mine or theirs) if not asks else mine
        if asks and asks_too and mine != theirs:
            against[name] = theirs
    united = replace(
        kept,
        **chosen,
        interpreter=kept.interpreter or joined.interpreter,
        face_to_face=kept.face_to_face or joined.face_to_face,
        safe_contact=both(kept.safe_contact, joined.safe_contact),
        note=both(kept.note, joined.note),
    )
    return united, Needs(**against)


def both(first: str, second: str) -> str:
    """Two texts as one; a text that the other holds already is said once."""
    first, second = first.strip(), second.strip()
    if not first or not second or second in first:
        return first or second
    return f"{first if first[-1] in '.!?' else first + '.'} {second}"


def key_of(kind: str, row_id: object) -> str:
    """What a form says instead of the id of a thing that came later: ids of what is hidden are not shown."""
    digest = hashlib.blake2b(f"{kind} {row_id}".encode(), digest_size=10).hexdigest()
    return f"{kind}-{digest}"
