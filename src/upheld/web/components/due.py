"""When something is due, in words that a person can act on."""

from dataclasses import dataclass
from datetime import date

from upheld.kernel.working_days import Calendar
from upheld.web.components.words import count


@dataclass(frozen=True)
class Due:
    """The last day for something. `days_left` counts working days from today, negative when it is late.

    `must_act` says that a person must act now; that, and only that, is shown in red.
    """

    on: date
    days_left: int
    must_act: bool

    @property
    def words(self) -> str:
        """3 working days left, Due today, 2 working days late."""
        if self.days_left > 0:
            return f"{count(self.days_left, 'working day')} left"
        return "Due today" if self.days_left == 0 else f"{count(-self.days_left, 'working day')} late"


def due(on: date, *, today: date, calendar: Calendar, must_act: bool | None = None) -> Due:
    """How long is left until a day. Without another word, a person must act on the last day and when it is
    late.
    """
    days_left = calendar.working_days_between(today, on)
    # A day that passed at a weekend is late, although no working day went by.
    if days_left == 0 and on < today:
        days_left = -1
    return Due(on, days_left, days_left <= 0 if must_act is None else must_act)
