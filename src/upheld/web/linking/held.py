"""What is held about a client and where: on the screen, and on paper for them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from upheld.journeys.reviewing_links import (
    HeldWhere,
    RecordTold,
    conflict_in_words,
    get_held_where,
    print_held_where,
)
from upheld.kernel import clock
from upheld.web.components.words import day
from upheld.web.doors import PageRequest
from upheld.web.identity import identity_of
from upheld.web.linking import shown
from upheld.web.record_notice import notice_of


def held_where(request: PageRequest, client_id: UUID) -> HttpResponse:
    """Each system's record with how it was linked, and each fact with where it comes from."""
    found = get_held_where(client_id, viewer=request.viewer, at=clock.now())
    page = {
        "notice": notice_of(request, client_id),
        "identity": identity_of(found.strip),
        "found": found,
        "facts": _facts(found),
        "conflicts": [conflict_in_words(fact) for fact in found.held.conflicts],
        "records": [_record(one) for one in found.records],
        "pairs": shown.pairs_of(found.pairs),
        "client_href": reverse("client", args=[client_id]),
        "is_alone": len(found.records) < 2,
    }
    return render(request, "upheld/linking/held.html", page)


def held_print(request: PageRequest, client_id: UUID) -> HttpResponse:
    """In plain words for the client, to print and take away."""
    found = print_held_where(client_id, viewer=request.viewer, at=clock.now())
    page = {
        "found": found,
        "identity": None,
        "facts": [(shown.FACTS[fact.key], fact) for fact in found.held.facts],
        "values": [_plain(fact) for fact in found.held.facts],
        "records": [_record(one) for one in found.records],
        "back": reverse("held_where", args=[client_id]),
        "printed_at": clock.now(),
    }
    return render(request, "upheld/linking/held_print.html", page)


def _facts(found: HeldWhere) -> list[dict[str, Any]]:
    """Each fact: what we go by, from where, and what else is held."""
    return [
        {
            "name": shown.FACTS[fact.key],
            "value": shown.value_in_words(fact.believed) if fact.believed else "Nothing yet",
            "source": shown.sources_in_words(fact.believed) if fact.believed else "",
            "others": [(shown.value_in_words(one), shown.sources_in_words(one)) for one in fact.others],
        }
        for fact in found.held.facts
    ]


def _plain(fact: Any) -> dict[str, Any]:
    """A fact for the client: what we go by, and what else somebody holds."""
    return {
        "name": shown.FACTS[fact.key],
        "value": shown.value_in_words(fact.believed) if fact.believed else "",
        "others": [(shown.value_in_words(one), shown.sources_in_words(one)) for one in fact.others],
    }


def _record(told: RecordTold) -> dict[str, Any]:
    record = told.record
    changed = f", changed {day(record.changed_at)}" if record.changed_at else ""
    return {
        "told": told,
        "id": record.id,
        "title": record.system_label,
        "reference": record.reference,
        "as_of": day(record.extract_on),
        "came": f"Received {day(record.received_at)}{changed}.",
        "withdrawn": day(record.withdrawn_on) if record.withdrawn_on else "",
        "link": shown.link_in_words(told.link),
        "linked_on": told.link.line.made_at if told.link else None,
        "bars": shown.bars(told.link.evidence) if told.link else [],
        "former": [(one, shown.link_in_words(one)) for one in told.former],
        "says": shown.says(record.said),
        "received": record.as_received.items(),
        "earlier": [(one, shown.says(one.said)) for one in record.earlier],
    }
