"""`{% load upheld %}`: the components as tags, and days, times and numbers in words as filters."""

from functools import cache
from typing import Any

from django import forms, template
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from upheld.kernel.identifiers import new_id
from upheld.web import static_files
from upheld.web.components import fields as govuk_fields
from upheld.web.components import govuk as govuk_components
from upheld.web.components import small, words
from upheld.web.components.figures import Cell, Chart, Fact, Link, Table, Workload
from upheld.web.components.identity import Identity
from upheld.web.components.timeline import Entry, by_day
from upheld.web.components.work import Action, Empty, WorkRow

register = template.Library()
register.filter(words.day)
register.filter(words.weekday)
register.filter(words.clock_time)
register.filter(words.moment)
register.filter(words.count)
register.filter(words.national_insurance_number)
register.simple_tag(static_files.built)
register.simple_tag(small.due, name="due_label")

Data = dict[str, Any]


def _component(name: str) -> str:
    return f"upheld/components/{name}.html"


@register.simple_tag
def govuk(name: str, **options: Any) -> SafeString:
    """A component of the design system by its name: `{% govuk "warning-text" text="..."
    iconFallbackText="Warning" %}`.
    """
    return govuk_components.render(name, options)


@register.simple_tag
def icon(name: str) -> str:
    """A small drawing beside words that say the same. Its name is one of `components.identity.ICONS`."""
    return _icon(name)


@cache
def _icon(name: str) -> str:
    """The same for everyone, so it is read once."""
    return template.loader.render_to_string(f"upheld/icons/{name}.html")


@register.simple_tag(takes_context=True)
def form_keys(context: Context) -> SafeString:
    """What every form that posts needs: the token against forgery, and a one-time key against being sent
    twice.
    """
    request: HttpRequest = context["request"]
    inputs = (("csrfmiddlewaretoken", get_token(request)), ("once", str(new_id())))
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', inputs)


@register.simple_tag
def field(bound: forms.BoundField) -> SafeString:
    """One field of a form. After a text that is kept as a draft stands the line that says so."""
    drawn = govuk_fields.field(bound)
    if "data-draft" not in bound.field.widget.attrs:
        return drawn
    line = '{}<p class="govuk-hint upheld-draft" id="{}-draft" role="status"></p>'
    return format_html(line, drawn, bound.auto_id)


@register.simple_tag
def fields(form: forms.BaseForm) -> SafeString:
    """Every field of a form, in order."""
    return format_html_join("", "{}", ((field(form[name]),) for name in form.fields))


@register.simple_tag
def error_summary(form: forms.BaseForm) -> SafeString:
    """What is wrong with a form, at the top of the page, each with a link to the field that mends it.
    Nothing when all is well.
    """
    if not form.errors:
        return SafeString()
    wrong: list[Data] = [{"text": error} for error in form.non_field_errors()]
    for bound in form:
        wrong += [
            {"text": error, "href": f"#{govuk_fields.first_id(bound)}"} for error in list(bound.errors)[:1]
        ]
    return govuk_components.render("error-summary", {"titleText": "There is a problem", "errorList": wrong})


@register.inclusion_tag(_component("back_link"))
def back_link(href: str, words: str = "Back") -> Data:
    """A way back, for the block `beforeContent`."""
    return {"href": href, "words": words}


@register.inclusion_tag(_component("breadcrumbs"))
def breadcrumbs(links: list[Link]) -> Data:
    """The pages above this one, for the block `beforeContent`."""
    return {"links": links}


@register.inclusion_tag(_component("sub_navigation"), takes_context=True)
def sub_navigation(context: Context, links: list[Link], label: str) -> Data:
    """The parts of one subject, such as a client: the one that is shown is marked."""
    return {"links": links, "label": label, "here": context["request"].path}


@register.inclusion_tag(_component("identity"))
def identity_strip(identity: Identity) -> Data:
    """Who the client is and what they need. It belongs in the block `identity` of the page."""
    return {"identity": identity}


@register.simple_tag(takes_context=True)
def action(context: Context, action: Action, about: str = "") -> str:
    """The one thing to press. `about` completes its words for those who hear the page."""
    if not action.posts:
        return small.link(action.href, action.words, about)
    data = {"request": context["request"], "action": action, "about": about}
    return template.loader.render_to_string(_component("action"), data)


@register.inclusion_tag(_component("work_list"), takes_context=True)
def work_list(context: Context, rows: list[WorkRow], empty: Empty | None = None, label: str = "") -> Data:
    """Lines of work, or what it means that there are none."""
    return {"request": context["request"], "rows": rows, "empty": empty, "label": label}


@register.inclusion_tag(_component("empty"), takes_context=True)
def empty_state(context: Context, empty: Empty) -> Data:
    """What an empty list means, and what to do now."""
    return {"request": context["request"], "empty": empty}


@register.inclusion_tag(_component("timeline"))
def timeline(entries: list[Entry]) -> Data:
    """What happened, grouped by day. The page gives it a heading of level 2."""
    return {"days": by_day(entries)}


@register.inclusion_tag(_component("workload"))
def workload(workload: Workload, small: bool = False) -> Data:
    """Points against the limit, in words and as a bar."""
    return {"workload": workload, "small": small}


@register.inclusion_tag(_component("facts"))
def facts(facts: list[Fact]) -> Data:
    """A summary list of names and values."""
    return {
        "facts": [
            {
                "name": fact.name,
                "values": [small.cell(one) for one in _values(fact)],
                "change": fact.change,
            }
            for fact in facts
        ]
    }


def _values(fact: Fact) -> tuple[Cell, ...]:
    return fact.value if isinstance(fact.value, tuple) else (fact.value,)


@register.inclusion_tag(_component("table"))
def data_table(table: Table) -> Data:
    """A table with its caption. Where it is wider than the screen it scrolls within its own frame."""
    return {"table": table, "rows": [small.row(zip(table.columns, row, strict=True)) for row in table.rows]}


@register.inclusion_tag(_component("chart"))
def chart(chart: Chart) -> Data:
    """A picture that says its finding, with its numbers behind it."""
    return {"chart": chart}


@register.inclusion_tag(_component("filter"), takes_context=True)
def filter_form(
    context: Context, form: forms.BaseForm, label: str = "Filter this list", button: str = "Apply"
) -> Data:
    """A form that narrows a list. What is chosen stands in the address."""
    request: HttpRequest = context["request"]
    filtered = any(request.GET.get(name) for name in form.fields)
    return {"form": form, "label": label, "button": button, "path": request.path, "filtered": filtered}


@register.inclusion_tag(_component("next_page"), takes_context=True)
def next_page(context: Context, after: str | None, name: str = "after") -> Data:
    """Links to the page that begins after a key, with the filters kept, and back to the start. Nothing for
    a list of one page.
    """
    request: HttpRequest = context["request"]
    return {
        "next": _address(request, name, after) if after else None,
        "start": _address(request, name, None) if request.GET.get(name) else None,
    }


def _address(request: HttpRequest, name: str, value: str | None) -> str:
    query = request.GET.copy()
    query.pop(name, None)
    if value:
        query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path
