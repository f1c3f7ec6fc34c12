"""Who may see how the servers do: a program on the same machine, or one that knows the token."""

import os
from hmac import compare_digest
from ipaddress import ip_address

from django.http import HttpRequest

GIVEN_BY = "UPHELD_METRICS_TOKEN"
"""The name of the environment variable that holds the token."""

_ADDED_BY_PROXIES = (
    "Forwarded",
    "Via",
    "X-Forwarded-For",
    "X-Forwarded-Proto",
    "X-Forwarded-Host",
    "X-Real-IP",
)


def may_watch(request: HttpRequest) -> bool:
    """Whether the request carries the token, or comes from this machine and not through a proxy on it."""
    token = os.environ.get(GIVEN_BY, "")
    given = request.headers.get("Authorization", "")
    if token and compare_digest(given.encode(), f"Bearer {token}".encode()):
        return True
    return _is_here(request) and not any(name in request.headers for name in _ADDED_BY_PROXIES)


def _is_here(request: HttpRequest) -> bool:
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
