"""Who has what: people, one person, what ends soon; and what one may see oneself."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from upheld.domains.access.queries import PersonRow
from upheld.journeys.given_access import get_ending_page, get_people_page, get_person_page
from upheld.journeys.given_in_words import level_name, role_name
from upheld.kernel import clock
from upheld.web.clients.kept_searches import keep_search, search_of
from upheld.web.components.figures import Link
from upheld.web.components.forms import GovukForm
from upheld.web.doors import PageRequest


class NameForm(GovukForm):
    """One box. What is typed goes in the body of the form, never into an address."""

    name = forms.CharField(
        label="Name of a colleague",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


def people(request: PageRequest, key: str = "") -> HttpResponse:
    """Everyone by name, or those whose name was searched for, within the hour."""
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["name"].strip()
        if not text:
            return redirect("access")
        return redirect("access_found", keep_search(request, f"name {text}", clock.now()))
    kept = search_of(request, key, clock.now()) if key else ""
    text = (kept or "").removeprefix("name ")
    after = _id(request.GET.get("after", ""))
    page = get_people_page(viewer=request.viewer, on=clock.today(), text=text, after=after)
    shown = {
        "form": NameForm(initial={"name": text}),
        "is_over": kept is None,
        "is_search": bool(text),
        "rows": [_row(one) for one in page.people],
        "next": str(page.next) if page.next else None,
        "sections": sections(),
    }
    return render(request, "upheld/access/people.html", shown)


def person(request: PageRequest, account_id: UUID) -> HttpResponse:
    """One person: what they have, where, for what, until when, given by whom and why; and what is over."""
    page = get_person_page(account_id, viewer=request.viewer, on=clock.today())
    shown = {
        "page": page,
        "may_give": request.viewer.is_administrator and account_id != request.viewer.account_id,
        "is_self": account_id == request.viewer.account_id,
        "may_search_looks": request.viewer.is_auditor,
    }
    return render(request, "upheld/access/person.html", shown)


def ending(request: PageRequest) -> HttpResponse:
    """What ends within thirty days, and what has no end."""
    page = get_ending_page(viewer=request.viewer, on=clock.today(), after=_id(request.GET.get("after", "")))
    shown = {
        "page": page,
        "sections": sections(),
        "next": str(page.next) if page.next else None,
        "may_give": request.viewer.is_administrator,
    }
    return render(request, "upheld/access/ending.html", shown)


def own(request: PageRequest) -> HttpResponse:
    """What one may see oneself, in plain words."""
    page = get_person_page(request.viewer.account_id, viewer=request.viewer, on=clock.today())
    return render(request, "upheld/access/own.html", {"page": page, "is_own": True})


def sections() -> list[Link]:
    """The parts of the subject."""
    return [
        Link("People", reverse("access")),
        Link("Ends soon, or never", reverse("access_ending")),
        Link("Offices and regions", reverse("access_offices")),
    ]


def _row(one: PersonRow) -> dict[str, object]:
    roles = ", ".join(role_name(role) for role in one.roles)
    levels = ", ".join(f"cleared for “{level_name(level, on=clock.today())}”" for level in one.levels)
    said = "; ".join(part for part in (roles, levels) if part)
    return {
        "name": one.name,
        "href": reverse("access_person", args=[one.id]),
        "email": one.email or "Cannot sign in",
        "has": said or "Nothing at present",
        "is_active": one.is_active,
    }


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
