"""Whoever comes by an address of a client who was joined to another arrives at the one who stayed."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders.casework import Agency, agency
from tests.builders.merging import join
from upheld.domains.access.models import Account
from upheld.domains.access.queries import Role, the_service
from upheld.domains.people.queries import get_client
from upheld.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Agency:
    """An office with a team, now."""
    return agency()


@pytest.fixture
def manager(here: Agency) -> UUID:
    """Someone who manages the office."""
    return here.officer(role=Role.SERVICE_MANAGER)


@pytest.fixture
def two(here: Agency, manager: UUID) -> tuple[UUID, UUID]:
    """Who stayed, and who was joined to them."""
    into, absorbed = here.client(), here.client()
    join(here, into, absorbed, by=manager)
    return into, absorbed


def signed_in(account: UUID) -> Client:
    """A browser of somebody."""
    browser = Client()
    browser.force_login(Account.objects.get(pk=account))
    return browser


class TestAnAddressOfTheAbsorbed:
    @pytest.mark.parametrize(
        "name", ["client", "client_summary", "client_needs", "legal_hold", "client_restrict"]
    )
    def test_leads_to_the_same_page_of_the_one_who_stayed(
        self, name: str, manager: UUID, two: tuple[UUID, UUID]
    ) -> None:
        into, absorbed = two
        answer = signed_in(manager).get(reverse(name, args=[absorbed]))
        assert (answer.status_code, answer["Location"]) == (302, reverse(name, args=[into]))

    def test_keeps_what_was_chosen(self, manager: UUID, two: tuple[UUID, UUID]) -> None:
        into, absorbed = two
        answer = signed_in(manager).get(reverse("client", args=[absorbed]) + "?benefit=state-pension")
        assert answer["Location"] == reverse("client", args=[into]) + "?benefit=state-pension"

    def test_takes_a_form_along(self, manager: UUID, two: tuple[UUID, UUID]) -> None:
        into, absorbed = two
        reason: dict[str, Any] = {"reason": "A court wants to read it."}
        answer = signed_in(manager).post(reverse("legal_hold", args=[absorbed]), reason)
        assert (answer.status_code, answer["Location"]) == (307, reverse("legal_hold", args=[into]))

    def test_is_missing_for_those_who_do_not_see_the_one_who_stayed(self, two: tuple[UUID, UUID]) -> None:
        elsewhere = agency()
        answer = signed_in(elsewhere.officer()).get(reverse("client", args=[two[1]]))
        assert answer.status_code == 404


class TestAFormThatWasOpenBefore:
    def test_cannot_overwrite_the_needs_of_the_one_who_stayed(self, here: Agency, manager: UUID) -> None:
        into, absorbed = here.client(), here.client()
        version = get_client(viewer=the_service(), client_id=absorbed, on=clock.today()).version
        join(here, into, absorbed, by=manager)
        assert get_client(viewer=the_service(), client_id=into, on=clock.today()).version > version
