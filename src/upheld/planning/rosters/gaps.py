"""What a roster could not fill, and what would fill it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from upheld.planning.rosters.greedy import Book
from upheld.planning.rosters.people import Duty, Limits, Person, Placement, suits

_WORDS = {
    "needed elsewhere": ("is needed elsewhere", "are needed elsewhere"),
    "busy": ("is on another duty then", "are on another duty then"),
    "week": ("has all the duties that they may have that week", "have all the duties of a week"),
    "day": ("has all the duties that they may have that day", "have all the duties of a day"),
    "rest": ("must rest after another duty", "must rest after another duty"),
    "away": ("is qualified but away", "are qualified but away"),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """A duty that is short of so many people, and why, in a sentence.

    `qualified` counts those who could do it by what stands against them: `away`, `busy`, `week`, `day`,
    `rest`, `needed elsewhere`. `would_fill` are ways to fill it, in sentences, the smallest change first.
    """

    duty: str
    kind: str
    on: date
    missing: int
    why: str
    qualified: Mapping[str, int]
    would_fill: tuple[str, ...]


def find_gaps(
    placements: Sequence[Placement], people: Sequence[Person], duties: Sequence[Duty], limits: Limits
) -> tuple[Gap, ...]:
    """The gaps of a roster, by day."""
    known, wanted = {one.key: one for one in people}, {one.key: one for one in duties}
    book, filled = Book(limits), Counter(one.duty for one in placements)
    for one in placements:
        book.write(known[one.person], wanted[one.duty])
    short = (one for one in duties if filled[one.key] < one.people)
    return tuple(
        _gap(duty, duty.people - filled[duty.key], people, book)
        for duty in sorted(short, key=lambda one: (one.on, one.key))
    )


def _gap(duty: Duty, missing: int, people: Sequence[Person], book: Book) -> Gap:
    against: Counter[str] = Counter()
    learners = 0
    for person in people:
        if duty.kind not in person.qualified:
            learners += duty.on in person.present
        elif not suits(person, duty):
            against["away"] += 1
        else:
            against[book.why_not(person, duty) or "needed elsewhere"] += 1
    said = [_said(number, *_WORDS[why]) for why, number in sorted(against.items())]
    ways = []
    if against["week"]:
        ways.append("One duty more than the limit of a week, agreed with someone who is at it.")
    if against["away"]:
        ways.append("A swap with someone who is qualified and away that day.")
    if learners:
        ways.append(
            f"Training one of {learners} who {'is' if learners == 1 else 'are'} there but not qualified."
        )
    ways.append("Someone from another team who is qualified and there.")
    return Gap(
        duty=duty.key,
        kind=duty.kind,
        on=duty.on,
        missing=missing,
        why=f"Of those who are qualified, {', '.join(said)}." if said else "Nobody is qualified.",
        qualified=dict(against),
        would_fill=tuple(ways),
    )


def _said(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
