"""The GOV.UK Design System's own components, rendered by the macros that come with govuk-frontend-django,
compiled once.

The package's template tags build and compile a new environment for every component, about 50 ms each; see
docs/adr/0006.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, cast

from django.utils.safestring import SafeString, mark_safe
from jinja2 import Environment, PackageLoader, PrefixLoader


def render(name: str, data: Mapping[str, Any]) -> SafeString:
    """A component, by its name in the design system ("date-input"), from the options that its documentation
    names.

    Options that are None are left out. Every text is escaped; only options named `html` are taken as they
    are.
    """
    return mark_safe(_macro(name)(_given(data)))  # noqa: S308 - the macros escape what they are given


@cache
def _macro(name: str) -> Callable[[Any], str]:
    macro = "govuk" + "".join(part.capitalize() for part in name.split("-"))
    template = _environment().get_template(f"govuk_frontend_jinja/components/{name}/macro.html")
    return cast("Callable[[Any], str]", getattr(template.module, macro))


@cache
def _environment() -> Environment:
    loader = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)


def _given(data: Any) -> Any:
    if isinstance(data, Mapping):
        return {key: _given(value) for key, value in data.items() if value is not None}
    if isinstance(data, list | tuple):
        return [_given(item) for item in data]
    return data
