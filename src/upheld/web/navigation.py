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


PLACES = (
    Place("home", "My day", CASE_READERS),
    Place("search", "Search", CASE_READERS),
    Place("team", "Team", LEADERS | MANAGERS),
    Place("restricted", "Restricted", MANAGERS | SAFEGUARDING_LEADS),
    Place("standards", "Standards", CASE_READERS | ANALYSTS),
    Place("looks", "Who looked", AUDITORS),
    Place("opened", "Opened records", AUDITORS),
    Place("access", "Who has what", ADMINISTRATORS | AUDITORS),
    Place("my_record", "What we hold", CLIENTS),
    Place("my_looks", "Who looked", CLIENTS),
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
    found = ((place.words, _address(place.route)) for place in PLACES if place.for_.admits(viewer))
    there = [(words, href) for words, href in found if href]
    here = max((href for _, href in there if _is_here(request.path, href)), key=len, default="")
    return [NavigationLink(words, href, href == here) for words, href in there]


def _address(route: str) -> str:
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def _is_here(path: str, href: str) -> bool:
    return path == href if href == "/" else path.startswith(href)
