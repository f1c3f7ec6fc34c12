"""The sorts of value that a pack holds, one model for each."""

from collections.abc import Mapping
from string import Formatter
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, field_validator, model_validator

from upheld.kernel.working_days import CALENDAR_NAMES
from upheld.policy.values import Count, Dated, Key, Limit, Text

PLACEHOLDERS = ("agency", "benefit", "client", "due", "officer", "previous_officer", "reference", "team")

Moment = Literal[
    "call_answered",
    "call_back_asked",
    "call_back_made",
    "call_offered",
    "case_opened",
    "claim_received",
    "client_answered_survey",
    "client_satisfied",
    "decision_informed",
    "decision_made",
    "first_contact_made",
    "message_received",
    "owner_changed",
    "owner_introduced",
    "paid_in_full",
    "promise_made",
    "promise_kept",
    "redetermination_asked",
    "redetermination_made",
    "reply_sent",
]

CANONICAL_FIELDS = (
    "reference",
    "family_name",
    "given_names",
    "full_name",
    "title",
    "pronouns",
    "born_on",
    "national_insurance_number",
    "address_lines",
    "postcode",
    "phone",
    "email",
    "sex",
    "language",
    "format",
    "interpreter",
    "channel",
    "safe_contact",
    "representative_name",
    "representative_kind",
    "died_on",
    "office",
    "benefit",
    "extract_on",
)


def _known_calendar(name: str) -> str:
    if name not in CALENDAR_NAMES:
        raise ValueError(f'there is no calendar "{name}"; use one of {", ".join(CALENDAR_NAMES)}')
    return name


def _target(given: Any) -> Any:
    if given is None or (isinstance(given, str) and given != "none"):
        raise ValueError("a target is a percentage such as 85, or none when nobody published one")
    return None if given == "none" else given


def _one_or_more(given: Any) -> Any:
    return (given,) if isinstance(given, str) else given


CalendarName = Annotated[str, AfterValidator(_known_calendar)]
Percentage = Annotated[float, Field(gt=0, le=100)]
Target = Annotated[Percentage | None, BeforeValidator(_target)]
Headings = Annotated[tuple[Text, ...], BeforeValidator(_one_or_more), Field(min_length=1)]


class Benefit(Dated):
    """A benefit that the agency decides, and the standard that its decisions keep to."""

    noun: ClassVar[str] = "benefit"
    name: Text
    short_name: Text
    standard: Key


class Standard(Dated):
    """How well something is to be done, measured from events.

    `limit` says by when, from `measured_from` to `measured_to`. `target` is the percentage to reach, or None
    when nobody published one; `set_by` says whose limit or target it is. `runs_for` is "client" for a time
    limit that the law gives to the client: it is shown, not measured.
    """

    noun: ClassVar[str] = "standard"
    title: Text
    benefit: Key | None = None
    calendar: CalendarName | None = None
    limit: Limit | None = None
    target: Target
    set_by: Literal["law", "published", "agency"]
    runs_for: Literal["agency", "client"] = "agency"
    measured_from: Moment | None = None
    measured_to: Moment | None = None

    @property
    def is_measurable(self) -> bool:
        """Whether events show both moments, so that what was kept can be counted."""
        return self.measured_from is not None and self.measured_to is not None


class PromiseKind(Dated):
    """A promise that officers make: the words said to the client, by when, and the standard that measures it.

    `standard` is the key of a standard, or "by_benefit": the standard of the benefit in question.
    """

    noun: ClassVar[str] = "promise"
    label: Text
    words: Text
    limit: Limit
    standard: Key

    @field_validator("words")
    @classmethod
    def _placeholders_are_known(cls, words: str) -> str:
        try:
            used = {name for _, name, _, _ in Formatter().parse(words) if name is not None}
        except ValueError:
            raise ValueError("its curly brackets do not match; write {due} for the date") from None
        if unknown := sorted(used - set(PLACEHOLDERS)):
            known = ", ".join("{" + name + "}" for name in PLACEHOLDERS)
            raise ValueError(f"{{{unknown[0]}}} is not something that Upheld can fill in; use {known}")
        return words

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The facts that the words need, sorted."""
        return tuple(sorted({name for _, name, _, _ in Formatter().parse(self.words) if name}))

    def say(self, facts: Mapping[str, str]) -> str:
        """The words with the facts filled in. Raises KeyError when one is missing."""
        return self.words.format_map(facts)


class Role(Dated):
    """What someone who signs in does for the agency.

    Nobody holds it at the same time as those in `not_with`. With `second_factor` they sign in with more than
    a password.
    """

    noun: ClassVar[str] = "role"
    name: Text
    summary: Text
    not_with: tuple[Key, ...] = ()
    second_factor: bool = False


class Restriction(Dated):
    """A level at which records are restricted: those cleared for a rank see it and all lower ones."""

    noun: ClassVar[str] = "level of restriction"
    label: Text
    rank: Annotated[int, Field(gt=0, lt=1000, strict=True)]
    when: Text


class Purpose(Dated):
    """A purpose for which someone may open a record outside of their scope."""

    noun: ClassVar[str] = "purpose"
    label: Text


class Points(Dated):
    """How many points of work a case of a benefit is, by stage; the key is the benefit."""

    noun: ClassVar[str] = "points table"
    stages: dict[Key, Count]


class WorkloadLimit(Dated):
    """How many points of work a person may hold who works so many hours a week."""

    noun: ClassVar[str] = "workload limit"
    points: Count
    hours: Annotated[int, Field(gt=0, strict=True)]


class Choice(Dated):
    """A language or a channel that a client may choose."""

    noun: ClassVar[str] = "choice"
    label: Text


class Format(Dated):
    """A form in which a client needs to be told things, and what it asks of the officer."""

    noun: ClassVar[str] = "format"
    label: Text
    instruction: Text
    channels: tuple[Key, ...] = Field(min_length=1)


class Stage(Dated):
    """Where a case stands."""

    noun: ClassVar[str] = "stage"
    label: Text


class TaskKind(Dated):
    """A sort of task, and the working days within which it is to be done unless a date is given."""

    noun: ClassVar[str] = "task kind"
    label: Text
    days: Count


class Reason(Dated):
    """A reason for which a case may stand without an owner."""

    noun: ClassVar[str] = "reason"
    label: Text


class HoldReason(Dated):
    """A reason for which a case may wait, and the longest that it may, in working days."""

    noun: ClassVar[str] = "hold reason"
    label: Text
    longest_days: Annotated[int, Field(gt=0, strict=True)]


class Setting(Dated):
    """One number that the agency chooses."""

    noun: ClassVar[str] = "setting"
    value: Count
    unit: Literal["working days", "calendar days", "hours", "minutes", "times", "cases"]


class SourceSystem(Dated):
    """How the extract of a benefit system is laid out: canonical field to the heading of its column.

    `date_format` is in Python's strptime notation. `benefit` is set when all of it is about one benefit.
    Address lines may name several columns. `values` turns the system's codes into the pack's keys, by field.
    """

    noun: ClassVar[str] = "source system"
    label: Text
    encoding: Literal["utf-8", "utf-8-sig", "cp1252", "latin-1"] = "utf-8"
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] = ","
    date_format: Text
    name_order: Literal["family_first", "given_first"] | None = None
    benefit: Key | None = None
    columns: dict[str, Headings]
    values: dict[str, dict[str, str]] = Field(default_factory=dict)

    @field_validator("columns", "values")
    @classmethod
    def _fields_are_known(cls, given: dict[str, object]) -> dict[str, object]:
        if unknown := sorted(set(given) - set(CANONICAL_FIELDS)):
            raise ValueError(f'"{unknown[0]}" is not a field; use {", ".join(CANONICAL_FIELDS)}')
        return given

    @model_validator(mode="after")
    def _a_person_can_be_read(self) -> Self:
        parts = {"family_name", "given_names"} <= set(self.columns)
        whole = "full_name" in self.columns
        if parts == whole or whole != (self.name_order is not None):
            raise ValueError(
                "name the columns family_name and given_names, or full_name together with name_order"
            )
        if missing := {"reference", "born_on", "extract_on"} - set(self.columns):
            raise ValueError(f"columns must also say where to find {', '.join(sorted(missing))}")
        return self
