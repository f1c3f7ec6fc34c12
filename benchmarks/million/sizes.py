"""How large the invented agency is, at a scale: 1 is a million cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

OFFICES = 60
OFFICERS_OF_AN_OFFICE = 25
CASES_OF_TEN_CLIENTS = (1, 4, 2, 3, 2, 3, 1, 4, 2, 3)
"""How many cases each of ten clients has: two and a half on average."""

YEARS = 5
"""How far back the first case lies."""


@dataclass(frozen=True, kw_only=True)
class Scale:
    """So many cases and clients for so many officers. Every officer has the same load at every scale.

    `now` is when the agency is looked at: what has not happened by then is still to happen.
    """

    scale: float
    now: datetime
    seed: int = 1911

    @property
    def clients(self) -> int:
        """How many people it serves: a whole number of tens."""
        return max(10, round(40_000 * self.scale) * 10)

    @property
    def cases(self) -> int:
        """How many cases they have had in five years."""
        return self.clients // 10 * sum(CASES_OF_TEN_CLIENTS)

    @property
    def officers(self) -> int:
        """How many people work on them."""
        return max(12, round(OFFICES * OFFICERS_OF_AN_OFFICE * self.scale))

    @property
    def staffed_offices(self) -> int:
        """In how many of the offices they sit; the others stand empty below the full scale."""
        return max(1, round(self.officers / OFFICERS_OF_AN_OFFICE))
