"""The page about a client, and the same to print."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from upheld.journeys.client_page import ClientPage, get_client_page
from upheld.journeys.reviewing_links import conflict_in_words
from upheld.kernel import clock
from upheld.web.clients import shown
from upheld.web.clients.identity import identity_of_client
from upheld.web.doors import PageRequest
from upheld.web.joined import lead_to
from upheld.web.record_notice import notice_of

PRINTED = 15
"""How much of the story goes on paper."""


def client(request: PageRequest, client_id: UUID) -> HttpResponse:
    """Who they are, who looks after them, what is happening, what we promised and what they need from us."""
    benefit, before = request.GET.get("benefit", ""), _moment(request.GET.get("before", ""))
    found = get_client_page(
        client_id, viewer=request.viewer, as_of=clock.now(), benefit=benefit, before=before
    )
    if found.client.id != client_id:
        return lead_to(request, found.client.id)
    story = {
        "timeline": shown.entries(found.story, one_benefit=bool(benefit)),
        "filters": shown.filters(found, request.path, benefit),
        "earlier": shown.earlier(found.story, request.path, benefit),
        "is_later_part": before is not None,
        "benefit": benefit,
    }
    return render(request, "upheld/clients/client.html", _shown(found) | _closing(request, found) | story)


def summary(request: PageRequest, client_id: UUID) -> HttpResponse:
    """The client on a sheet of paper, for a visit or for when the network is down."""
    found = get_client_page(client_id, viewer=request.viewer, as_of=clock.now(), limit=PRINTED)
    if found.client.id != client_id:
        return lead_to(request, found.client.id)
    told = [entry for entry in shown.entries(found.story) if not entry.noise]
    story = {"timeline": told, "printed_at": clock.now()}
    notice = {"notice": notice_of(request, client_id)}
    return render(request, "upheld/clients/summary.html", _shown(found) | notice | story)


def _shown(found: ClientPage) -> dict[str, object]:
    today = clock.today()
    client_id = found.client.id
    return {
        "client": found.client,
        "identity": identity_of_client(found.client.strip, found.open_cases),
        "cases": [shown.case(case) for case in found.open_cases],
        "closed": [case for case in found.cases if not case.is_open],
        "owed": [shown.promise(promise, today) for promise in shown.owed(found)],
        "ended": shown.ended(found),
        "reach": shown.ways_to_reach(found.client),
        "spoken_for": shown.representatives(found.client),
        "change_needs": reverse("client_needs", args=[client_id]),
        "open_case": reverse("client_open_case", args=[client_id]),
        "print": reverse("client_summary", args=[client_id]),
        "page": reverse("client", args=[client_id]),
        "legal_hold": reverse("legal_hold", args=[client_id]),
        "held_where": reverse("held_where", args=[client_id]),
        "conflicts": [conflict_in_words(fact) for fact in found.conflicts],
    }


def _closing(request: PageRequest, found: ClientPage) -> dict[str, object]:
    """Who may see the record, who looked at it, and how that is changed."""
    notice = notice_of(request, found.client.id)
    looks_after = request.viewer.looks_after(found.client.strip.offices)
    return {
        "notice": notice,
        "may_lift": bool(notice.level) and looks_after,
        "may_see_looks": looks_after,
    }


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
