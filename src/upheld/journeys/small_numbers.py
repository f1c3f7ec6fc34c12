"""Small numbers: what an analyst is not shown, because a figure about few cases could point to a person.

A count from 1 up to the pack's smallest number is hidden, and so is whatever would give it away: the total
and the share of its month, the sum over the months, and an office that is the rest of the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from upheld.insight.performance import StandardMonth

if TYPE_CHECKING:
    from upheld.journeys.standards import OfficeBehind

PARTS = ("met", "late", "open_past_due")
"""These three add up to `due`, so one of them that is hidden takes `due` and the share with it."""


def is_small(number: int, fewest: int) -> bool:
    """Whether a count of cases is about so few that it is not shown. None is not few: it points to nobody."""
    return 0 < number < fewest


def hidden_in(row: StandardMonth, fewest: int) -> frozenset[str]:
    """The names of the counts of a month that are not shown; "due" stands for the share too."""
    hidden = {name for name in (*PARTS, "not_yet_due") if is_small(getattr(row, name), fewest)}
    if hidden & set(PARTS) or is_small(row.due - row.met, fewest):
        hidden.add("due")
    return frozenset(hidden)


def months_shown_whole(rows: Iterable[StandardMonth], fewest: int) -> list[StandardMonth]:
    """The months whose share is shown: those that a picture may draw."""
    return [row for row in rows if "due" not in hidden_in(row, fewest)]


def sum_of_late(rows: Iterable[StandardMonth], fewest: int) -> int | None:
    """How many cases are past their day over all months; None when the sum would give a month away."""
    held = list(rows)
    if any(hidden_in(row, fewest) & set(PARTS) for row in held):
        return None
    return sum(row.open_past_due for row in held)


def offices_shown(
    behind: Sequence[OfficeBehind], rows: Iterable[StandardMonth], fewest: int
) -> tuple[OfficeBehind, ...]:
    """The offices behind that may be named: none of a hidden month, none with small counts, and none that
    leaves a rest of small counts when it is taken from the total.
    """
    if not fewest or not behind:
        return tuple(behind)
    total = next(row for row in rows if row.month == behind[0].month)
    if "due" in hidden_in(total, fewest):
        return ()
    shown = [one for one in behind if not _is_telling(one.met, one.due, fewest)]
    while shown and _is_telling(
        total.met - sum(one.met for one in shown), total.due - sum(one.due for one in shown), fewest
    ):
        shown.pop()
    return tuple(shown)


def _is_telling(met: int, due: int, fewest: int) -> bool:
    return is_small(met, fewest) or is_small(due - met, fewest)
