"""A pack: what one agency has decided, looked up on a date."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from upheld.kernel import working_days
from upheld.kernel.working_days import Calendar
from upheld.policy.retention import RetentionRule
from upheld.policy.sections import (
    Benefit,
    Choice,
    Format,
    HoldReason,
    Points,
    PromiseKind,
    Purpose,
    Reason,
    Restriction,
    Role,
    Setting,
    SourceSystem,
    Stage,
    Standard,
    TaskKind,
    WorkloadLimit,
)
from upheld.policy.values import Section, UnknownValue


class Pack(BaseModel):
    """The policy of one agency, as data.

    A Section can be iterated for its keys, and answers `.get(key, on)`, `.on(day)` (all that
    apply on a day, in the file's order) and `.history(key)`. The methods are the lookups that are used
    most; each raises UnknownValue for an unknown key, ValueNotInForce when nothing applies on that day.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str
    agency: str
    version: str
    calendar_name: str
    time_zone: str
    words: Mapping[str, str]
    languages: Section[Choice]
    channels: Section[Choice]
    formats: Section[Format]
    benefits: Section[Benefit]
    standards: Section[Standard]
    promises: Section[PromiseKind]
    roles: Section[Role]
    access_settings: Section[Setting]
    restrictions: Section[Restriction]
    purposes: Section[Purpose]
    limits: Section[WorkloadLimit]
    points_tables: Section[Points]
    systems: Section[SourceSystem]
    settings: Section[Setting]
    stages: Section[Stage]
    tasks: Section[TaskKind]
    unowned_reasons: Section[Reason]
    holds: Section[HoldReason]
    retention: Section[RetentionRule]

    @property
    def calendar(self) -> Calendar:
        """The agency's calendar of working days."""
        return working_days.calendar(self.calendar_name)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which the agency's days begin and end."""
        return ZoneInfo(self.time_zone)

    def benefit(self, key: str, on: date | None = None) -> Benefit:
        """The benefit on the day, or as last described without one."""
        return self.benefits.get(key, on)

    def standard(self, key: str, *, on: date) -> Standard:
        """The standard as it was on the day."""
        return self.standards.get(key, on)

    def standard_for(self, benefit: str, *, on: date) -> Standard:
        """The standard that decisions about a benefit keep to on the day."""
        return self.standards.get(self.benefit(benefit, on).standard, on)

    def calendar_for(self, standard: Standard) -> Calendar:
        """The calendar that counts a standard's working days: its own, or else the agency's."""
        return working_days.calendar(standard.calendar or self.calendar_name)

    def due_on(self, standard: Standard, *, start: date) -> date:
        """The last day on which the standard is met, when its clock starts on `start`.

        Raises UnknownValue when the standard has no time limit, LimitIsGiven, CalendarHorizonPassed.
        """
        if standard.limit is None:
            raise UnknownValue(
                noun="time limit for the standard", key=standard.key, hint="It is not about time."
            )
        return standard.limit.last_day(start, self.calendar_for(standard))

    def promise_kind(self, key: str, *, on: date) -> PromiseKind:
        """The kind of promise as it was on the day."""
        return self.promises.get(key, on)

    def promise_standard(self, key: str, *, on: date, benefit: str | None = None) -> Standard:
        """The standard that measures a kind of promise; `benefit` decides it for those that go by benefit."""
        kind = self.promise_kind(key, on=on)
        if kind.standard != "by_benefit":
            return self.standard(kind.standard, on=on)
        if benefit is None:
            hint = "This promise goes by the standard of a benefit: say which benefit."
            raise UnknownValue(noun="standard for the promise", key=key, hint=hint)
        return self.standard_for(benefit, on=on)

    def promise_due_on(self, key: str, *, start: date, on: date, benefit: str | None = None) -> date:
        """The last day on which a promise is kept, when its clock starts on `start` and it is made on `on`.

        Raises LimitIsGiven for a kind whose date somebody gives.
        """
        kind = self.promise_kind(key, on=on)
        standard = self.promise_standard(key, on=on, benefit=benefit)
        if kind.limit.is_by_benefit:
            return self.due_on(standard, start=start)
        return kind.limit.last_day(start, self.calendar_for(standard))

    def points(self, benefit: str, stage: str, *, on: date) -> int:
        """How many points of work a case of this benefit is at this stage."""
        stages = self.points_tables.get(benefit, on).stages
        if stage not in stages:
            raise UnknownValue(
                noun="points for the stage", key=stage, hint=f"There are: {', '.join(stages)}."
            )
        return stages[stage]

    def limit_points(self, *, on: date, hours: float | Decimal | None = None) -> int:
        """How many points of work an officer may hold who works `hours` a week (or full time)."""
        limit = self.limits.get("officer", on)
        return limit.points if hours is None else int(limit.points * Decimal(str(hours)) / limit.hours)

    def full_time_hours(self, *, on: date) -> int:
        """The hours a week that the officer's limit is meant for."""
        return self.limits.get("officer", on).hours

    def setting(self, key: str, *, on: date) -> int:
        """One of the agency's chosen numbers, such as "offer_answer"; its unit stands in the pack."""
        return self.settings.get(key, on).value

    def offer_answer_days(self, *, on: date) -> int:
        """The working days that an offered handover may wait for an answer before it comes back."""
        return self.setting("offer_answer", on=on)

    def absence_release_days(self, *, on: date) -> int:
        """The working days of absence after which an officer's cases are released."""
        return self.setting("absence_release", on=on)

    def role(self, key: str, on: date | None = None) -> Role:
        """What someone with this role does."""
        return self.roles.get(key, on)

    def restriction(self, key: str, *, on: date) -> Restriction:
        """A level at which records are restricted, as it was on the day."""
        return self.restrictions.get(key, on)

    def purpose(self, key: str, *, on: date) -> Purpose:
        """A purpose for which someone may open a record outside of their scope."""
        return self.purposes.get(key, on)

    def idle_minutes(self, *, on: date) -> int:
        """The minutes after which someone who does nothing is signed out."""
        return self.access_settings.get("idle", on).value

    def fewest_shown(self, *, on: date) -> int:
        """The smallest number of cases that a figure for analysts is about; below it, it is hidden."""
        return self.access_settings.get("fewest_shown", on).value

    def stage(self, key: str, on: date | None = None) -> Stage:
        """A stage of a case."""
        return self.stages.get(key, on)

    def task_kind(self, key: str, on: date | None = None) -> TaskKind:
        """A sort of task."""
        return self.tasks.get(key, on)

    def unowned_reason(self, key: str, on: date | None = None) -> Reason:
        """A reason for which a case may stand without an owner."""
        return self.unowned_reasons.get(key, on)

    def hold_reason(self, key: str, on: date | None = None) -> HoldReason:
        """A reason for which a case may wait."""
        return self.holds.get(key, on)

    def system(self, key: str, on: date | None = None) -> SourceSystem:
        """How the extract of a benefit system is laid out."""
        return self.systems.get(key, on)

    def language(self, key: str, on: date | None = None) -> Choice:
        """A language that a client may choose."""
        return self.languages.get(key, on)

    def channel(self, key: str, on: date | None = None) -> Choice:
        """A way in which a client may be reached."""
        return self.channels.get(key, on)

    def format(self, key: str, on: date | None = None) -> Format:
        """A form in which a client needs to be told things."""
        return self.formats.get(key, on)
