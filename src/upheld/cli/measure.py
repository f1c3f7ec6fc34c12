"""`upheld measure`: how well it goes, each figure with what was counted and the version of its definition."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from cyclopts import App, Parameter
from rich.console import Console
from rich.table import Table

from upheld.domains.access.queries import the_service
from upheld.domains.casework.queries import list_logs
from upheld.insight.performance import StandardMonth
from upheld.insight.performance.held_logs import CALENDAR, HeldLog, measure_held_log
from upheld.journeys.standards import BenefitStandard, StandardsView, get_standards, last_months
from upheld.kernel import clock
from upheld.kernel.errors import RuleBroken
from upheld.kernel.working_days import add_months
from upheld.policy import current_pack

app = App(name="measure", help="Say how well it goes, with what was counted and under which definition.")

Format = Annotated[Literal["text", "json"], Parameter(help="As tables for people, or as data for programs.")]


class NoLogIsHeld(RuleBroken):
    """There is no case log to measure yet. Import one: upheld import log FILE"""


class WhichLog(RuleBroken):
    """There is more than one case log. Say which: {known}"""


class NotAMonth(RuleBroken):
    """A month is written as 2026-03, or as a day of it, 2026-03-01; “{given}” is neither."""


class MonthsAreInDisorder(RuleBroken):
    """The last month lies before the first. Nothing was measured. Exchange --since and --until."""


@app.default
def everything(*, format: Format = "text") -> None:
    """Measure every log that was imported, and the standards of the last 12 months."""
    logs = [_measure(log.name) for log in list_logs(viewer=the_service())]
    view = _standards("", "", "")
    if format == "json":
        _print_json({"logs": [log.as_data() for log in logs], "standards": standards_as_data(view)})
        return
    console = Console()
    for log in logs:
        _show_log(console, log)
    _show_standards(console, view)


@app.command(name="log")
def log_(name: str = "", *, format: Format = "text") -> None:
    """Measure a case log that was imported, from what is held of it.

    :param name: The name of the log; it may be left out while there is only one.
    """
    held = _measure(name or _only_log())
    if format == "json":
        _print_json(held.as_data())
    else:
        _show_log(Console(), held)


@app.command
def standards(*, since: str = "", until: str = "", benefit: str = "", format: Format = "text") -> None:
    """Measure each standard by benefit and month, against its target.

    :param since: The first month, such as 2026-01 (default: 12 months up to this one).
    :param until: The last month, such as 2026-03.
    :param benefit: Only this benefit, by its key in the pack.
    """
    view = _standards(since, until, benefit)
    if format == "json":
        _print_json(standards_as_data(view))
    else:
        _show_standards(Console(), view)


def standards_as_data(view: StandardsView) -> dict[str, Any]:
    """The standards as plain data for JSON; months are named by their first day."""
    return {
        "since": view.since.isoformat(),
        "until": view.until.isoformat(),
        "as_of": view.as_of.isoformat(),
        "pack_version": view.pack_version,
        "definition": {
            "key": view.definition.key,
            "version": view.definition.version,
            "counts": view.definition.numerator,
            "of": view.definition.denominator,
            "source": view.definition.source,
        },
        "benefits": [_benefit_as_data(one) for one in view.benefits],
    }


def _benefit_as_data(one: BenefitStandard) -> dict[str, Any]:
    return {
        "benefit": one.benefit,
        "name": one.benefit_name,
        "standard": one.standard,
        "title": one.title,
        "target": one.target,
        "set_by": one.set_by,
        "reference": one.reference,
        "months": [_month_as_data(row) for row in one.rows],
        "compared_with": one.compared_with,
        "behind": [
            {
                "office": office.office_name,
                "month": office.month.isoformat(),
                "met": office.met,
                "due": office.due,
            }
            for office in one.behind
        ],
    }


def _month_as_data(row: StandardMonth) -> dict[str, Any]:
    return {
        "month": row.month.isoformat(),
        "numerator": row.numerator,
        "denominator": row.denominator,
        "percent": row.percent,
        "met": row.met,
        "late": row.late,
        "open_past_due": row.open_past_due,
        "not_yet_due": row.not_yet_due,
        "version": row.version,
    }


def _measure(name: str) -> HeldLog:
    return measure_held_log(name, viewer=the_service(), as_of=clock.now())


def _only_log() -> str:
    names = [log.name for log in list_logs(viewer=the_service())]
    if not names:
        raise NoLogIsHeld
    if len(names) > 1:
        raise WhichLog(known=", ".join(names))
    return names[0]


def _standards(since: str, until: str, benefit: str) -> StandardsView:
    first, end = last_months(clock.today(current_pack().time_zone))
    if until:
        end = add_months(_month(until), 1)
        first = add_months(end, -12)
    first = _month(since) if since else first
    if first >= end:
        raise MonthsAreInDisorder
    return get_standards(
        viewer=the_service(), since=first, until=end, as_of=clock.now(), benefit=benefit, with_charts=False
    )


def _month(given: str) -> date:
    try:
        return date.fromisoformat(f"{given}-01" if given.count("-") == 1 else given).replace(day=1)
    except ValueError:
        raise NotAMonth(given=given) from None


def _print_json(data: dict[str, Any]) -> None:
    print(json.dumps(data, indent=2, ensure_ascii=False))


def _show_log(console: Console, held: HeldLog) -> None:
    table = Table(title=f"The log {held.name}", title_justify="left")
    for heading in ("Measure", "Figure", "Numerator", "Denominator", "Definition"):
        table.add_column(heading, justify="left" if heading in ("Measure", "Definition") else "right")
    for key, parts in held.measures.definitions().items():
        numbers = (parts["numerator"], parts["denominator"])
        shown = ("" if number is None else f"{number:,}" for number in numbers)
        table.add_row(parts["title"], _figure(held, key), *shown, f"version {parts['version']}")
    console.print(table)
    console.print(
        f"Days of {held.zone}; working days by the calendar {CALENDAR}. "
        "What each definition counts: --format json, or docs/reference/measures.md",
        soft_wrap=True,
    )


def _figure(held: HeldLog, key: str) -> str:
    """The figure as people read it; a share is shown in percent, rounded down to a tenth."""
    measures = held.measures
    if key == "finished_by_deadline":
        return _percent(measures.finished_by_deadline, measures.cases_with_deadline)
    if key == "people_per_case":
        if measures.people_mean is None:
            return "unknown"
        most = f"median {measures.people_median:g}, most {measures.people_max}"
        return f"mean {measures.people_mean:.2f}, {most}"
    value = getattr(measures, key)
    return "unknown" if value is None else f"{value:,.10g}"


def _percent(part: int, whole: int) -> str:
    return f"{part * 1000 // whole / 10:.1f}%" if whole else "nothing due"


def _show_standards(console: Console, view: StandardsView) -> None:
    last = add_months(view.until, -1)
    heading = f"Standards from {view.since:%B %Y} to {last:%B %Y}, by the month in which cases were due"
    console.print(heading, soft_wrap=True, highlight=False)
    quiet = []
    for one in view.benefits:
        if not one.rows:
            quiet.append(one.benefit_name)
            continue
        console.print(_standard_table(one.benefit_name, one.rows, one.target))
        for line in _about(one):
            console.print(line, soft_wrap=True, markup=False, highlight=False)
    if quiet:
        console.print(f"Nothing was due for: {', '.join(quiet)}.", soft_wrap=True)
    definition = view.definition
    console.print(
        f"Definition {definition.key}, version {definition.version}; pack version {view.pack_version}. "
        f"Numerator: {definition.numerator} Denominator: {definition.denominator}",
        soft_wrap=True,
        highlight=False,
    )


def _standard_table(name: str, rows: Sequence[StandardMonth], target: float | None) -> Table:
    table = Table("Month", title=name, title_justify="left")
    for heading in ("In time", "Due", "Percent", "Late", "Still open", "Not yet due"):
        table.add_column(heading, justify="right")
    for row in rows:
        below = " (below)" if target is not None and row.due and not row.reaches(target) else ""
        counts = (f"{number:,}" for number in (row.late, row.open_past_due, row.not_yet_due))
        figures = (f"{row.met:,}", f"{row.due:,}", f"{row.percent_text}{below}")
        table.add_row(f"{row.month:%B %Y}", *figures, *counts)
    return table


def _about(one: BenefitStandard) -> Iterator[str]:
    yield f"{one.title}. Target: {'none is published' if one.target is None else f'{one.target:g}%'}."
    yield f"Source: {one.reference}"
    if one.behind:
        offices = ", ".join(f"{o.office_name} {o.percent_text} ({o.met} of {o.due})" for o in one.behind)
        yield f"Below {one.compared_with}, in {one.behind[0].month:%B %Y}: {offices}"
