"""Guessing passwords: slowed down for one account at one address, so that nobody can lock out a team.

What is remembered names an account by a keyed digest, so that no list of tried addresses is kept.
"""

from typing import Any

from axes.backends import AxesStandaloneBackend
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac

from upheld.web.sign_in.known_browser import known_browser


def account_key(email: str) -> str:
    """What an email address is called where tries are counted: a digest that only this service can make."""
    known = email.strip().lower()
    return salted_hmac("upheld.web.sign_in.guessing", known, algorithm="sha256").hexdigest()[:32]


class SlowsGuessing(AxesStandaloneBackend):
    """Refuses further guesses for a while. Without a request, as in a command, there is nobody to slow."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **given: Any,
    ) -> None:
        """Raise AxesBackendPermissionDenied when there were too many wrong guesses from here."""
        if request is not None:
            super().authenticate(request, username=username, password=password, **given)


def account_tried(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Whose password is tried, as it is counted."""
    return account_key((credentials or {}).get("email") or request.POST.get("login", ""))


def comes_from_a_known_browser(request: HttpRequest, credentials: dict[str, Any] | None) -> bool:
    """Whether the account signed in here before: then tries are counted for this browser alone."""
    return bool(known_browser(request, account_tried(request, credentials)))


def wait_a_while(
    request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None
) -> HttpResponse:
    """The page for whoever guessed too often: how long to wait, and what still works."""
    return render(request, "account/too_many_tries.html", status=429)
