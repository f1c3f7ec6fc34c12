"""The page about standards."""

from django.http import HttpResponse
from django.shortcuts import render

from upheld.domains.access.queries import get_counter
from upheld.journeys.standards import get_standards, last_months
from upheld.kernel import clock
from upheld.policy import current_pack
from upheld.web.doors import ANALYSTS, PageRequest
from upheld.web.standards import shown


def standards(request: PageRequest) -> HttpResponse:
    """Each standard by benefit and month, counted over the offices that the viewer may see."""
    chosen, today = request.GET.get("benefit", ""), clock.today()
    since, until = last_months(today)
    counter = get_counter(viewer=request.viewer, on=today)
    fewest = current_pack().fewest_shown(on=today) if ANALYSTS.admits(request.viewer) else 0
    view = get_standards(
        viewer=counter, since=since, until=until, as_of=clock.now(), benefit=chosen, fewest=fewest
    )
    sees_one = not counter.everywhere and len(counter.offices) == 1
    names = [(one.key, one.name) for one in current_pack().benefits.on(today)]
    page = {
        "view": view,
        "since": since,
        "choices": shown.choices(view, request.path, chosen, names),
        "glance": None if chosen else shown.at_a_glance(view, request.path, fewest),
        "benefits": [
            shown.benefit(one, sees_one_office=sees_one, fewest=fewest)
            for one in view.benefits
            if chosen or one.rows
        ],
        "chosen": chosen,
        "counter": counter,
        "fewest": fewest,
    }
    return render(request, "upheld/standards/standards.html", page)
