"""Fields of Django forms, drawn as the GOV.UK Design System draws them."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString

from upheld.web.components import govuk
from upheld.web.components.dates import DayWidget

Data = dict[str, Any]


def field(bound: BoundField) -> SafeString:
    """Label, hint, error and control of one field. A hidden field is only its control."""
    if bound.is_hidden:
        return bound.as_widget()
    for widget, draw in _DRAWN_BY:
        if isinstance(bound.field.widget, widget):
            return draw(bound)
    raise TypeError(
        f"There is no GOV.UK component for {type(bound.field.widget).__name__} ({bound.html_name})."
    )


def first_id(bound: BoundField) -> str:
    """The id of the control that takes the focus when an error of this field is followed."""
    return f"{bound.auto_id}-day" if isinstance(bound.field.widget, DayWidget) else bound.auto_id


def _input(bound: BoundField) -> SafeString:
    kind = getattr(bound.field.widget, "input_type", "text")
    return govuk.render("input", {**_single(bound), "type": kind, "value": bound.value()})


def _password(bound: BoundField) -> SafeString:
    return govuk.render("password-input", _single(bound))


def _textarea(bound: BoundField) -> SafeString:
    data = {**_single(bound), "value": bound.value(), "rows": bound.field.widget.attrs.get("rows", 5)}
    data["attributes"].pop("rows", None)
    data["attributes"].pop("cols", None)
    most = getattr(bound.field, "max_length", None)
    if not most:
        return govuk.render("textarea", data)
    data["attributes"].pop("maxlength", None)
    return govuk.render("character-count", {**data, "maxlength": most, "threshold": 75})


def _select(bound: BoundField) -> SafeString:
    items = [
        {"value": value, "text": text, "selected": chosen or None} for value, text, chosen in _choices(bound)
    ]
    return govuk.render("select", {**_single(bound), "items": items})


def _radios(bound: BoundField) -> SafeString:
    items = [{"value": value, "text": text, "checked": chosen} for value, text, chosen in _choices(bound)]
    return govuk.render("radios", {**_group(bound), "idPrefix": bound.auto_id, "items": items})


def _checkboxes(bound: BoundField) -> SafeString:
    items = [{"value": value, "text": text, "checked": chosen} for value, text, chosen in _choices(bound)]
    return govuk.render("checkboxes", {**_group(bound), "idPrefix": bound.auto_id, "items": items})


def _checkbox(bound: BoundField) -> SafeString:
    item = {"value": "on", "text": bound.label, "checked": bool(bound.value()), "hint": _hint(bound)}
    data = {**_common(bound), "idPrefix": bound.auto_id, "items": [item], "hint": None}
    return govuk.render("checkboxes", data)


def _day(bound: BoundField) -> SafeString:
    wrong = " govuk-input--error" if bound.errors else ""
    values = DayWidget.parts(bound.value())
    items = [
        {
            "name": part,
            "label": part.capitalize(),
            "value": value,
            "classes": f"govuk-input--width-{width}{wrong}",
        }
        for part, value, width in zip(("day", "month", "year"), values, (2, 2, 4), strict=True)
    ]
    # Months may be typed as words, so the keyboard of the month is not one of digits.
    items[1]["inputmode"] = "text"
    data = {**_group(bound), "id": bound.auto_id, "namePrefix": bound.html_name, "items": items}
    return govuk.render("date-input", data)


_DRAWN_BY: list[tuple[type[forms.Widget], Callable[[BoundField], SafeString]]] = [
    (DayWidget, _day),
    (forms.PasswordInput, _password),
    (forms.Textarea, _textarea),
    (forms.CheckboxSelectMultiple, _checkboxes),
    (forms.RadioSelect, _radios),
    (forms.CheckboxInput, _checkbox),
    (forms.Select, _select),
    (forms.TextInput, _input),
]


def _common(bound: BoundField) -> Data:
    error = {"text": bound.errors[0]} if bound.errors else None
    return {"name": bound.html_name, "hint": _hint(bound), "errorMessage": error}


def _hint(bound: BoundField) -> Data | None:
    return {"text": bound.help_text} if bound.help_text else None


def _single(bound: BoundField) -> Data:
    attributes = {
        **bound.field.widget.attrs,
        **bound.build_widget_attrs({}, bound.field.widget),
        "aria-describedby": None,
        "aria-invalid": None,
    }
    for managed in ("required", "placeholder", "id"):
        attributes.pop(managed, None)
    label = {"text": bound.label, "classes": attributes.pop("data-label-class", "govuk-label--s")}
    return {
        **_common(bound),
        "id": bound.auto_id,
        "label": label,
        "classes": attributes.pop("class", None),
        "autocomplete": attributes.pop("autocomplete", None),
        "inputmode": attributes.pop("inputmode", None),
        "attributes": {key: value for key, value in attributes.items() if value is not None},
    }


def _group(bound: BoundField) -> Data:
    attributes = bound.field.widget.attrs
    legend = {"text": bound.label, "classes": attributes.get("data-label-class", "govuk-fieldset__legend--s")}
    return {**_common(bound), "classes": attributes.get("class"), "fieldset": {"legend": legend}}


def _choices(bound: BoundField) -> Iterable[tuple[str, str, bool]]:
    value = bound.value()
    chosen = {str(one) for one in (value if isinstance(value, list | tuple) else [value]) if one is not None}
    for key, text in bound.field.widget.choices:
        yield str(key), str(text), str(key) in chosen
