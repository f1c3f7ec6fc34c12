"""From measured standards to what their page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.safestring import SafeString

from upheld.insight.performance import StandardMonth
from upheld.insight.performance.charts import finding
from upheld.journeys.small_numbers import hidden_in, is_small, months_shown_whole, sum_of_late
from upheld.journeys.standards import BenefitStandard, StandardsView
from upheld.kernel.days import day_of
from upheld.web.components.figures import Cell, Column, Link, Table, drawing
from upheld.web.components.words import count

HIDDEN = "hidden"
TOO_FEW = "No office is named here: none is behind, or too few cases fell due to compare."
SET_BY = {
    "law": "Set by law",
    "published": "Told to the public by the agency",
    "agency": "The agency's own goal",
}
_MONTHS = (
    Column("Month"),
    Column("Due", numeric=True),
    Column("Done in time", numeric=True),
    Column("Done late", numeric=True),
    Column("Still open", numeric=True),
    Column("In time, of due", numeric=True),
    Column("Due later", numeric=True),
)
_AT_A_GLANCE = (
    Column("Benefit"),
    Column("Last whole month"),
    Column("Done in time", numeric=True),
    Column("Target", numeric=True),
    Column("Past their day and still open", numeric=True),
)


@dataclass(frozen=True)
class Shown:
    """One benefit on the page. `picture` is empty when nothing was due; `late` is work, and said in red.

    `finding` is the title that the picture bears, for those who do not see it.
    """

    anchor: str
    name: str
    title: str
    target: str
    picture: SafeString | str
    finding: str
    table: Table
    behind: tuple[str, ...]
    behind_what: str
    nobody_behind: str
    late: str
    source: str


@dataclass(frozen=True)
class Choice:
    """One choice of the filter by benefit."""

    words: str
    href: str
    is_chosen: bool


def benefit(one: BenefitStandard, *, sees_one_office: bool, fewest: int = 0) -> Shown:
    """A benefit with its chart, its numbers, who is behind, and whose standard it is.

    Numbers below `fewest` are hidden, with what would give them away.
    """
    late = sum_of_late(one.rows, fewest)
    return Shown(
        anchor=one.benefit,
        name=one.benefit_name,
        title=one.title,
        target=_target(one),
        picture=drawing(one.chart) if one.chart else "",
        finding=finding(months_shown_whole(one.rows, fewest), one.target, one.benefit_name)
        if one.chart
        else "",
        table=Table(
            f"{one.benefit_name} by month", _MONTHS, [_month(row, fewest) for row in reversed(one.rows)]
        ),
        behind=tuple(
            f"{office.office_name}: {office.percent_text}, {office.met} of {office.due}"
            for office in one.behind
        ),
        behind_what=f"{one.behind[0].month:%B %Y}, against {one.compared_with}" if one.behind else "",
        nobody_behind=TOO_FEW if fewest else _nobody_behind(one, sees_one_office),
        late=_late(late),
        source=f"{SET_BY.get(one.set_by, '')}. {one.reference}".removeprefix(". "),
    )


def _late(late: int | None) -> str:
    if late is None:
        return "How many cases are past their day is hidden: some months have few."
    return f"{count(late, 'case is', 'cases are')} past the day and still open" if late else ""


def _nobody_behind(one: BenefitStandard, sees_one_office: bool) -> str:
    if not one.compared_with:
        return "No whole month had anything due, so there is nothing to compare yet."
    if one.target is None and sees_one_office:
        return "You see one office only, and no target is published: there is nothing to compare with."
    return f"No office is behind {one.compared_with}."


def at_a_glance(view: StandardsView, path: str, fewest: int = 0) -> Table:
    """Every benefit in one line each."""
    lines = [_line(one, view, path, fewest) for one in view.benefits]
    return Table("Every benefit at a glance", _AT_A_GLANCE, lines)


def choices(view: StandardsView, path: str, chosen: str, names: Sequence[tuple[str, str]]) -> list[Choice]:
    """Every benefit together, or one of them."""
    there = dict(names) | {one.benefit: one.benefit_name for one in view.benefits}
    each = [
        Choice(name, f"{path}?{urlencode({'benefit': key})}", key == chosen) for key, name in there.items()
    ]
    return [Choice("Every benefit", path, not chosen), *each]


def _line(one: BenefitStandard, view: StandardsView, path: str, fewest: int) -> list[Cell]:
    this_month = day_of(view.as_of).replace(day=1)
    whole = [row for row in one.rows if row.due and row.month < this_month]
    link = Link(one.benefit_name, f"{path}?{urlencode({'benefit': one.benefit})}")
    target = f"{one.target:g}%" if one.target is not None else "none published"
    sum_ = sum_of_late(one.rows, fewest)
    late: Cell = HIDDEN if sum_ is None else sum_
    if not whole:
        return [link, "nothing due", "", target, late]
    last = whole[-1]
    if "due" in hidden_in(last, fewest):
        return [link, f"{last.month:%B %Y}", HIDDEN, target, late]
    return [link, f"{last.month:%B %Y}", f"{last.percent_text} ({last.met} of {last.due})", target, late]


def _month(row: StandardMonth, fewest: int) -> list[Cell]:
    hidden = hidden_in(row, fewest)

    def cell(name: str) -> Cell:
        number: int = getattr(row, name)
        if name not in hidden:
            return number
        return f"fewer than {fewest}" if is_small(number, fewest) else HIDDEN

    share = row.percent_text if row.due else "nothing due"
    return [
        f"{row.month:%B %Y}",
        cell("due"),
        cell("met"),
        cell("late"),
        cell("open_past_due"),
        HIDDEN if "due" in hidden else share,
        cell("not_yet_due") if row.not_yet_due else "",
    ]


def _target(one: BenefitStandard) -> str:
    if one.target is None:
        return "No target in percent is published."
    return f"Target: {one.target:g}% in time."
