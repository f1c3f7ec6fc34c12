"""Every address states who may use it: a new one fails here until someone does."""

import pytest
from django.test import Client

from tests.conventions.routes import ARGUMENTS, every_route
from upheld.domains.access.queries import Role, Viewer
from upheld.kernel.identifiers import new_id
from upheld.web.doors import Who

OPEN_TO_ANYONE = {
    "account_login",
    "account_logout",
    "mfa_login_webauthn",
    "mfa_authenticate",
    "single_sign_on",
    "openid_connect_callback",
    "socialaccount_login_cancelled",
    "session_left",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "health",
    "metrics",
    "ready",
}
"""What somebody who has not signed in may see. Adding to it is a decision."""

ROUTES = list(every_route())


class TestEveryRoute:
    def test_there_are_some(self) -> None:
        assert {"home", "account_login"} <= {route.name for route in ROUTES}

    def test_each_says_who_may_use_it(self) -> None:
        assert [route.name for route in ROUTES if route.who_may_use is None] == []

    def test_each_has_a_name_of_its_own(self) -> None:
        names = [route.name for route in ROUTES]
        assert sorted(set(names)) == sorted(names)

    def test_only_those_listed_are_open_to_anyone(self) -> None:
        opened = {route.name for route in ROUTES if route.who_may_use and Who.ANYONE in route.who_may_use}
        assert opened <= OPEN_TO_ANYONE

    def test_what_each_argument_stands_for_is_known(self) -> None:
        kept = [route for route in ROUTES if route.name not in OPEN_TO_ANYONE]
        assert {name for route in kept for name in route.arguments} <= set(ARGUMENTS)


@pytest.mark.django_db
class TestSomebodyWhoHasNotSignedIn:
    def test_is_asked_to_sign_in_wherever_a_page_is_not_open_to_anyone(self, client: Client) -> None:
        for route in ROUTES:
            if not route.arguments and route.name not in OPEN_TO_ANYONE:
                answer = client.get(route.address(None))  # type: ignore[arg-type]
                assert answer.status_code in (302, 405), route.name


class TestAnAdministrator:
    def test_is_admitted_to_no_page_about_cases(self) -> None:
        administrator = Viewer(account_id=new_id(), roles=frozenset({Role.ADMINISTRATOR}))
        about_cases = [route for route in ROUTES if {"case_id", "client_id"} & set(route.arguments)]
        admitted = [route.name for route in about_cases if route.who_may_use.admits(administrator)]
        assert admitted == []
