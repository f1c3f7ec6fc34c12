"""Where somebody is signed in, and ending it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from upheld.kernel import clock
from upheld.web.doors import done
from upheld.web.security.browsers import browser_in_words
from upheld.web.sign_in.pack_rules import idle_minutes


@dataclass(frozen=True)
class SignedIn:
    """One browser in which somebody is signed in."""

    id: int
    browser: str
    address: str
    since: datetime
    last_used: datetime
    is_this_one: bool


def my_sessions(request: HttpRequest) -> list[SignedIn]:
    """Where this person is signed in: here first, then what was used last. Two queries.

    A session was last kept, within a minute, when it was last used.
    """
    rows = {row.session_key: row for row in UserSession.objects.filter(user_id=request.user.pk)}
    live = Session.objects.filter(session_key__in=rows, expire_date__gt=clock.now())
    idle = timedelta(minutes=idle_minutes())
    found = [_signed_in(rows[one.session_key], one.expire_date - idle, request) for one in live]
    return sorted(found, key=lambda one: (not one.is_this_one, -one.last_used.timestamp()))


def _signed_in(row: UserSession, last_used: datetime, request: HttpRequest) -> SignedIn:
    return SignedIn(
        id=row.pk,
        browser=browser_in_words(row.user_agent),
        address=row.ip,
        since=row.created_at,
        last_used=last_used,
        is_this_one=row.session_key == request.session.session_key,
    )


def end_session(request: HttpRequest) -> HttpResponse:
    """Sign out in one browser, or, without one, in every other."""
    mine = UserSession.objects.filter(user_id=request.user.pk)
    chosen = request.POST.get("session", "")
    others = [row for row in mine if row.session_key != request.session.session_key]
    ended = [row for row in others if not chosen or str(row.pk) == chosen]
    _end(request, ended)
    done(request, "You are signed out there.")
    return HttpResponseRedirect(reverse("security"))


def end_everywhere(request: HttpRequest) -> HttpResponse:
    """Sign out in every browser, this one too."""
    _end(request, UserSession.objects.filter(user_id=request.user.pk))
    return HttpResponseRedirect(reverse("account_login"))


def _end(request: HttpRequest, rows: Iterable[UserSession]) -> None:
    end_sessions(request, list(rows))
