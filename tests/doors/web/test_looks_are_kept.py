"""Each page leaves a row in the record of who looked, with every client whom it shows, before it leaves."""

from collections.abc import Iterator
from datetime import timedelta
from unittest.mock import patch
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from tests.builders.busy_office import Office, a_busy_office
from tests.conventions.routes import every_route
from upheld.domains.access.models import Look
from upheld.domains.access.queries import LOOKS, Viewer, get_viewer, the_service
from upheld.domains.casework.queries import list_cases_owned, list_open_tasks
from upheld.domains.people.models import Client as Person
from upheld.domains.people.models import ClientName
from upheld.kernel import clock
from upheld.kernel.audit import verify

pytestmark = pytest.mark.django_db

ANN, LENA = "Ann Okafor", "Lena Moss"


@pytest.fixture
def busy(settings) -> Office:
    """Many clients and cases, offers, promises, and cases without an owner."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return a_busy_office()


def signed_in(browser: Client, busy: Office, name: str) -> Client:
    """Somebody's browser."""
    user = get_user_model().objects.get(pk=busy.people[name])
    browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def addresses(busy: Office, viewer: Viewer) -> Iterator[str]:
    """Every page that someone may use, about a case of Ann's where it is about a case."""
    case = list_cases_owned(busy.people[ANN], viewer=the_service(), as_of=clock.now())[0]
    named = {
        "case_id": case.id,
        "client_id": case.client_id,
        "task_id": list_open_tasks(case.id, viewer=the_service())[0].id,
        "officer_id": busy.people[ANN],
        "team_id": busy.team_id,
        "office_id": busy.id,
    }
    for route in every_route():
        may = route.who_may_use is not None and route.who_may_use.admits(viewer)
        if may and set(route.arguments) <= set(named) and "sign" not in route.name:
            yield reverse(route.name, kwargs={name: named[name] for name in route.arguments})


def shown_in(page: str) -> set[UUID]:
    """The clients whose name, or National Insurance number, stands in a page."""
    text = " ".join(page.split())
    names = ClientName.objects.values_list("client_id", "given", "family")
    numbers = Person.objects.all()
    held = numbers.values_list("id", "national_insurance_number")
    named = {id_ for id_, given, family in names if f"{given} {family}" in text}
    return named | {id_ for id_, number in held if number and number in text.replace(" ", "")}


class TestEveryPage:
    @pytest.mark.parametrize("name", [ANN, LENA])
    def test_keeps_every_client_whom_it_shows(self, name: str, busy: Office, client: Client) -> None:
        browser = signed_in(client, busy, name)
        viewer = get_viewer(busy.people[name], on=clock.today())
        shown_at_all, missing = 0, []
        for address in addresses(busy, viewer):
            last = Look.objects.order_by("sequence").values_list("sequence", flat=True).last() or 0
            answer = browser.get(address)
            shown = set() if answer.streaming else shown_in(answer.content.decode())
            kept = Look.objects.filter(sequence__gt=last).values_list("clients", flat=True)
            shown_at_all += len(shown)
            missing += [address] if shown - {one for clients in kept for one in clients} else []
        assert missing == []
        assert shown_at_all > 20

    def test_that_shows_results_of_a_search_keeps_them_and_how_many_there_were(
        self, busy: Office, client: Client
    ) -> None:
        browser = signed_in(client, busy, ANN)
        page = browser.post("/search/", {"text": "Fielding"}, follow=True)
        row = Look.objects.filter(kind="search").latest("sequence")
        assert shown_in(page.content.decode()) <= set(row.clients)
        assert (row.found, row.door, row.route) == (1, "web", page.resolver_match.view_name)

    def test_that_shows_nobody_keeps_nothing(self, busy: Office, client: Client) -> None:
        assert signed_in(client, busy, ANN).get("/search/").status_code == 200
        assert not Look.objects.exists()


class TestTheRowOfAPage:
    @pytest.fixture
    def address(self, busy: Office) -> str:
        case = list_cases_owned(busy.people[ANN], viewer=the_service(), as_of=clock.now())[0]
        return reverse("case", args=[case.id])

    def test_says_who_looked_when_and_under_which_number(
        self, address: str, busy: Office, client: Client
    ) -> None:
        answer = signed_in(client, busy, ANN).get(address)
        row = Look.objects.get(kind="case")
        assert (row.account_id, row.why, row.route) == (busy.people[ANN], "work", "case")
        assert row.request == answer["X-Request-ID"]
        assert clock.now() - row.at < timedelta(minutes=5)

    def test_proves_itself(self, address: str, busy: Office, client: Client) -> None:
        browser = signed_in(client, busy, ANN)
        for _ in range(3):
            browser.get(address)
        assert verify(record=LOOKS).is_whole

    def test_is_kept_too_when_a_form_comes_back_with_errors(
        self, address: str, busy: Office, client: Client
    ) -> None:
        signed_in(client, busy, ANN).post(f"{address}close/", {})
        assert Look.objects.filter(kind="case").exists()


class TestWhenTheRowCannotBeKept:
    def test_the_page_is_not_given(self, busy: Office, client: Client) -> None:
        browser = signed_in(client, busy, ANN)
        browser.raise_request_exception = False
        with patch("upheld.web.looks.record_looks", side_effect=DatabaseError):
            answer = browser.get("/")
        assert answer.status_code == 500
        assert shown_in(answer.content.decode()) == set()
