"""A roster by the rules of a careful hand: the hardest duty first, to whoever has had the fewest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from upheld.planning.rosters.people import Duty, Limits, Person, Placement, suits


def fill_by_hand(people: Sequence[Person], duties: Sequence[Duty], limits: Limits) -> tuple[Placement, ...]:
    """Place people one by one, breaking no hard rule; what finds nobody stays open.

    First come the duties with the greatest weight, then those for which the fewest people are suited. Of
    those who may, whoever has had the fewest duties is taken, then whoever is suited for the fewest others.
    """
    suited = {duty.key: [one for one in people if suits(one, duty)] for duty in duties}
    useful = Counter(one.key for each in suited.values() for one in each)
    book = Book(limits)
    load = {one.key: one.done for one in people}
    found = []
    for duty in sorted(duties, key=lambda one: (-one.weight, len(suited[one.key]), one.on, one.key)):
        for _ in range(duty.people):
            free = [one for one in suited[duty.key] if book.why_not(one, duty) is None]
            if not free:
                break
            chosen = min(free, key=lambda one: (load[one.key], useful[one.key], one.key))
            book.write(chosen, duty)
            load[chosen.key] += 1
            found.append(Placement(duty.key, chosen.key))
    return tuple(sorted(found))


class Book:
    """Who has which duties so far, and why somebody may not have one more."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._has: dict[str, list[Duty]] = defaultdict(list)

    def write(self, person: Person, duty: Duty) -> None:
        """Note that the person has the duty."""
        self._has[person.key].append(duty)

    def why_not(self, person: Person, duty: Duty) -> str | None:
        """What stands against one more duty for a suited person: `busy`, `week`, `day`, `rest`, or None."""
        has = self._has[person.key]
        day = [one for one in has if one.on == duty.on]
        if any(one.session == duty.session for one in day):
            return "busy"
        if sum(one.week == duty.week for one in has) >= self._limits.of(person):
            return "week"
        if len(day) >= self._limits.most_a_day:
            return "day"
        if any(self._limits.too_close(one, duty) for one in has):
            return "rest"
        return None
