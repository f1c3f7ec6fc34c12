"""What to look at first, with links to examples that are alive today."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from upheld.domains.access.queries import Viewer
from upheld.journeys.first_visit import Examples, find_examples
from upheld.kernel import clock
from upheld.web.doors import CASE_READERS, PageRequest
from upheld.web.tour import words


@dataclass(frozen=True)
class Step:
    """One thing to look at: what to notice, and where."""

    title: str
    words: str
    link: str
    href: str


def tour(request: PageRequest) -> HttpResponse:
    """The steps for whoever is looking. Outside the demonstration it leads to the first page."""
    if not settings.DEMO:
        return redirect("home")
    examples = find_examples(viewer=request.viewer, as_of=clock.now())
    return render(request, "upheld/tour/tour.html", {"steps": list(_steps(request.viewer, examples))})


def _steps(viewer: Viewer, examples: Examples) -> Iterator[Step]:
    if CASE_READERS.admits(viewer):
        yield _first(viewer)
        yield from _alive(viewer, examples)
        yield Step("Finding someone", words.SEARCH, "Search", reverse("search"))
    yield Step("The standards", words.STANDARDS, "See the standards", reverse("standards"))


def _first(viewer: Viewer) -> Step:
    if viewer.leads:
        return Step("Your team", words.TEAM, "Open your team", reverse("team"))
    return Step("Your day", words.MY_DAY, "Open My day", reverse("home"))


def _alive(viewer: Viewer, examples: Examples) -> Iterator[Step]:
    known, broken, offer, unowned = (
        examples.client_of_several_systems,
        examples.broken,
        examples.offer,
        examples.unowned,
    )
    if known:
        href = reverse("client", args=[known])
        yield Step("A client whom several systems know", words.CLIENT, "Answer this client", href)
    if broken and broken.case_id:
        yield _case("A broken promise", words.BROKEN, "See what was broken", broken.case_id)
    if offer:
        said = words.OFFER_BETWEEN_OTHERS if viewer.leads else words.OFFER
        yield _case("A case that is offered", said, "Read the offer", offer.case.id)
    if unowned:
        said = words.UNOWNED_TO_GIVE if viewer.leads else words.UNOWNED
        yield _case("A case without an owner", said, "Open the case", unowned.id)


def _case(title: str, said: str, link: str, case_id: object) -> Step:
    return Step(title, said, link, reverse("case", args=[case_id]))
