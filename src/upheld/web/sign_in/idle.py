"""Sessions end when they stand still, and at the latest after half a day; what was typed is shown again."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render, resolve_url

from upheld.kernel import clock
from upheld.web.doors import Who
from upheld.web.sign_in.pack_rules import idle_minutes

LONGEST = 12 * 60 * 60
"""Seconds after which everyone signs in again, however busy they are."""

NOTED_EVERY = 60
"""Seconds: use is noted in the session once a minute, not at each page."""

_BEGAN, _SEEN = "upheld_began_at", "upheld_seen_at"
_NOT_TYPED = {"csrfmiddlewaretoken", "once", "next"}


class SessionsEnd:
    """Notes that a session is used, ends the long ones, and loses nothing that comes after the end."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Note the use, unless the page only asks how long there is left."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            _note(request, clock.now().timestamp())
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *given: Any) -> HttpResponse | None:
        """A form that was sent after the session ended: show what was typed, so that it can be kept."""
        known = request.method != "POST" or request.user.is_authenticated
        if known or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        if Who.ANYONE in getattr(view, "who_may_use", Who.ANYONE):
            return None
        typed = [
            text
            for name in request.POST
            if name not in _NOT_TYPED and "password" not in name
            for text in request.POST.getlist(name)
            if len(text.split()) > 1
        ]
        context = {"typed": typed, "next": _page_of_the_form(request)}
        return render(request, "account/session_ended.html", context, status=403)


def seconds_left(request: HttpRequest) -> JsonResponse:
    """How long until this session ends when nothing happens. Asking is not a use. 0 when it has ended."""
    if not request.user.is_authenticated:
        return JsonResponse({"seconds": 0})
    now = clock.now().timestamp()
    idle = request.session.get(_SEEN, now) + idle_minutes() * 60
    return JsonResponse({"seconds": max(int(min(idle, request.session.get(_BEGAN, now) + LONGEST) - now), 0)})


def stay(request: HttpRequest) -> HttpResponse:
    """Somebody is still there: the session goes on."""
    request.session[_SEEN] = clock.now().timestamp()
    return HttpResponse(status=204)


def _note(request: HttpRequest, now: float) -> None:
    session = request.session
    if _BEGAN not in session:
        session[_BEGAN] = now
    if now - session[_BEGAN] > LONGEST:
        logout(request)
    elif now - session.get(_SEEN, 0) >= NOTED_EVERY and request.path != resolve_url("session_left"):
        session[_SEEN] = now


def _page_of_the_form(request: HttpRequest) -> str:
    came_from = urlsplit(request.headers.get("Referer", ""))
    return came_from.path if came_from.netloc == request.get_host() else "/"
