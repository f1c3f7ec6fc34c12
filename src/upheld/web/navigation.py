"""Where one can go from every page: only what the viewer may use."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from upheld.web.doors import (
    ADMINISTRATORS,
    ANALYSTS,
    AUDITORS,
    CASE_READERS,
    CLIENTS,
    LEADERS,
    MANAGERS,
    SAFEGUARDING_LEADS,
    Who,
)


@dataclass(frozen=True)
class Place:
    """A page in the navigation: the name of its route, its words, and who may use it."""

    route: str
    words: str
    for_: Who


PAIRS = "pairs"

PLACES = (
    Place("home", "My day", CASE_READERS),
    Place("search", "Search", CASE_READERS),
    Place(PAIRS, "Same person?", CASE_READERS),
    Place("team", "Team", LEADERS | MANAGERS),
    Place("restricted", "Restricted", MANAGERS | SAFEGUARDING_LEADS),
    Place("standards", "Standards", CASE_READERS | ANALYSTS),
    Place("looks", "Who looked", AUDITORS),
    Place("opened", "Opened records", AUDITORS),
    Place("access", "Who has what", ADMINISTRATORS | AUDITORS),
    Place("my_record", "What we hold", CLIENTS),
    Place("my_looks", "Who looked", CLIENTS),
    Place("breaches", "To be told", MANAGERS | SAFEGUARDING_LEADS),
    Place("keeping", "Keeping", MANAGERS | SAFEGUARDING_LEADS | ADMINISTRATORS),
)


@dataclass(frozen=True)
class NavigationLink:
    """A place as the header shows it."""

    words: str
    href: str
    is_here: bool


def navigation(request: HttpRequest) -> list[NavigationLink]:
    """The links of the header for whoever is looking; none before sign-in. A place without a route yet is
    left out.
    """
    viewer = getattr(request, "viewer", None)
    if not viewer:
        return []
    places = (place for place in PLACES if place.for_.admits(viewer) and _is_open(place, request))
    found = ((_words(place, request), _address(place.route)) for place in places)
    there = [(words, href) for words, href in found if href]
    here = max((href for _, href in there if _is_here(request.path, href)), key=len, default="")
    return [NavigationLink(words, href, href == here) for words, href in there]


def _is_open(place: Place, request: HttpRequest) -> bool:
    """Whether a place is for this person too, beyond their role: pairs are for those who are trained."""
    return place.route != PAIRS or bool(request.session.get("decides_pairs"))


def _words(place: Place, request: HttpRequest) -> str:
    """What a place is called, with how much waits there, where the page has counted it."""
    waiting = getattr(request, "pairs_waiting", None) if place.route == PAIRS else None
    return f"{place.words} ({waiting})" if waiting else place.words


def _address(route: str) -> str:
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def _is_here(path: str, href: str) -> bool:
    return path == href if href == "/" else path.startswith(href)
