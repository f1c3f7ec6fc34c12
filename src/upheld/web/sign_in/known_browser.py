"""Browsers in which somebody signed in before: others' wrong guesses never lock them out there.

A signed cookie holds, for each account that signed in, a number of this browser alone. Several people may
share a computer; the ten who signed in last are kept. After OWASP's "device cookies".
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from upheld.kernel.identifiers import new_id

COOKIE = "upheld_known"
KEPT_FOR = 90 * 24 * 60 * 60
_SALT = "upheld.web.sign_in.known_browser"
_MOST = 10


def known_browser(request: HttpRequest, account_key: str) -> str:
    """The number of this browser for an account that signed in here before; empty for any other."""
    return _known(request).get(account_key, "")


def remember_browser(request: HttpRequest, response: HttpResponse, account_key: str) -> None:
    """Let this browser be known for an account that has just signed in."""
    others = {key: number for key, number in _known(request).items() if key != account_key}
    number = known_browser(request, account_key) or str(new_id())
    kept = dict(list(others.items())[1 - _MOST :]) | {account_key: number}
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=_SALT, compress=True),
        max_age=KEPT_FOR,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _known(request: HttpRequest) -> dict[str, str]:
    try:
        found: Any = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return {}
    return {str(key): str(UUID(number)) for key, number in found.items()}
