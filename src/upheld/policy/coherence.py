"""Whether the files of a pack agree with each other, and leave no day without its value."""

from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from itertools import pairwise
from typing import Any, NamedTuple, cast

from upheld.policy.files import (
    BenefitsFile,
    CaseworkFile,
    PackFile,
    PromisesFile,
    RetentionFile,
    StandardsFile,
    SystemsFile,
    WorkloadFile,
)
from upheld.policy.retention import ERASABLE, KEPT_AT_LEAST_AS_LONG
from upheld.policy.values import Dated, Section, Strict

REQUIRED_SETTINGS = ("offer_answer", "absence_release")


class Finding(NamedTuple):
    """A problem at a place of a file, before its line is known."""

    file: str
    place: tuple[object, ...]
    message: str
    remedy: str


def incoherences(files: Mapping[str, Strict]) -> Iterator[Finding]:
    """Everything that is wrong between valid files, given by name."""
    for name, file in files.items():
        for section in _sections(file):
            yield from _dates(name, section, getattr(file, section))
    yield from _standards(files)
    yield from _promises(files)
    yield from _benefits(files)
    yield from _workload(files)
    yield from _channels(files)
    yield from _systems(files)
    yield from _settings(files)
    yield from _retention(files)


def _sections(file: Strict) -> list[str]:
    return [name for name in type(file).model_fields if isinstance(getattr(file, name), Section)]


def _dates(name: str, section: str, values: Section[Any]) -> Iterator[Finding]:
    for key in values:
        history = cast(tuple[Dated, ...], values.history(key))
        if not history:
            yield Finding(
                name, (section, key), f"{section} / {key}: it has no value.", "Give it one, with from."
            )
        for index, (one, following) in enumerate(pairwise(history), start=1):
            yield from _succession(name, (section, key, index, "from"), one, following)


def _succession(name: str, place: tuple[object, ...], one: Dated, following: Dated) -> Iterator[Finding]:
    where = f"{place[0]} / {place[1]}"
    if following.first_day <= one.first_day:
        yield Finding(
            name,
            place,
            f"{where}: the values are not in the order of their dates.",
            "Put the value that starts first (from) at the top, and the latest at the bottom.",
        )
    elif one.stated_last_day is not None and following.first_day <= one.stated_last_day:
        yield Finding(
            name,
            place,
            f"{where}: two values overlap: the one before still applies on {following.first_day}.",
            "Let each value end (to) on the day before the next one starts (from), or leave out to.",
        )
    elif one.stated_last_day is not None and (following.first_day - one.stated_last_day).days > 1:
        yield Finding(
            name,
            place,
            f"{where}: there is a gap: no value applies from the day after {one.stated_last_day} "
            f"until {following.first_day}.",
            "Move from or to so that they meet, or leave out to: then a value applies until the next one.",
        )


def _standards(files: Mapping[str, Strict]) -> Iterator[Finding]:
    benefits = cast(BenefitsFile, files["benefits.yaml"]).benefits
    standards = cast(StandardsFile, files["standards.yaml"]).standards
    for key in standards:
        for index, standard in enumerate(standards.history(key)):
            place = ("standards", key, index)
            if standard.benefit is not None:
                yield from _known(
                    "standards.yaml", (*place, "benefit"), standard.benefit, benefits, "benefit"
                )
            if standard.runs_for == "agency" and not standard.is_measurable:
                yield Finding(
                    "standards.yaml",
                    place,
                    f"standards / {key}: it cannot be measured.",
                    "Say measured_from and measured_to, or runs_for: client for a client's time limit.",
                )


def _promises(files: Mapping[str, Strict]) -> Iterator[Finding]:
    promises = cast(PromisesFile, files["promises.yaml"]).promises
    standards = cast(StandardsFile, files["standards.yaml"]).standards
    for key in promises:
        for index, promise in enumerate(promises.history(key)):
            place = ("promises", key, index, "standard")
            if promise.standard == "by_benefit":
                continue
            if promise.standard not in standards:
                yield from _known("promises.yaml", place, promise.standard, standards, "standard")
            elif not _measurable_throughout(standards, promise.standard, promises.period(key, index).start):
                yield Finding(
                    "promises.yaml",
                    place,
                    f'promises / {key}: the standard "{promise.standard}" cannot measure it from '
                    f"{promises.period(key, index).start} on.",
                    "Point to a standard that has measured_from and measured_to, and that applies on every "
                    "day on which the promise may be made.",
                )
            elif promise.limit.is_by_benefit:
                yield Finding(
                    "promises.yaml",
                    (*place[:-1], "limit"),
                    f"promises / {key}: its limit is by_benefit, but its standard is not.",
                    "Write standard: by_benefit, or give the limit in days or hours.",
                )


def _measurable_throughout(standards: Section[Any], key: str, start: date) -> bool:
    history = standards.history(key)
    return history[0].first_day <= start and all(standard.is_measurable for standard in history)


def _benefits(files: Mapping[str, Strict]) -> Iterator[Finding]:
    benefits = cast(BenefitsFile, files["benefits.yaml"]).benefits
    standards = cast(StandardsFile, files["standards.yaml"]).standards
    points = cast(WorkloadFile, files["workload.yaml"]).points
    for key in benefits:
        for index, benefit in enumerate(benefits.history(key)):
            place = ("benefits", key, index, "standard")
            yield from _known("benefits.yaml", place, benefit.standard, standards, "standard")
            if benefit.standard in standards and standards.get(benefit.standard).limit is None:
                yield Finding(
                    "benefits.yaml",
                    place,
                    f'benefits / {key}: its standard "{benefit.standard}" has no time limit.',
                    "Name the standard that says by when a decision is made.",
                )
        if key not in points:
            yield Finding(
                "workload.yaml",
                ("points",),
                f'points: the benefit "{key}" has no points of work.',
                f"Add {key}: with its points for every stage.",
            )


def _workload(files: Mapping[str, Strict]) -> Iterator[Finding]:
    workload = cast(WorkloadFile, files["workload.yaml"])
    benefits = cast(BenefitsFile, files["benefits.yaml"]).benefits
    stages = cast(CaseworkFile, files["casework.yaml"]).stages
    if "officer" not in workload.limits:
        yield Finding("workload.yaml", ("limits",), "limits: there is none for an officer.", "Add officer:.")
    for key in workload.points:
        yield from _known("workload.yaml", ("points", key), key, benefits, "benefit")
        for index, table in enumerate(workload.points.history(key)):
            place = ("points", key, index, "stages")
            for stage in table.stages:
                yield from _known("workload.yaml", (*place, stage), stage, stages, "stage")
            if missing := [stage for stage in stages if stage not in table.stages]:
                yield Finding(
                    "workload.yaml",
                    place,
                    f"points / {key}: the stage {missing[0]} has no points.",
                    f"Add points for {', '.join(missing)}; 0 is allowed.",
                )


def _channels(files: Mapping[str, Strict]) -> Iterator[Finding]:
    pack = cast(PackFile, files["pack.yaml"])
    for key in pack.formats:
        for index, form in enumerate(pack.formats.history(key)):
            for number, channel in enumerate(form.channels):
                place = ("formats", key, index, "channels", number)
                yield from _known("pack.yaml", place, channel, pack.channels, "channel")


def _systems(files: Mapping[str, Strict]) -> Iterator[Finding]:
    systems = cast(SystemsFile, files["systems.yaml"]).systems
    pack = cast(PackFile, files["pack.yaml"])
    known: dict[str, Section[Any]] = {
        "benefit": cast(BenefitsFile, files["benefits.yaml"]).benefits,
        "channel": pack.channels,
        "format": pack.formats,
        "language": pack.languages,
    }
    for key in systems:
        for index, system in enumerate(systems.history(key)):
            place = ("systems", key, index)
            if system.benefit is not None:
                yield from _known(
                    "systems.yaml", (*place, "benefit"), system.benefit, known["benefit"], "benefit"
                )
            for field, codes in system.values.items():
                for code, value in codes.items() if field in known else ():
                    yield from _known(
                        "systems.yaml", (*place, "values", field, code), value, known[field], field
                    )


def _settings(files: Mapping[str, Strict]) -> Iterator[Finding]:
    settings = cast(CaseworkFile, files["casework.yaml"]).settings
    for key in REQUIRED_SETTINGS:
        if key not in settings:
            yield Finding("casework.yaml", ("settings",), f'settings: "{key}" is missing.', f"Add {key}:.")


def _retention(files: Mapping[str, Strict]) -> Iterator[Finding]:
    name, rules = "retention.yaml", cast(RetentionFile, files["retention.yaml"]).retention
    for key in ERASABLE:
        if key not in rules:
            yield Finding(
                name,
                ("retention",),
                f'retention: "{key}" has no rule.',
                f"Add {key}: with its rule.",
            )
    for key in rules:
        yield from _known(name, ("retention", key), key, ERASABLE, "kind of record that can be erased")
        for index, rule in enumerate(rules.history(key) if key in ERASABLE else ()):
            can = ERASABLE[key]
            if (rule.after, rule.then) != can:
                yield Finding(
                    name,
                    ("retention", key, index),
                    f"retention / {key}: the service cannot {rule.then} it counting from {rule.after}.",
                    f"Write after: {can.after} and then: {can.then}.",
                )
    for longer, shorter in KEPT_AT_LEAST_AS_LONG:
        known = longer in rules and shorter in rules
        if known and rules.get(longer).keep.is_shorter_than(rules.get(shorter).keep):
            yield Finding(
                name,
                ("retention", longer, len(rules.history(longer)) - 1, "keep"),
                f"retention / {longer}: it is kept for less time than {shorter}.",
                f"Keep it at least as long as {shorter}.",
            )


def _known(
    name: str, place: tuple[object, ...], key: str, section: Section[Any] | Mapping[str, Any], noun: str
) -> Iterator[Finding]:
    if key in section:
        return
    near = get_close_matches(key, list(section), n=1)
    remedy = f'Did you mean "{near[0]}"?' if near else f"Use one of: {', '.join(section) or 'none yet'}."
    where = " / ".join(str(part) for part in place[:2])
    yield Finding(name, place, f'{where}: "{key}" is not a {noun} of this pack.', remedy)
