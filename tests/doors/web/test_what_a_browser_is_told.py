"""The headers of every answer: what a browser may load, and what it may do with our pages."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.builders.casework import Agency, agency
from tests.conventions.routes import Route, every_route
from tests.conventions.test_reading_never_writes import with_a_password
from tests.doors.web.inline import Inline
from upheld.domains.access.queries import Role
from upheld.web.middleware import SAFETY

ROUTES = [route for route in every_route() if not {"uidb36", "key"} & set(route.arguments)]
TOLD = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    **SAFETY,
}


@pytest.fixture
def place() -> Agency:
    """An agency with a team leader."""
    made = agency()
    made.leader()
    return made


def ask(client: Client, address: str) -> Any:
    """What the service answers, an error page too."""
    client.raise_request_exception = False
    return client.get(address)


def policy_of(answer: Any) -> dict[str, str]:
    """The content security policy of an answer, by directive."""
    parts = (part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


@pytest.mark.django_db
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
@pytest.mark.parametrize("role", [None, Role.TEAM_LEADER], ids=["signed out", "leader"])
class TestEveryRoute:
    def test_it_carries_every_header_and_no_script_of_its_own(
        self, route: Route, role: Role | None, place: Agency, client: Client
    ) -> None:
        if role:
            client.force_login(with_a_password(place.officers[0]))
        answer = ask(client, route.address(place))
        assert answer.status_code < 500, route.name
        assert {name: answer.headers.get(name) for name in TOLD} == TOLD
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert re.fullmatch(r"[0-9a-f-]{36}", answer["X-Request-ID"])
        if answer["Content-Type"].startswith("text/html"):
            assert Inline.found_in(answer.content.decode()) == []


@pytest.mark.django_db
class TestThePolicy:
    def test_nothing_is_allowed_but_our_own(self, client: Client) -> None:
        policy = policy_of(ask(client, "/account/sign-in/"))
        assert policy.pop("default-src") == "'none'"
        assert set(policy.values()) == {"'self'", "'none'"}
        assert {policy[name] for name in ("frame-ancestors", "base-uri", "object-src")} == {"'none'"}

    @pytest.mark.parametrize("address", ["/no/such/page", "/static/upheld/icon.svg", "/static/no-such-file"])
    def test_it_stands_on_errors_and_files_too(self, client: Client, address: str) -> None:
        answer = ask(client, address)
        answer.close()
        assert policy_of(answer)["default-src"] == "'none'"
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"

    def test_it_stands_on_the_page_for_our_own_fault(self, client: Client, monkeypatch: Any) -> None:
        monkeypatch.setattr("upheld.web.doors._answer", lambda *_: 1 / 0)
        answer = ask(client, "/health")
        assert (answer.status_code, policy_of(answer)["script-src"]) == (500, "'self'")


class TestTheCheckItself:
    @pytest.mark.parametrize(
        "page",
        [
            '<p style="color: red">',
            "<style>p { color: red }</style>",
            "<script>go()</script>",
            "<p OnClick = go()>",
            "<a href='javascript:go()'>",
            '<form action="&#106;avascript:go()">',
            '<svg><a xlink:href=" javascript:go()">',
        ],
    )
    def test_it_finds(self, page: str) -> None:
        assert Inline.found_in(page)

    def test_a_script_that_is_loaded_is_not_inline(self) -> None:
        assert Inline.found_in('<script type="module" src="/static/upheld.js"></script>') == []


@pytest.mark.django_db
class TestTheNumberOfARequest:
    GIVEN = "0190aaaa-0000-7000-8000-000000000001"

    def test_one_that_comes_with_it_is_kept(self, client: Client) -> None:
        assert client.get("/health", headers={"X-Request-ID": self.GIVEN})["X-Request-ID"] == self.GIVEN

    @pytest.mark.parametrize("given", ["Ann Whitfield", "AB123456C", GIVEN * 2, "x" * 36, f"{{{GIVEN}}}"])
    def test_one_that_is_no_uuid_is_replaced(self, client: Client, given: str) -> None:
        made = client.get("/health", headers={"X-Request-ID": given})["X-Request-ID"]
        assert made not in given
        assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", made)
