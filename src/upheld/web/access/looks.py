"""Who looked: at one client, for safeguarding leads; and as a search and a file, for auditors."""

import csv
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from upheld.domains.access.queries import LookRow, saw
from upheld.journeys.given_in_words import role_name
from upheld.journeys.looks import Wanted, client_called, export_looks, find_looks, get_looks_at_client
from upheld.kernel import clock
from upheld.web.access.challenging import short_form
from upheld.web.components.dates import DayField
from upheld.web.components.forms import GovukForm
from upheld.web.components.words import count, moment
from upheld.web.doors import PageRequest
from upheld.web.identity import identity_of

KINDS = {
    "record": "Opened a client’s record",
    "case": "Opened a case",
    "list": "Saw names in a list",
    "search": "Searched",
    "export": "Copied into a file",
    "import": "Brought in an extract",
    "plan": "Opened a safety plan",
    "own": "Looked at their own record",
    "challenge-refused": "Asked to open a record, and was not let in",
}
DOORS = {"web": "Pages", "cli": "Command line", "api": "Other systems", "background": "The service itself"}
WHY = {
    "work": "For their work",
    "challenge": "Opened it for the day, with a reason",
    "machine": "The service",
}
HEADINGS = ("When", "Account", "Name", "Role", "Kind", "Door", "Why", "Route", "Request", "Found", "Clients")


class LooksForm(GovukForm):
    """What an auditor looks for. It stands in the address: it holds ids, references and days, and no name."""

    client = forms.CharField(
        label="Client’s id, or reference of a case",
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label="What they did", required=False, choices=(("", "Anything"), *KINDS.items())
    )
    door = forms.ChoiceField(label="Door", required=False, choices=(("", "Any"), *DOORS.items()))
    first_day = DayField(label="First day", required=False)
    last_day = DayField(label="Last day", required=False)
    account = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """The client whom the id or the reference means."""
        given = super().clean() or {}
        given["client_id"] = client_called(given["client"]) if given.get("client") else None
        if given.get("client") and given["client_id"] is None:
            self.add_error("client", "No case has this reference. Compare it, or use the client’s id.")
        return given

    def wanted(self) -> Wanted:
        """What is looked for, once the form is valid."""
        given = self.cleaned_data
        return Wanted(
            account_id=given["account"],
            client_id=given["client_id"],
            kind=given["kind"],
            door=given["door"],
            first_day=given["first_day"],
            last_day=given["last_day"],
        )


def client_looks(request: PageRequest, client_id: UUID) -> HttpResponse:
    """Who looked at a client, in the words that the client would read."""
    after = _id(request.GET.get("after", ""))
    page = get_looks_at_client(client_id, viewer=request.viewer, at=clock.now(), after=after)
    shown = {
        "page": page,
        "identity": identity_of(page.strip),
        "next": str(page.next) if page.next else None,
    }
    return render(request, "upheld/access/client_looks.html", shown)


def looks(request: PageRequest) -> HttpResponse:
    """The search, of the last seven days until something else is asked for."""
    today = clock.today()
    asked = request.GET or {f"first_day-{part}": value for part, value in _parts(today - timedelta(days=7))}
    form = LooksForm(asked)
    shown: dict[str, Any] = {"form": form}
    if form.is_valid():
        found = find_looks(form.wanted(), viewer=request.viewer, after=_id(request.GET.get("after", "")))
        shown |= {
            "found": found,
            "rows": [_row(row, found.offices) for row in found.rows],
            "next": str(found.next) if found.next else None,
            "query": request.GET.urlencode(),
            "said": count(len(found.rows), "look") + (", and there are more" if found.next else ""),
        }
    return render(request, "upheld/access/looks.html", shown)


def looks_file(request: PageRequest) -> HttpResponse:
    """What was found, as a file. That it was copied is a look itself."""
    form = LooksForm(request.GET)
    if not form.is_valid():
        return render(request, "upheld/access/looks.html", {"form": form})
    rows = export_looks(form.wanted(), viewer=request.viewer)
    saw("export", {client for row in rows for client in row.client_ids}, found=len(rows))
    text = StringIO()
    csv.writer(text).writerows([HEADINGS, *(_cells(row) for row in rows)])
    answer = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="looks-{clock.today():%Y-%m-%d}.csv"'
    return answer


def _row(row: LookRow, offices: Any) -> dict[str, Any]:
    role = role_name(row.role) if row.role else ""
    place = offices.get(row.office_id, "") if row.office_id else ""
    clients = [short_form(one) for one in row.client_ids]
    return {
        "when": moment(row.at),
        "who": row.account_name or str(row.account_id),
        "account": str(row.account_id),
        "role": ", ".join(part for part in (role, place) if part),
        "what": KINDS.get(row.kind, row.kind),
        "door": DOORS.get(row.door, row.door),
        "why": WHY.get(row.why, row.why),
        "clients": clients[:5],
        "more": len(clients) - 5 if len(clients) > 5 else 0,
        "found": row.found,
    }


def _cells(row: LookRow) -> Iterator[str]:
    """One line of the file. A cell that a spreadsheet would take for a formula begins with a quote."""
    clients = " ".join(str(one) for one in row.client_ids)
    who = (row.at.isoformat(), str(row.account_id), row.account_name, row.role, row.kind, row.door, row.why)
    for cell in (*who, row.route, row.request, "" if row.found is None else str(row.found), clients):
        yield f"'{cell}" if cell[:1] in {"=", "+", "-", "@"} else cell


def _parts(day: Any) -> list[tuple[str, str]]:
    return [("day", str(day.day)), ("month", str(day.month)), ("year", str(day.year))]


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
