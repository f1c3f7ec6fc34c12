"""The explanations in plain English, for pages. What ids and keys stand for, the page says itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from upheld.planning.allocation.explaining import Change, Explanation, Other
from upheld.planning.allocation.outcome import Obstacle
from upheld.planning.allocation.preferences import Why
from upheld.planning.allocation.sharing import Portion

Said = Callable[[str], str]
"""Gives the words for an id or a key: an officer's name, a benefit's, a format's, an office's."""

_FOR = {
    Why.KNOWN: "{owner} has owned it before. The client knows them.",
    Why.PRACTICE: "{owner} is to get more practice with this benefit.",
    Why.TRAVEL: "{owner} works near where the client lives.",
    Why.SPECIALISM: "{owner} knows this kind of case well.",
    Why.LOAD: "{owner} has room: with this plan they are {percent} per cent full.",
    Why.ONLY_ONE: "{owner} is the only one who could have it today.",
}

_AGAINST = {
    Why.KNOWN: "the client does not know them",
    Why.TRAVEL: "they work further away",
    Why.SPECIALISM: "they know this kind of case less well",
    Why.KEPT_SPECIALIST: "they are kept for cases that only they know well",
    Why.PRACTICE: "they need the practice less",
    Why.MANY_HARD: "they have many hard cases already",
    Why.LOAD: "they have more work",
    Why.GIVEN_OTHERS: "this plan gives them other cases, and then they have no room",
    Why.NEEDED_ELSEWHERE: "they would do as well, but the plan as a whole is better this way",
}

_RULED_OUT = {
    Obstacle.NOT_TRAINED: "not trained for {benefit}",
    Obstacle.LEVEL_TOO_LOW: "not trained for cases as hard as this",
    Obstacle.LACKS_FORMAT: "not able to work in {needs}",
    Obstacle.NOT_CLEARED: "not cleared for a record like this",
    Obstacle.NOT_AT_PLACE: "not in {place}",
    Obstacle.AWAY: "away",
    Obstacle.CONFLICT: "not allowed to, as they know the client or worked on the decision",
    Obstacle.FULL: "full",
    Obstacle.NO_HEADS: "at their limit of cases",
    Obstacle.KEPT_FOR_CRISES: "full, but for the room that is kept for crises",
}

_NOBODY = {
    Obstacle.NOT_TRAINED: "No one is trained for {benefit}.",
    Obstacle.LEVEL_TOO_LOW: "No one is trained for {benefit} cases as hard as this.",
    Obstacle.LACKS_FORMAT: "No one who is trained for it can work in {missing}.",
    Obstacle.NOT_CLEARED: "No one who is trained for it is cleared for a record like this.",
    Obstacle.NOT_AT_PLACE: "No one who could do it works in {missing}, where the client must be met.",
    Obstacle.AWAY: "Everyone who could do it is away.",
    Obstacle.CONFLICT: "Everyone who could do it knows the client or worked on the decision.",
    Obstacle.FULL: "Everyone who could do it is full.",
    Obstacle.NO_HEADS: "Everyone who could do it is at their limit of points or cases.",
    Obstacle.KEPT_FOR_CRISES: "Everyone who could do it is full. The room that is left is kept for crises.",
}

_WOULD_HELP = {
    Obstacle.NOT_TRAINED: "If they were trained for {benefit}, {people} could have it.",
    Obstacle.LEVEL_TOO_LOW: "If they were trained for harder cases, {people} could have it.",
    Obstacle.LACKS_FORMAT: "With an interpreter, or if they could work in {needs}, {people} could have it.",
    Obstacle.NOT_CLEARED: "If they were cleared for it, {people} could have it.",
    Obstacle.NOT_AT_PLACE: "If they went to {place}, {people} could have it.",
    Obstacle.AWAY: "Once back, {people} could have it.",
    Obstacle.FULL: "With less other work, {people} could have it.",
    Obstacle.NO_HEADS: "With fewer cases, {people} could have it.",
    Obstacle.KEPT_FOR_CRISES: "A leader may give it to {people} out of the room for crises, and say why.",
}


def say_why(explanation: Explanation, said: Said = str) -> tuple[str, ...]:
    """The sentences about one case. `said` gives the words for an officer, benefit, format or place."""
    found = _of_owner(explanation, said) if explanation.owner else _of_nobody(explanation, said)
    return tuple(found)


def say_share(shared: Portion, said: Said = str) -> tuple[str, ...]:
    """The sentences about how much one officer was given."""
    who = said(shared.officer)
    lines = [
        f"{who} gets {_cases(shared.given)} in this plan.",
        f"For the room that they had, about {shared.usual:.0f} would be usual.",
        f"With it they are {shared.percent:.0f} per cent full. The limit is never passed.",
    ]
    words = {
        Why.ONLY_ONE: "because no one else could have it",
        Why.KNOWN: "because the client knows them",
        Why.SPECIALISM: "because they know this kind of case well",
        Why.TRAVEL: "because they work near the client",
        Why.PRACTICE: "because they are to get practice",
        Why.LOAD: "because they had room",
    }
    lines += [f"{_cases(number)} {words[why]}." for why, number in shared.because]
    return tuple(lines)


def _of_owner(explanation: Explanation, said: Said) -> Iterator[str]:
    owner = said(explanation.owner or "")
    yield f"{owner} should own this case."
    for why in explanation.because:
        yield _FOR[why].format(owner=owner, percent=f"{explanation.percent:.0f}")
    if explanation.possible:
        yield f"{_people(explanation.possible, 'other ').capitalize()} could have had it."
    for other in explanation.others:
        yield _about(other, said)
    yield from _ruled_out(explanation, said)


def _of_nobody(explanation: Explanation, said: Said) -> Iterator[str]:
    words = _words(explanation, said)
    unmet = explanation.unmet
    yield "There is no one who can own this case yet."
    if unmet is not None:
        yield _NOBODY[unmet.reason].format(**words)
    yield from _ruled_out(explanation, said)
    for change in explanation.changes:
        yield _helps(change, words)
    if explanation.people_like_it:
        points = f"{explanation.points_like_it / 100:g}"
        people = _people(explanation.people_like_it, "more ")
        yield f"Cases that wait like this one have {points} points in all. That is the work of {people}."


def _about(other: Other, said: Said) -> str:
    return f"{said(other.officer)}: {', and '.join(_AGAINST[why] for why in other.against)}."


def _ruled_out(explanation: Explanation, said: Said) -> Iterator[str]:
    words = _words(explanation, said)
    for obstacle, number in explanation.ruled_out:
        is_or_are = "is" if number == 1 else "are"
        yield f"{_people(number).capitalize()} {is_or_are} {_RULED_OUT[obstacle].format(**words)}."


def _helps(change: Change, words: dict[str, str]) -> str:
    return _WOULD_HELP[change.obstacle].format(**words, people=_people(change.people))


def _words(explanation: Explanation, said: Said) -> dict[str, str]:
    case, unmet = explanation.case, explanation.unmet
    return {
        "benefit": said(case.benefit),
        "needs": " and ".join(said(need) for need in sorted(case.needs)),
        "place": said(case.place or ""),
        "missing": said(unmet.missing) if unmet and unmet.missing else "",
    }


def _people(number: int, more: str = "") -> str:
    return f"{number} {more}{'person' if number == 1 else 'people'}"


def _cases(number: int) -> str:
    return "1 case" if number == 1 else f"{number} cases"
