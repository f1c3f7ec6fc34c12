"""Finding someone. What is typed goes in the body of a form, never into an address."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from upheld.domains.casework.queries import CaseRow
from upheld.journeys.finding_clients import Found, FoundClient, find
from upheld.kernel import clock
from upheld.web.clients.kept_searches import keep_search, search_of
from upheld.web.components.forms import GovukForm
from upheld.web.components.words import count, day
from upheld.web.doors import PageRequest


class SearchForm(GovukForm):
    """One box."""

    text = forms.CharField(
        label="Name, date of birth, National Insurance number or reference",
        max_length=200,
        error_messages={"required": "Enter a name, a date of birth, a number or a reference"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, data: Any = None, *, text: str = "") -> None:
        """Begin with the text of an earlier search."""
        super().__init__(data, initial={"text": text})


@dataclass(frozen=True)
class Row:
    """Someone who was found, with what tells them from others of the same name."""

    name: str
    href: str
    who: str
    also: str
    work: tuple[str, ...]


def search(request: PageRequest) -> HttpResponse:
    """The box, and where it is sent. A whole reference or number leads straight to what bears it."""
    form = SearchForm(request.POST or None)
    if not form.is_valid():
        return render(request, "upheld/clients/search.html", {"form": form})
    text, now = form.cleaned_data["text"], clock.now()
    found = find(text, viewer=request.viewer, as_of=now)
    if found.only_case:
        return redirect("case", found.only_case)
    if found.only_client:
        return redirect("client", found.only_client)
    return redirect("search_results", keep_search(request, text, now))


def search_results(request: PageRequest, key: str) -> HttpResponse:
    """What a search found, for an hour."""
    now = clock.now()
    text = search_of(request, key, now)
    if text is None:
        return render(request, "upheld/clients/search.html", {"form": SearchForm(), "is_over": True})
    found = find(text, viewer=request.viewer, as_of=now, after=_after(request.GET.get("after", "")))
    results = {
        "form": SearchForm(text=text),
        "is_result": True,
        "found": found,
        "said": _how_many(found),
        "rows": [_row(one) for one in found.clients],
        "case_rows": [_case_row(one) for one in found.cases],
        "next": str(found.page.next) if found.page.next else None,
    }
    return render(request, "upheld/clients/search.html", results)


def _how_many(found: Found) -> str:
    if not found.page.found and not found.cases:
        return "Nobody found"
    clients = count(found.page.found, "person", "people") if found.page.found else ""
    cases = count(len(found.cases), "case") if found.cases else ""
    said = f"Found {' and '.join(part for part in (cases, clients) if part)}"
    return f"{said}, and there are more" if found.page.is_cut else said


def _row(found: FoundClient) -> Row:
    hit = found.hit
    who = [
        f"born {day(hit.born_on)}" if hit.born_on else "date of birth not held",
        f"died {day(hit.died_on)}" if hit.died_on else "",
        hit.national_insurance_number,
        f"lives in {hit.postcode_district}" if hit.postcode_district else "",
        ", ".join(found.offices),
    ]
    also = f"Also held as {', '.join(hit.other_names)}." if hit.other_names else ""
    near = "Written a little differently from what you typed." if hit.typos else ""
    return Row(
        name=hit.name,
        href=reverse("client", args=[hit.client_id]),
        who=_joined(who),
        also=" ".join(part for part in (also, near) if part),
        work=_work(found.open_cases),
    )


def _work(cases: tuple[CaseRow, ...]) -> tuple[str, ...]:
    said = (f"{case.benefit_name}: {case.owner_name or 'nobody yet'}" for case in cases)
    return tuple(dict.fromkeys(said)) or ("No open case here",)


def _case_row(case: CaseRow) -> Row:
    return Row(
        name=f"Case {case.reference}",
        href=reverse("case", args=[case.id]),
        who=f"{case.benefit_name}, {case.stage_name}",
        also="",
        work=(case.owner_name or f"No owner: {case.unowned_words}",),
    )


def _joined(parts: list[str]) -> str:
    said = ", ".join(part for part in parts if part)
    return said[:1].upper() + said[1:]


def _after(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
