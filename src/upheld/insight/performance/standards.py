"""Measures of a standard: of what fell due in a month, how much was done in time."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from upheld.insight.performance.definitions import DEFINITIONS

_DEFINITION = DEFINITIONS["standard_met"]


@dataclass(frozen=True, slots=True)
class StandardFact:
    """One promise or case with a due moment under a standard, as it was known at `as_of`.

    `month` is the first day of the month in which `due_at` falls where the office is: whoever makes the fact
    knows the zone. Moments are aware; `done_at` is None while it is open.
    """

    benefit: str
    office: str
    standard: str
    month: date
    due_at: datetime
    done_at: datetime | None
    as_of: datetime


@dataclass(frozen=True, slots=True)
class StandardMonth:
    """A standard in one month for one benefit; `office` is None where all offices are counted together.

    `due` is the denominator and `met` the numerator; `met + late + open_past_due == due`. What falls due
    later in the month is `not_yet_due` and in neither. `definition` and `version` say what was counted, and
    stay with the figure.
    """

    standard: str
    benefit: str
    office: str | None
    month: date
    due: int
    met: int
    late: int
    open_past_due: int
    not_yet_due: int
    as_of: datetime
    definition: str = _DEFINITION.key
    version: int = _DEFINITION.version

    @property
    def numerator(self) -> int:
        """Done at or before the due moment."""
        return self.met

    @property
    def denominator(self) -> int:
        """Due in this month, the due moment passed."""
        return self.due

    @property
    def percent(self) -> float | None:
        """The numerator as a percentage of the denominator, unrounded; None while nothing was due."""
        return 100 * self.met / self.due if self.due else None

    @property
    def percent_text(self) -> str:
        """The percentage as people read it, rounded down to a tenth: a near miss never reads as a hit."""
        return f"{self.met * 1000 // self.due / 10:.1f}%" if self.due else "nothing due"

    def reaches(self, target: float) -> bool:
        """Whether the percentage is at least the target (also in percent); False while nothing was due."""
        return self.percent is not None and self.percent >= target


def measure_standards(
    facts: Iterable[StandardFact], as_of: datetime, *, by_office: bool = False
) -> list[StandardMonth]:
    """One row per standard, benefit and month (and office, with `by_office`), in that order, as known at
    `as_of`.

    A fact says nothing of what came after it was read: it is judged at `as_of` or at its own moment, the
    earlier. So measuring with a past `as_of` gives what was true then, and a stale extract cannot turn
    unknown into late.
    """
    counts: dict[tuple[str, str, str, date], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for fact in facts:
        office = fact.office if by_office else ""
        counts[fact.standard, fact.benefit, office, fact.month][_outcome(fact, min(as_of, fact.as_of))] += 1
    return [
        StandardMonth(
            standard=standard,
            benefit=benefit,
            office=office if by_office else None,
            month=month,
            due=seen["met"] + seen["late"] + seen["open"],
            met=seen["met"],
            late=seen["late"],
            open_past_due=seen["open"],
            not_yet_due=seen["not yet due"],
            as_of=as_of,
        )
        for (standard, benefit, office, month), seen in sorted(counts.items(), key=lambda item: item[0])
    ]


def _outcome(fact: StandardFact, seen_at: datetime) -> str:
    """How a promise or case stands at that moment: not yet due, met, late or (still) open."""
    if fact.due_at > seen_at:
        return "not yet due"
    if fact.done_at is None or fact.done_at > seen_at:
        return "open"
    return "met" if fact.done_at <= fact.due_at else "late"
