"""Components of one line, of which a page shows hundreds: made by a function, since each template of its own
would cost more than what it says.
"""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from upheld.web.components.due import Due
from upheld.web.components.figures import Cell, Column, Link
from upheld.web.components.words import weekday

_NUMERIC = " govuk-table__cell--numeric"


def due(due: Due) -> SafeString:
    """When something is due: 3 working days left, Thursday 26 November 2026."""
    return format_html(
        '<span class="upheld-due{}"><strong>{}</strong> <span class="upheld-due__day">{}</span></span>',
        " upheld-due--act" if due.must_act else "",
        due.words,
        weekday(due.on),
    )


def cell(value: Cell) -> SafeString:
    """A value, or a link."""
    if not isinstance(value, Link):
        return format_html("{}", value)
    return format_html(
        '<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a>', value.href, value.words
    )


def row(cells: Iterable[tuple[Column, Cell]]) -> SafeString:
    """A row of a table; its first cell names it."""
    return format_html('<tr class="govuk-table__row">{}</tr>', _cells(cells))


def _cells(cells: Iterable[tuple[Column, Cell]]) -> SafeString:
    (_, name), *others = cells
    named = format_html('<th scope="row" class="govuk-table__header">{}</th>', cell(name))
    return named + format_html_join(
        "",
        '<td class="govuk-table__cell{}">{}</td>',
        ((_NUMERIC if column.numeric else "", cell(value)) for column, value in others),
    )


def link(href: str, words: str, about: str) -> SafeString:
    """A link to press; `about` completes its words for those who hear the page."""
    return format_html('<a class="govuk-link" href="{}">{}{}</a>', href, words, _heard(about))


def _heard(about: str) -> SafeString:
    if not about:
        return SafeString()
    return format_html('<span class="govuk-visually-hidden">: {}</span>', about)
