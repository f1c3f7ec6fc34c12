"""Prove again that it is you, before anything about signing in is changed."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from upheld.kernel import clock

View = Callable[..., HttpResponseBase]

PROVED_THERE = "upheld_proved_there_at"
"""In the session: when the person proved to the agency's sign-in that it is them, as it says itself."""


def proved_recently(request: HttpRequest) -> bool:
    """Whether this person signed in, or proved that it is them, within the last five minutes.

    The agency's sign-in may have let them through by a session of its own: there, what it says counts.
    """
    known = request.user if request.user.is_authenticated else None
    since: float = clock.now().timestamp() - app_settings.REAUTHENTICATION_TIMEOUT
    here = (row for row in get_authentication_records(request, known) if row["method"] != "socialaccount")
    proofs: list[float] = [row["at"] for row in here] + [request.session.get(PROVED_THERE, 0)]
    return max(proofs) > since


def proven(view: View) -> View:
    """A page for those who proved recently that it is them. Others do so first, and come back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if proved_recently(request):
            return view(request, *args, **kwargs)
        if get_adapter(request).get_reauthentication_methods(request.user):
            raise ReauthenticationRequired
        query = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{reverse('sign_in_again')}?{query}")

    return guarded
