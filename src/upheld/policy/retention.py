"""How long each kind of record is kept, from when it counts, what becomes of it then, and why."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import ClassVar, Literal, NamedTuple, Self

from pydantic import model_validator

from upheld.kernel.working_days import add_months
from upheld.policy.values import Count, Dated, Strict, Text

After = Literal[
    "closed",
    "died",
    "done",
    "ended",
    "erased",
    "last_activity",
    "looked",
    "replaced",
    "saved",
    "sent",
    "set_aside",
    "settled",
]
Then = Literal["erase", "anonymise"]


class Erasable(NamedTuple):
    """What the service can do with a kind of record: from when its time counts, and what becomes of it."""

    after: After
    then: Then


ERASABLE: Mapping[str, Erasable] = {
    "case_words": Erasable("closed", "erase"),
    "closed_case": Erasable("closed", "anonymise"),
    "client": Erasable("last_activity", "erase"),
    "client_who_died": Erasable("died", "erase"),
    "note_draft": Erasable("saved", "erase"),
    "earlier_source_record": Erasable("replaced", "erase"),
    "quarantined_row": Erasable("settled", "erase"),
    "waiting_row": Erasable("set_aside", "erase"),
    "erased_reference": Erasable("erased", "erase"),
    "sent_form": Erasable("sent", "erase"),
    "session": Erasable("ended", "erase"),
    "delivery": Erasable("done", "erase"),
    "client_account": Erasable("ended", "anonymise"),
    "staff_account": Erasable("ended", "anonymise"),
    "look": Erasable("looked", "erase"),
}
"""Every kind of record that the service can erase, in that order. A pack has a rule for each."""

KEPT_AT_LEAST_AS_LONG: tuple[tuple[str, str], ...] = (
    ("closed_case", "case_words"),
    ("closed_case", "client"),
    ("closed_case", "client_who_died"),
    ("staff_account", "look"),
)
"""The first is kept at least as long as the second.

The words of a case go before the case, and a client goes with the last of their cases: so what happened to
those cases never counts as later than what the client's own record tells. While it is kept who looked, it
can be said who that was.
"""


class Keep(Strict):
    """How long: `{years: 6}`, `{months: 24}`, `{days: 28}`, or several together."""

    years: Count = 0
    months: Count = 0
    days: Count = 0

    @model_validator(mode="after")
    def _some_time(self) -> Self:
        if not (self.years or self.months or self.days):
            raise ValueError("keep needs at least one day: write years, months or days")
        return self

    def due_before(self, day: date) -> date:
        """What happened before this day is due on `day`. At a month's end it is kept some days longer."""
        return add_months(day, -(12 * self.years + self.months)) - timedelta(days=self.days)

    def is_shorter_than(self, other: Self) -> bool:
        """Whether it is less time than the other, counting a month as a twelfth of a year."""
        return self._in_days() < other._in_days()

    def _in_days(self) -> float:
        return (self.years + self.months / 12) * 365.25 + self.days

    def __str__(self) -> str:
        """As people say it: "6 years", "1 year and 2 months"."""
        parts = [(self.years, "year"), (self.months, "month"), (self.days, "day")]
        return " and ".join(f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n)


class RetentionRule(Dated):
    """How long a kind of record is kept after what, what becomes of it then, and the legal reason for that.

    `label` names the kind in plain words. The rule that is in force on the day of erasing decides.
    """

    noun: ClassVar[str] = "retention rule"
    label: Text
    keep: Keep
    after: After
    then: Then
    reason: Text
