"""The queue of doubtful pairs."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from upheld.journeys.reviewing_links import Queue, decides_pairs, get_queue
from upheld.kernel import clock
from upheld.web.components.work import Empty
from upheld.web.doors import PageRequest
from upheld.web.linking.forms import QueueFilter
from upheld.web.linking.shown import queue_row
from upheld.web.linking.waiting import note_pairs_waiting

NOTHING = Empty(
    "No pair of records waits for you",
    "When two records may be about one person and it is not certain, they stand here for you to compare.",
)
NOTHING_FITS = Empty("No pair fits what you chose", "Clear the filters to see every pair that waits for you.")


def pairs(request: PageRequest) -> HttpResponse:
    """Pairs to decide, those first that could hurt most."""
    asked = {name: request.GET.get(name, "") for name in ("state", "system", "why")}
    after = _after(request.GET.get("after", ""))
    is_trained = decides_pairs(viewer=request.viewer, at=clock.now())
    note_pairs_waiting(request, is_trained=is_trained)
    queue = get_queue(viewer=request.viewer, at=clock.now(), **asked, after=after)
    shown = {
        "queue": queue,
        "form": QueueFilter(request.GET, whys=queue.whys),
        "filtered": any(asked.values()),
        "rows": [queue_row(one) for one in queue.waiting],
        "empty": NOTHING_FITS if any(asked.values()) else NOTHING,
        "next": _key(queue),
        "to_decide": queue.numbers.get("waiting", 0) + queue.numbers.get("proposed", 0),
        "asked": queue.numbers.get("asked", 0),
    }
    return render(request, "upheld/linking/pairs.html", shown)


def _key(queue: Queue) -> str | None:
    return "_".join(str(part) for part in queue.next) if queue.next else None


def _after(text: str) -> tuple[int, float, UUID] | None:
    """The key of the next page; None for anything else."""
    try:
        harm, weight, last = text.split("_", 2)
        return int(harm), float(weight), UUID(last)
    except ValueError:
        return None
