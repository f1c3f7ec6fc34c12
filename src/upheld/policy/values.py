"""What every value of a pack has in common: when it applies, its reference, and how it is looked up."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from typing import Annotated, Any, ClassVar, Generic, Self, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, RootModel, StringConstraints, model_validator

from upheld.kernel.errors import RuleBroken
from upheld.kernel.periods import Period
from upheld.kernel.working_days import Calendar, add_months

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*([-_][a-z0-9]+)*$")]
Count = Annotated[int, Field(ge=0, strict=True)]


class ValueNotInForce(RuleBroken):
    """The pack has no {noun} "{key}" for {on:%-d %B %Y}. The nearest one applies {nearest}.
    Check the date, or give the pack a value for it.
    """


class UnknownValue(RuleBroken):
    """The pack has no {noun} "{key}". {hint}"""


class LimitIsGiven(RuleBroken):
    """This time limit is a date that someone gives, and none was given. Say the date that was promised."""


class Strict(BaseModel):
    """A frozen piece of a pack that accepts no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_alias=True, validate_by_name=False)


class Dated(Strict):
    """A value that applies from one day to another, both included, and says where it comes from.

    Without `to` it applies until the day before the next value under the same key, or without end.
    """

    noun: ClassVar[str] = "value"

    key: Key = Field(alias="key")
    first_day: date = Field(alias="from", strict=True)
    stated_last_day: date | None = Field(default=None, alias="to", strict=True)
    reference: Text

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.stated_last_day is not None and self.stated_last_day < self.first_day:
            raise ValueError(f"it ends on {self.stated_last_day}, before it starts on {self.first_day}")
        return self


D = TypeVar("D", bound=Dated)


class Section(RootModel[dict[str, tuple[D, ...]]], Generic[D]):
    """The values of one sort, by key; under each key the values that followed each other, earliest first."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _each_value_knows_its_key(cls, given: Any) -> Any:
        if not isinstance(given, Mapping):
            return given
        return {key: _with_key(key, values) for key, values in given.items()}

    def __iter__(self) -> Iterator[str]:  # type: ignore[override]
        """The keys, in the order of the file."""
        return iter(self.root)

    def __contains__(self, key: object) -> bool:
        return key in self.root

    def history(self, key: str) -> tuple[D, ...]:
        """Every value that this key has had. Raises UnknownValue."""
        if key in self.root:
            return self.root[key]
        near = get_close_matches(key, self.root, n=1)
        hint = f'Did you mean "{near[0]}"?' if near else f"It has: {', '.join(self.root) or 'none'}."
        raise UnknownValue(noun=self._noun(), key=key, hint=hint)

    def period(self, key: str, index: int) -> Period:
        """The days on which the value at this place in its history applies."""
        values = self.root[key]
        last = values[index].stated_last_day
        if last is None and index + 1 < len(values):
            return Period(values[index].first_day, values[index + 1].first_day)
        return Period.through(values[index].first_day, last)

    def get(self, key: str, on: date | None = None) -> D:
        """The value that applies on the day, or the latest one without a day.

        Raises UnknownValue for an unknown key, and ValueNotInForce when no value applies on that day.
        """
        values = self.history(key)
        if on is None:
            return values[-1]
        for index in reversed(range(len(values))):
            if self.period(key, index).contains(on):
                return values[index]
        raise ValueNotInForce(noun=self._noun(), key=key, on=on, nearest=self._nearest(key, on))

    def on(self, day: date) -> tuple[D, ...]:
        """All values that apply on the day, in the order of the file."""
        return tuple(
            value
            for key, values in self.root.items()
            for index, value in enumerate(values)
            if self.period(key, index).contains(day)
        )

    def _noun(self) -> str:
        return next((values[0].noun for values in self.root.values()), "value")

    def _nearest(self, key: str, on: date) -> str:
        periods = [self.period(key, index) for index in range(len(self.root[key]))]
        nearest = min(periods, key=lambda period: _days_away(period, on))
        end = f" to {nearest.last_day:%-d %B %Y}" if nearest.last_day else ""
        return f"from {nearest.start:%-d %B %Y}{end}"


def _with_key(key: Any, values: Any) -> Any:
    if not isinstance(values, list):
        return values
    return [{**value, "key": key} if isinstance(value, Mapping) else value for value in values]


def _days_away(period: Period, day: date) -> int:
    return (period.start - day).days if day < period.start else (day - (period.last_day or day)).days


class Limit(Strict):
    """How long something may take.

    One of: `{working_days: n}` (the day of the start is day 0); `{calendar_days: n}`, `{months: n}` or both,
    which with `beginning_with_the_day: true` count the day of the start as day 1; `{hours: n}`; `given`
    (somebody gives the date); `by_benefit` (the standard of the benefit in question decides).
    """

    working_days: Count | None = None
    months: Count | None = None
    calendar_days: Count | None = None
    beginning_with_the_day: bool = False
    hours: Count | None = None
    named: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_word(cls, given: Any) -> Any:
        if isinstance(given, str):
            if given not in ("given", "by_benefit"):
                raise ValueError(f'a limit in one word is "given" or "by_benefit", not "{given}"')
            return {"named": given}
        return given

    @model_validator(mode="after")
    def _one_way_of_counting(self) -> Self:
        by_date = self.months is not None or self.calendar_days is not None
        ways = [self.working_days is not None, by_date, self.hours is not None, self.named is not None]
        if sum(ways) != 1:
            raise ValueError("a limit counts in one way: working_days, months and calendar_days, or hours")
        if self.beginning_with_the_day and not (by_date and (self.months or self.calendar_days)):
            raise ValueError("beginning_with_the_day goes with 1 or more calendar_days or months")
        return self

    @property
    def is_given(self) -> bool:
        """Whether somebody gives the date, so that there is nothing to count."""
        return self.named == "given"

    @property
    def is_by_benefit(self) -> bool:
        """Whether the standard of the benefit in question decides."""
        return self.named == "by_benefit"

    def last_day(self, start: date, calendar: Calendar) -> date:
        """The last day allowed when the clock starts on a day. Raises LimitIsGiven, CalendarHorizonPassed.

        Hours are counted as whole days begun; `due_at` keeps them exact.
        """
        if self.named is not None:
            raise LimitIsGiven
        if self.working_days is not None:
            return calendar.within_working_days(start, self.working_days)
        if self.hours is not None:
            return start + timedelta(days=-(-self.hours // 24))
        counted = add_months(start, self.months or 0) + timedelta(days=self.calendar_days or 0)
        return counted - timedelta(days=self.beginning_with_the_day)

    def due_at(self, start: datetime, calendar: Calendar, zone: ZoneInfo) -> datetime:
        """When it is late, as an aware moment: the midnight that ends the last day, or the exact hour."""
        if self.hours is not None:
            return (start.astimezone(ZoneInfo("UTC")) + timedelta(hours=self.hours)).astimezone(zone)
        ends_after = self.last_day(start.astimezone(zone).date(), calendar)
        return datetime.combine(ends_after + timedelta(days=1), time.min, zone)

    def __str__(self) -> str:
        """As people say it: "75 working days", "1 month and 7 days", "48 hours"."""
        if self.named is not None:
            return "on the date given" if self.is_given else "by the standard of the benefit"
        parts = [
            (self.working_days, "working day"),
            (self.months, "month"),
            (self.calendar_days, "calendar day"),
            (self.hours, "hour"),
        ]
        said = " and ".join(f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n is not None)
        return f"{said}, beginning with the day" if self.beginning_with_the_day else said
