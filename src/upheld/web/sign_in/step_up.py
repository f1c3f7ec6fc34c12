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


def proved_recently(request: HttpRequest) -> bool:
    """Whether this person signed in, or proved that it is them, within the last five minutes."""
    known = request.user if request.user.is_authenticated else None
    since = clock.now().timestamp() - app_settings.REAUTHENTICATION_TIMEOUT
    return any(record["at"] > since for record in get_authentication_records(request, known))


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
