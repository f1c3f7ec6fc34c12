"""Every page of the service for everybody: no hidden word stands on it, and hidden is the same as missing."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import FileField
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.builders.random_agency import AT, SEE_MUCH
from tests.conventions.reading import SOURCE
from tests.conventions.routes import Route, every_route
from tests.oracle.doors.commands import (
    hidden_cases,
    hidden_challenges,
    hidden_clients,
    hidden_conflicts,
    hidden_pairs,
    hidden_records,
    hidden_tasks,
)
from tests.oracle.doors.door import Here
from tests.oracle.hidden import hidden_words
from upheld.domains.access.models import Account
from upheld.domains.access.queries import Role, get_viewer
from upheld.kernel import clock
from upheld.kernel.identifiers import new_id
from upheld.web.doors import Who

pytestmark = pytest.mark.django_db

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LOOKERS = 2
"""By how many people each page is asked for in each agency."""

THINGS: dict[str, tuple[Callable[[Here], list[UUID]], Callable[[Here, UUID], list[UUID]]]] = {
    "case_id": (lambda here: list(here.facts.cases), hidden_cases),
    "client_id": (lambda here: list(here.facts.clients), hidden_clients),
    "task_id": (lambda here: [one.id for one in here.facts.tasks], hidden_tasks),
    "challenge_id": (lambda here: [one.id for one in here.facts.challenges], hidden_challenges),
    "conflict_id": (lambda here: [one.id for one in here.facts.conflicts], hidden_conflicts),
    "pair_id": (lambda here: [one.id for one in here.facts.pairs], hidden_pairs),
    "record_id": (lambda here: [one.id for one in here.facts.records], hidden_records),
    "merge_id": (lambda here: [new_id()], lambda here, who: []),
    "breach_id": (lambda here: [new_id()], lambda here, who: []),
    "team_id": (lambda here: list(here.facts.teams), lambda here, who: []),
    "officer_id": (lambda here: [one.id for one in here.facts.officers], lambda here, who: []),
    "office_id": (lambda here: here.facts.offices, lambda here, who: []),
    "account_id": (lambda here: list(here.facts.accounts), lambda here, who: []),
    "grant_id": (lambda here: here.made.grants, lambda here, who: []),
    "clearance_id": (lambda here: [new_id()], lambda here, who: []),
}
"""For what an address names: all there are, and those that are hidden from somebody."""

ABOUT_NOBODY = {"key", "pk", "benefit", "uidb36", "kind"}
"""Arguments that name no person and no case."""

ROUTES = [route for route in every_route() if route.who_may_use and Who.ANYONE not in route.who_may_use]
ABOUT_ONE = [route for route in ROUTES if len(route.arguments) == 1 and route.arguments[0] in THINGS]
OF_NO_ARGUMENT = [route for route in ROUTES if not route.arguments]


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.freeze(AT):
        yield


def lookers(here: Here, route: Route) -> Iterator[tuple[UUID, Client]]:
    """Some of those who may use a page, each with their browser, and others for other pages."""
    able = []
    for person in here.made.people:
        if here.facts.accounts[person]:
            viewer = get_viewer(person, on=here.on)
            if route.who_may_use and route.who_may_use.admits(viewer):
                able.append(person)
    start = len(route.name) % max(len(able), 1)
    for person in [*able[start:], *able[:start]][:LOOKERS]:
        yield person, signed_in(person)


def signed_in(person: UUID) -> Client:
    """Somebody's browser."""
    browser = Client()
    browser.force_login(Account.objects.get(pk=person), backend=BACKEND)
    return browser


def plain(answer: HttpResponse) -> tuple[int, str]:
    """The status and the page, without what differs between any two: numbers of requests, tokens, ids."""
    text = answer.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID", text)
    return answer.status_code, re.sub(r'nonce="[^"]*"', "", text)


def asked(ask: Callable[..., Any], route: Route, thing: UUID) -> tuple[int, str, int]:
    """The status and the page that somebody gets, and how many queries it took."""
    with CaptureQueriesContext(connection) as queries:
        answer = ask(reverse(route.name, args=[thing]))
    return *plain(answer), len(queries)


class TestEveryAddress:
    def test_names_what_the_oracle_knows(self) -> None:
        assert {name for route in ROUTES for name in route.arguments} <= {*THINGS, *ABOUT_NOBODY}

    @pytest.mark.parametrize("route", ABOUT_ONE, ids=lambda route: route.name)
    def test_of_something_hidden_answers_as_if_there_were_no_such_thing(
        self, route: Route, here: Here
    ) -> None:
        _, hidden = THINGS[route.arguments[0]]
        for person, browser in lookers(here, route):
            for ask in (browser.get, browser.post):
                browser.get(reverse("home"))
                expected = asked(ask, route, new_id())
                for thing in hidden(here, person)[:1]:
                    assert asked(ask, route, thing) == expected, here.oracle.tell(person)

    @pytest.mark.parametrize("route", ABOUT_ONE, ids=lambda route: route.name)
    def test_of_anything_shows_nothing_that_is_hidden(self, route: Route, here: Here) -> None:
        every, _ = THINGS[route.arguments[0]]
        for person, browser in lookers(here, route):
            hidden = hidden_words(here, person)
            for thing in every(here)[:3]:
                page = browser.get(reverse(route.name, args=[thing])).content.decode()
                assert {word for word in hidden - {str(thing)} if word in page} == set()

    @pytest.mark.parametrize("route", OF_NO_ARGUMENT, ids=lambda route: route.name)
    def test_of_a_list_shows_nothing_that_is_hidden(self, route: Route, here: Here) -> None:
        for person, browser in lookers(here, route):
            answer = browser.get(reverse(route.name))
            page = b"".join(answer) if answer.streaming else answer.content
            assert {word for word in hidden_words(here, person) if word in page.decode()} == set()


class TestOfficersEverywhere:
    def test_open_those_whom_they_see_and_no_others(self, here: Here) -> None:
        person = here.made.people[SEE_MUCH.index(Role.OFFICER)]
        browser = signed_in(person)
        for client in here.made.clients:
            answer = browser.get(reverse("client", args=[client]))
            seen = here.oracle.sees_client(person, client)
            assert answer.status_code == (200 if seen else 404)
            assert (here.made.words_of[client][0] in answer.content.decode()) == seen

    def test_find_by_what_all_share_those_whom_they_see(self, here: Here) -> None:
        person = here.made.people[SEE_MUCH.index(Role.OFFICER)]
        page = signed_in(person).post(reverse("search"), {"text": "Robin"}, follow=True).content.decode()
        seen = [one for one in here.made.clients if here.oracle.sees_client(person, one)]
        assert f"Found {len(seen)} " in page
        assert all(here.made.words_of[one][0] in page for one in seen)
        assert {word for word in hidden_words(here, person) if word in page} == set()


class TestDoorsThatAreNotThereYet:
    def test_there_is_no_programming_interface_without_a_comparison(self) -> None:
        assert not (SOURCE / "api").exists(), "Compare every route of the interface with the oracle here."

    def test_there_is_no_attachment_without_a_comparison(self) -> None:
        kept = [
            f"{model.__name__}.{field.name}"
            for model in apps.get_models()
            for field in model._meta.get_fields()
            if isinstance(field, FileField)
        ]
        assert kept == [], "Compare every attachment with the oracle here."
