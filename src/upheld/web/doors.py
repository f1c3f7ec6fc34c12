"""How a request enters: who may use a page, what it may do, and what a refusal from within becomes.

    @page(for_=OFFICERS | LEADERS)                    reads only
    @page(for_=OFFICERS, posts=True)                  shows a form and takes it
    @button(for_=OFFICERS)                            takes a form that stands on another page

Each puts its statement on the view as `who_may_use`, so that a test can name a route without one.
"""

from collections.abc import Callable
from enum import Flag, auto
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods

from upheld.domains.access.queries import OF_ONE_CLIENT, NotYoursToDo, Role, Viewer
from upheld.kernel.errors import NotFound, RuleBroken
from upheld.web import errors
from upheld.web.joined import led_on
from upheld.web.looks import looked
from upheld.web.once import once


class PageRequest(HttpRequest):
    """A request of someone who signed in."""

    viewer: Viewer


P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponseBase]


class Who(Flag):
    """Who may use a page. Combine with |."""

    ANYONE = auto()
    SIGNED_IN = auto()
    OFFICERS = auto()
    LEADERS = auto()
    MANAGERS = auto()
    ADMINISTRATORS = auto()
    SUPPORT_PARTNERS = auto()
    SAFEGUARDING_LEADS = auto()
    ANALYSTS = auto()
    AUDITORS = auto()
    CLIENTS = auto()

    def admits(self, viewer: Viewer) -> bool:
        """Whether this viewer is one of them."""
        return Who.SIGNED_IN in self or any(who in self and viewer.roles & _ROLES[who] for who in _ROLES)


ANYONE, SIGNED_IN = Who.ANYONE, Who.SIGNED_IN
OFFICERS, LEADERS, MANAGERS, ADMINISTRATORS = Who.OFFICERS, Who.LEADERS, Who.MANAGERS, Who.ADMINISTRATORS
SUPPORT_PARTNERS, SAFEGUARDING_LEADS = Who.SUPPORT_PARTNERS, Who.SAFEGUARDING_LEADS
ANALYSTS, AUDITORS, CLIENTS = Who.ANALYSTS, Who.AUDITORS, Who.CLIENTS
CASE_READERS = OFFICERS | SUPPORT_PARTNERS | LEADERS | SAFEGUARDING_LEADS | MANAGERS

_ROLES = {
    Who.OFFICERS: {Role.OFFICER},
    Who.LEADERS: {Role.TEAM_LEADER},
    Who.MANAGERS: {Role.SERVICE_MANAGER},
    Who.ADMINISTRATORS: {Role.ADMINISTRATOR},
    Who.SUPPORT_PARTNERS: {Role.SUPPORT_PARTNER},
    Who.SAFEGUARDING_LEADS: {Role.SAFEGUARDING_LEAD},
    Who.ANALYSTS: {Role.ANALYST},
    Who.AUDITORS: {Role.AUDITOR},
    Who.CLIENTS: OF_ONE_CLIENT,
}
"""Those of a client are for the client and for who speaks for them."""


class ReadingWrote(RuntimeError):
    """A page that is only read tried to write to the database. Do it in answer to a form instead."""


def page(*, for_: Who, posts: bool = False) -> Callable[[View[P]], View[P]]:
    """A page for these people. With `posts` it also takes the form that it shows."""
    return _guarded(for_, ["GET", "HEAD", "POST"] if posts else ["GET", "HEAD"])


def button(*, for_: Who) -> Callable[[View[P]], View[P]]:
    """What a form on another page is sent to. It answers with a redirect."""
    return _guarded(for_, ["POST"])


def done(request: HttpRequest, words: str, *, draft: str = "") -> None:
    """Say on the next page what was done. `draft` names the draft that is now saved and may be forgotten."""
    messages.success(request, words, extra_tags=draft)


def _guarded(for_: Who, methods: list[str]) -> Callable[[View[P]], View[P]]:
    def guard(view: View[P]) -> View[P]:
        @require_http_methods(methods)
        @wraps(view)
        def guarded(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if Who.ANYONE not in for_:
                if not request.user.is_authenticated:
                    return _sign_in_first(request, shows="GET" in methods)
                if not for_.admits(request.viewer):
                    raise PermissionDenied
            response = _answer(request, lambda: view(request, *args, **kwargs))
            if request.user.is_authenticated:
                add_never_cache_headers(response)
            return response

        guarded.who_may_use = for_  # type: ignore[attr-defined]
        return cast("View[P]", guarded)

    return guard


def _sign_in_first(request: HttpRequest, *, shows: bool) -> HttpResponseBase:
    return redirect_to_login(request.get_full_path() if shows else resolve_url("home"))


def _answer(request: HttpRequest, view: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    try:
        if request.method == "POST":
            return once(request, lambda: looked(request, view))
        return looked(request, lambda: _reading(view))
    except NotYoursToDo as error:
        raise PermissionDenied(str(error)) from error
    except NotFound as error:
        if (elsewhere := led_on(request)) is not None:
            return elsewhere
        raise Http404(str(error)) from error
    except RuleBroken as error:
        return errors.refused(request, error)


def _reading(view: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    with connection.execute_wrapper(_reads_only):
        return view()


def _reads_only(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    if str(sql).lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE")):
        raise ReadingWrote(f"{ReadingWrote.__doc__} It began: {str(sql)[:60]}")
    return execute(sql, params, many, context)
