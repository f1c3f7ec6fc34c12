"""A small page about one deed on a case: show the form, take it, and go back saying what was done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url

from upheld.domains.casework.queries import CaseChangedMeanwhile
from upheld.journeys.case_page import CaseDeed
from upheld.kernel.errors import NotFound, RuleBroken
from upheld.web.components.forms import say_rule
from upheld.web.doors import PageRequest, done
from upheld.web.identity import identity_on_case
from upheld.web.officer.forms import DeedForm

Given = dict[str, Any]


@dataclass(frozen=True)
class Deed:
    """The words of the page: what it is called, what to know first, what the button says, what was done.

    `cannot_be_undone` makes the button a warning.
    """

    title: str
    button: str
    said: str
    lead: tuple[str, ...] = ()
    cannot_be_undone: bool = False


def show_deed(
    request: PageRequest, about: CaseDeed, deed: Deed, form: DeedForm, template: str = "form", **more: Any
) -> HttpResponse:
    """The page with its form, as it stands."""
    context = {
        "about": about,
        "identity": identity_on_case(about.strip, about.heading.row),
        "deed": deed,
        "form": form,
        "back": address_back(request, about),
        **more,
    }
    return render(request, f"upheld/officer/{template}.html", context)


def do_deed(
    request: PageRequest,
    about: CaseDeed,
    deed: Deed,
    form: DeedForm,
    do: Callable[[Given], object],
    template: str = "form",
    **more: Any,
) -> HttpResponse:
    """Take the form if it was sent: done, or shown again with what to mend and everything that was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            do(form.cleaned_data)
        except (NotFound, CaseChangedMeanwhile):
            raise
        except RuleBroken as error:
            say_rule(form, error)
        else:
            done(request, deed.said, draft=form.draft)
            return redirect(address_back(request, about))
    return show_deed(request, about, deed, form, template, **more)


def address_back(request: PageRequest, about: CaseDeed) -> str:
    """Where the deed was begun: on My day, or on the case."""
    if request.GET.get("from") == "day":
        return resolve_url("home")
    return resolve_url("case", case_id=about.heading.row.id)
