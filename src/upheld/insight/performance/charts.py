"""Charts as SVG text, made on the server: a title that says the finding, direct labels, nothing fetched.

Altair takes about a second to import and the first drawing of a process about another (later ones take about
50 milliseconds), so it is imported only when a chart is drawn, and charts of the same figures are remembered.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from hashlib import sha256
from html import escape
from textwrap import wrap
from typing import Any

from upheld.insight.performance.standards import StandardMonth

_INK = "#0b0c0c"
_PALE = "#505a5f"
_FONT = "sans-serif"
_WIDTH, _HEIGHT, _TITLE_CHARACTERS = 640, 260, 76
_LABEL_ALL_UP_TO = 13
_AXIS = {"labelFont": _FONT, "titleFont": _FONT, "labelFontSize": 12, "titleFontSize": 12}
_STYLE: dict[str, Any] = {
    # One image with one description serves a screen reader better than a mark for every point.
    "aria": False,
    "axis": {**_AXIS, "labelColor": _INK, "titleColor": _INK, "gridColor": "#e3e5e6"},
    "text": {"font": _FONT},
    "title": {"font": _FONT, "color": _INK},
    "view": {"stroke": None},
}


class NothingToDraw(ValueError):
    """No month in these rows had anything due; show a sentence that says so in place of a chart."""


def standard_chart(rows: Sequence[StandardMonth], target: float | None, *, name: str | None = None) -> str:
    """An SVG of one standard for one benefit by month, against its target in percent (None: it has none).

    `name` is the benefit as people say it (default: the rows' benefit). The text is safe to place in a page:
    all that comes from data is escaped, and there are no scripts, styles or links in it. Raises
    `NothingToDraw` when nothing was due, and ValueError for rows of more than one standard, benefit or
    office, or an impossible target.
    """
    if len({(row.standard, row.benefit, row.office) for row in rows}) > 1:
        raise ValueError("One chart shows one standard of one benefit: give it the rows of one.")
    if target is not None and not 1 < target <= 100:
        raise ValueError(f"A target is a percentage above 1 and up to 100, not {target}.")
    if not any(row.due for row in rows):
        raise NothingToDraw("Nothing was due in these months, so there is no percentage to draw.")
    return _draw(tuple(sorted(rows, key=lambda row: row.month)), target, name or rows[0].benefit)


def finding(rows: Sequence[StandardMonth], target: float | None, name: str) -> str:
    """What the figures say, in one or two sentences: the last month with anything due, and how often the
    target was met.
    """
    measured = [row for row in rows if row.due]
    last = measured[-1]
    when = f"So far in {_month(last.month)}" if last.not_yet_due else f"In {_month(last.month)}"
    said = f"{when}, {last.percent_text} of {name} was done in time"
    if target is None:
        return f"{said}."
    side = "reaching" if last.reaches(target) else "below"
    reached = sum(row.reaches(target) for row in measured)
    often = f"It was reached in {reached} of {len(measured)} months." if len(measured) > 1 else ""
    return f"{said}, {side} the target of {target:g}%. {often}".strip()


@lru_cache(maxsize=256)
def _draw(rows: tuple[StandardMonth, ...], target: float | None, name: str) -> str:
    """The chart of rows in order of month."""
    import vl_convert

    title = finding(rows, target, name)
    svg = vl_convert.vegalite_to_svg(_chart(rows, target, title).to_dict())
    return _described(svg, title, _description(rows))


def _chart(rows: tuple[StandardMonth, ...], target: float | None, title: str) -> Any:
    """The declaration of the chart: a line with its points and figures, and the target as a rule."""
    import altair as alt

    x = alt.X("month:O", sort=None, title=None, axis=alt.Axis(labelAngle=0, labelOverlap="greedy"))
    y = alt.Y("percent:Q", title="Done in time, %", scale=alt.Scale(domain=[0, 100]))
    base = alt.Chart(alt.InlineData(values=_points(rows, target))).encode(x=x, y=y)
    # A point below the target is hollow, its figure beneath: the difference is seen without colour.
    fill = alt.condition("datum.below", alt.value("white"), alt.value(_INK))
    layers = [
        base.mark_line(color=_INK, strokeWidth=2),
        base.mark_point(size=50, stroke=_INK, strokeWidth=2, opacity=1).encode(fill=fill),
        base.mark_text(dy=alt.expr("datum.below ? 18 : -12"), color=_INK, fontSize=12).encode(text="label:N"),
    ]
    if target is not None:
        layers = [*_target(alt, target), *layers]
    heading = alt.TitleParams(wrap(title, _TITLE_CHARACTERS), anchor="start", fontSize=16, offset=16)
    whole = alt.layer(*layers).properties(width=_WIDTH, height=_HEIGHT, title=heading, background="white")
    return whole.configure(**_STYLE)


def _points(rows: tuple[StandardMonth, ...], target: float | None) -> list[dict[str, Any]]:
    """Every month from first to last, also those without a figure, so that a gap is seen as a gap."""
    shown = {row.month: row for row in rows if row.due}
    numbers = range(_number(rows[0].month), _number(rows[-1].month) + 1)
    points = []
    for month in (date(number // 12, number % 12 + 1, 1) for number in numbers):
        point: dict[str, Any] = {
            "month": f"{month:%b %Y}".split(" "),
            "percent": None,
            "label": "",
            "below": False,
        }
        if row := shown.get(month):
            point["percent"] = row.percent
            point["below"] = target is not None and not row.reaches(target)
            if len(numbers) <= _LABEL_ALL_UP_TO or month == max(shown):
                point["label"] = row.percent_text
        points.append(point)
    return points


def _target(alt: Any, target: float) -> list[Any]:
    """The target: a dashed rule across the months, with its name on it."""
    values = [{"at": target, "label": f"Target {target:g}%"}]
    line = alt.Chart(alt.InlineData(values=values)).encode(y="at:Q")
    label = line.mark_text(align="left", dx=4, color=_PALE, fontSize=12)
    named = label.encode(x=alt.value("width"), text="label:N")
    return [line.mark_rule(color=_PALE, strokeDash=[6, 4], strokeWidth=2), named]


def _description(rows: Sequence[StandardMonth]) -> str:
    """For those who do not see the chart: its span and its extremes. The table beside it has every figure."""
    measured = [row for row in rows if row.due]
    lowest, highest = (pick(measured, key=lambda row: row.met / row.due) for pick in (min, max))
    first, last = _month(measured[0].month), _month(measured[-1].month)
    return (
        f"Line chart: {len(measured)} months with figures from {first} to {last}. "
        f"Lowest: {lowest.percent_text} in {_month(lowest.month)} ({lowest.met} of {lowest.due}). "
        f"Highest: {highest.percent_text} in {_month(highest.month)} ({highest.met} of {highest.due})."
    )


def _described(svg: str, title: str, description: str) -> str:
    """The same SVG as one image with a name and a description, for screen readers."""
    key = f"chart-{sha256((title + description).encode()).hexdigest()[:12]}"
    head, _, body = svg.partition(">")
    return (
        f'{head} role="img" aria-labelledby="{key}-title" aria-describedby="{key}-description">'
        f'<title id="{key}-title">{escape(title)}</title>'
        f'<desc id="{key}-description">{escape(description)}</desc>{body}'
    )


def _month(day: date) -> str:
    return f"{day:%B %Y}"


def _number(day: date) -> int:
    """Months since year 0, to count along them."""
    return day.year * 12 + day.month - 1
