"""My day and my cases."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from upheld.journeys.challenging import list_opened_lately
from upheld.journeys.my_day import MyDay, get_my_day, get_own_cases
from upheld.journeys.restricting import list_out_of_reach
from upheld.journeys.reviewing_links import is_trained_to_decide
from upheld.kernel import clock
from upheld.web.access.challenging import opened_rows
from upheld.web.components.work import Empty
from upheld.web.doors import CASE_READERS, PageRequest
from upheld.web.home import home
from upheld.web.linking.waiting import note_pairs_waiting
from upheld.web.officer.offers import OfferView, offer_views
from upheld.web.rows import (
    case_row,
    cases_in_words,
    day_key,
    key_of,
    leader_rows,
    promise_row,
    task_rows,
    workload,
)

NOTHING_PROMISED = Empty(
    "Nothing is promised for these days",
    "No promise that is yours to keep is broken, or due in the next 5 working days.",
)
NOTHING_TO_DO = Empty("Nothing is due", "You have no task for today or the next 7 days.")
NO_CASES = Empty(
    "You look after no cases",
    "A case comes to you when you accept an offer. Offers stand on My day.",
)


def my_day(request: PageRequest) -> HttpResponse:
    """What was promised, asked and is to do, for whoever works on cases."""
    if not CASE_READERS.admits(request.viewer):
        return home(request)
    day = get_my_day(viewer=request.viewer, at=clock.now())
    is_trained = is_trained_to_decide(day.officer, on=day.today)
    waiting = note_pairs_waiting(request, is_trained=is_trained)
    shown = {"day": day, "pairs": waiting, **_parts(day), **_closed(request)}
    return render(request, "upheld/officer/my_day.html", shown)


def my_cases(request: PageRequest) -> HttpResponse:
    """Every case that someone looks after, by what is next to do."""
    after = day_key(request.GET.get("after", ""))
    own = get_own_cases(viewer=request.viewer, at=clock.now(), after=after)
    rows = [case_row(case, client, own.today) for case, client in own.cases]
    context = {"rows": rows, "next": key_of(own.next), "empty": NO_CASES}
    return render(request, "upheld/officer/my_cases.html", context)


def _closed(request: PageRequest) -> dict[str, object]:
    """What nobody may open, and what others opened: a person must act on both."""
    at = clock.now()
    return {
        "out_of_reach": list_out_of_reach(viewer=request.viewer, at=at),
        "opened": opened_rows(list_opened_lately(viewer=request.viewer, at=at)),
    }


def _parts(day: MyDay) -> dict[str, object]:
    today = day.today
    offers: list[OfferView] = offer_views(day.offered, today)
    return {
        "workload": workload(day.own) if day.own else None,
        "cases": cases_in_words(day.own) if day.own else "",
        "offers": offers,
        "promises": [promise_row(one, today) for one in day.promised_soon],
        "later_promises": [promise_row(one, today) for one in day.promised_later],
        "overdue": task_rows((one for one in day.to_do if one.task.due_on < today), today),
        "due_today": task_rows((one for one in day.to_do if one.task.due_on == today), today),
        "due_soon": task_rows((one for one in day.to_do if one.task.due_on > today), today),
        "asked": leader_rows(day.for_leader, today),
        "nothing_promised": NOTHING_PROMISED,
        "nothing_to_do": NOTHING_TO_DO,
        "team": reverse("team"),
    }
