"""A small page about one change of access: shown, taken, and shown again with what to mend at its field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render

from upheld.domains.access.queries import ReasonSaysNothing, check_reason
from upheld.kernel import clock
from upheld.kernel.errors import NotFound, RuleBroken
from upheld.web.components.forms import GovukForm, say_rule
from upheld.web.components.identity import Identity
from upheld.web.doors import PageRequest

LONGEST = 1000


class ReasonField(forms.CharField):
    """A reason of substance: others read it. What says nothing is an error at this field."""

    def __init__(self, *, label: str = "Why?", help_text: str = "", **kwargs: Any) -> None:
        super().__init__(
            label=label,
            help_text=help_text
            or "A sentence of at least five different words. It is kept, and others read it.",
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 4}),
            error_messages={"required": "Say why, in a sentence"},
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        """The reason without blanks around it."""
        reason = super().clean(value)
        try:
            return check_reason(reason)
        except ReasonSaysNothing as error:
            raise ValidationError(str(error)) from error


class ReasonForm(GovukForm):
    """Why, and nothing else."""

    reason = ReasonField()


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The words of the page: what it is called and about whom, what to know first, and the button."""

    title: str
    button: str
    back: str
    caption: str = ""
    lead: tuple[str, ...] = ()
    is_warning: bool = False
    identity: Identity | None = None


def taken(
    request: PageRequest,
    form: GovukForm,
    do: Callable[[dict[str, Any]], object],
    at: Mapping[type[RuleBroken], str] | None = None,
) -> bool:
    """Whether the form was sent and done. `at` says at which field each refusal stands; others at the top."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        do(form.cleaned_data)
    except NotFound:
        raise
    except RuleBroken as error:
        say_rule(form, error, field=(at or {}).get(type(error)))
        return False
    return True


def show(request: PageRequest, form: GovukForm, asked: Asked, template: str = "form") -> HttpResponse:
    """The page with its form, as it stands."""
    return render(request, f"upheld/access/{template}.html", {"form": form, "asked": asked})


def who_and_when(request: PageRequest) -> dict[str, Any]:
    """What every command takes: `by` and `at`."""
    return {"by": request.viewer.account_id, "at": clock.now()}
