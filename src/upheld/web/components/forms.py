"""Forms in plain words: a base class, drafts that are kept while they are typed, and what a broken rule
says.
"""

from typing import Any

from django import forms

from upheld.kernel.errors import RuleBroken


class GovukForm(forms.Form):
    """A form whose messages say what to do. Draw it with `{% error_summary form %}` and `{% fields form
    %}`.
    """

    use_required_attribute = False
    required_css_class = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, field in self.fields.items():
            default = field.default_error_messages.get(
                "required", forms.Field.default_error_messages["required"]
            )
            if field.error_messages.get("required") == default:
                field.error_messages["required"] = _what_is_missing(name, field)


class DraftWidget(forms.Textarea):
    """A long text that is kept in the browser tab while it is typed, and put back after a lost connection."""

    def __init__(self, name: str, rows: int = 6) -> None:
        """`name` tells this draft from others: what it is and about whom, by id, such as "note:<case id>"."""
        super().__init__(attrs={"rows": rows, "data-draft": name})


def say_rule(form: forms.BaseForm, error: RuleBroken, *, field: str | None = None) -> None:
    """Show a broken rule as an error of the form: at a field when one can mend it, else at the top."""
    form.add_error(field, str(error))


def _what_is_missing(name: str, field: forms.Field) -> str:
    label = str(field.label or name.replace("_", " "))
    if label.endswith("?"):
        return f"Answer “{label}”"
    words = label[:1].lower() + label[1:] if label[1:2].islower() else label
    verb = "Choose" if isinstance(field, forms.ChoiceField) else "Enter"
    return f"{verb} {words}"
