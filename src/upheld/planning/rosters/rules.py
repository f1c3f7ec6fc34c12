"""The hard rules of a roster, checked on any roster, whoever made it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from upheld.planning.rosters.people import Duty, Limits, Person, Placement


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a roster breaks: in a sentence, for whom, and in which duties."""

    sentence: str
    person: str
    duties: tuple[str, ...]


def broken_rules(
    placements: Iterable[Placement], people: Sequence[Person], duties: Sequence[Duty], limits: Limits
) -> tuple[Broken, ...]:
    """Every hard rule that is broken; nothing for a roster that may be used."""
    known, wanted = {one.key: one for one in people}, {one.key: one for one in duties}
    of_person: dict[str, list[Duty]] = defaultdict(list)
    of_duty: dict[str, list[str]] = defaultdict(list)
    for one in sorted(placements):
        of_person[one.person].append(wanted[one.duty])
        of_duty[one.duty].append(one.person)
    found: list[Broken] = []
    for key, has in of_person.items():
        found += _of_person(known[key], has, limits)
    for key, have in of_duty.items():
        if len(have) > wanted[key].people:
            found.append(Broken("More people have this duty than it needs.", "", (key,)))
    return tuple(found)


def _of_person(person: Person, has: Sequence[Duty], limits: Limits) -> Iterator[Broken]:
    """The rules that the duties of one person break."""
    for duty in has:
        if duty.kind not in person.qualified:
            yield Broken("They are not qualified for it.", person.key, (duty.key,))
        if duty.on not in person.present:
            yield Broken("They are not there on that day.", person.key, (duty.key,))
    for together in _too_many(has, limits.of(person), limits.most_a_day):
        yield Broken("They have more duties in a week or a day than they may.", person.key, together)
    for one, other in combinations(has, 2):
        pair = (one.key, other.key)
        if (one.on, one.session) == (other.on, other.session):
            yield Broken("They have two duties at once.", person.key, pair)
        if limits.too_close(one, other):
            yield Broken("They have no rest after a duty.", person.key, pair)


def _too_many(has: Sequence[Duty], a_week: int, a_day: int) -> Iterator[tuple[str, ...]]:
    """The duties of each week and each day that has more than it may."""
    for week in sorted({duty.week for duty in has}):
        if len(same := tuple(one.key for one in has if one.week == week)) > a_week:
            yield same
    for day in sorted({duty.on for duty in has}):
        if len(same := tuple(one.key for one in has if one.on == day)) > a_day:
            yield same
