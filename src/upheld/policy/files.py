"""The files of a pack: what each may hold."""

from collections.abc import Mapping
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import Field, field_validator

from upheld.policy.retention import RetentionRule
from upheld.policy.sections import (
    Benefit,
    CalendarName,
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
from upheld.policy.values import Key, Section, Strict, Text


class PackFile(Strict):
    """pack.yaml: what the pack is, and how the agency speaks."""

    name: Key
    title: Text
    agency: Text
    version: Annotated[str, Field(pattern=r"^\d{4}\.\d+$")]
    calendar: CalendarName
    time_zone: Text
    words: dict[Literal["client", "clients", "officer", "officers"], Text]
    languages: Section[Choice]
    channels: Section[Choice]
    formats: Section[Format]

    @field_validator("time_zone")
    @classmethod
    def _zone_exists(cls, name: str) -> str:
        if name not in available_timezones():
            raise ValueError(f'"{name}" is not a time zone; write it as Europe/London')
        return name

    @field_validator("words")
    @classmethod
    def _all_words_are_there(cls, words: dict[str, str]) -> dict[str, str]:
        if missing := sorted({"client", "clients", "officer", "officers"} - set(words)):
            raise ValueError(f"words must also say what is used for {', '.join(missing)}")
        return words


class BenefitsFile(Strict):
    """benefits.yaml."""

    benefits: Section[Benefit]


class StandardsFile(Strict):
    """standards.yaml."""

    standards: Section[Standard]


class PromisesFile(Strict):
    """promises.yaml."""

    promises: Section[PromiseKind]


class RolesFile(Strict):
    """roles.yaml."""

    roles: Section[Role]


class AccessFile(Strict):
    """access.yaml."""

    access: Section[Setting]
    restrictions: Section[Restriction]
    purposes: Section[Purpose]


class WorkloadFile(Strict):
    """workload.yaml."""

    limits: Section[WorkloadLimit]
    points: Section[Points]


class SystemsFile(Strict):
    """systems.yaml."""

    systems: Section[SourceSystem]


class CaseworkFile(Strict):
    """casework.yaml."""

    settings: Section[Setting]
    stages: Section[Stage]
    tasks: Section[TaskKind]
    unowned_reasons: Section[Reason]
    holds: Section[HoldReason]


class RetentionFile(Strict):
    """retention.yaml."""

    retention: Section[RetentionRule]


FILES: Mapping[str, type[Strict]] = {
    "pack.yaml": PackFile,
    "benefits.yaml": BenefitsFile,
    "standards.yaml": StandardsFile,
    "promises.yaml": PromisesFile,
    "roles.yaml": RolesFile,
    "access.yaml": AccessFile,
    "workload.yaml": WorkloadFile,
    "systems.yaml": SystemsFile,
    "casework.yaml": CaseworkFile,
    "retention.yaml": RetentionFile,
}
