"""Duty rosters: who is support partner, first aider or on the phones, session by session, weeks ahead.

`people` says what is needed and who there is. `fill_roster` finds the roster by CP-SAT, begun from one made
by hand (`greedy`), which also stands alone where the solver has nothing better in its time. Both obey the
same hard rules (`rules`), which `broken_rules` checks on any roster. What cannot be filled is shown ahead,
with what would fill it (`gaps`). Method and limits: docs/reference/capacity.md.
"""

from upheld.planning.rosters.filling import Roster, fill_roster
from upheld.planning.rosters.gaps import Gap
from upheld.planning.rosters.greedy import fill_by_hand
from upheld.planning.rosters.people import Duty, Limits, Person, Placement
from upheld.planning.rosters.rules import Broken, broken_rules

__all__ = [
    "Broken",
    "Duty",
    "Gap",
    "Limits",
    "Person",
    "Placement",
    "Roster",
    "broken_rules",
    "fill_by_hand",
    "fill_roster",
]
