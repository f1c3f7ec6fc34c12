"""One line in the log for each request, under a number that the person can quote (docs/reference/logs.md).

It says which route, never which address: an address holds ids, and a search in it holds a name.
"""

from collections.abc import Callable
from time import perf_counter
from uuid import UUID

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from upheld.kernel.identifiers import new_id
from upheld.web import metrics

HEADER = "X-Request-ID"
UNKNOWN, STATIC = "unknown", "static"

_log = structlog.get_logger("upheld.web")


class RequestLogMiddleware:
    """Gives each request a number, returns it, and logs and counts how the request went."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then say how."""
        began = perf_counter()
        number = number_of(request)
        request.number = number  # type: ignore[attr-defined]
        with structlog.contextvars.bound_contextvars(request=number):
            response = self.get_response(request)
            response.headers[HEADER] = number
            _tell(request, response.status_code, perf_counter() - began)
        return response


def number_of(request: HttpRequest) -> str:
    """The number that came with the request if it is a UUID, which can hold nothing else; or a new one."""
    given = request.headers.get(HEADER, "")
    try:
        return str(UUID(given)) if len(given) in {32, 36} else str(new_id())
    except ValueError:
        return str(new_id())


def _tell(request: HttpRequest, status: int, seconds: float) -> None:
    route = route_of(request)
    metrics.count_request(route, request.method or "", status, seconds)
    if route == STATIC:
        return
    user = getattr(request, "_cached_user", None)  # whoever was looked up; nobody is looked up for the log
    _log.info(
        "request",
        route=route,
        method=_known(request.method),
        status=status,
        ms=round(seconds * 1000, 1),
        account=str(user.pk) if user is not None and user.pk else None,
    )


def route_of(request: HttpRequest) -> str:
    """The name of the route, `static` for a built file, or `unknown`."""
    if request.resolver_match is not None:
        return request.resolver_match.view_name or UNKNOWN
    return STATIC if request.path_info.startswith(settings.STATIC_URL) else UNKNOWN


def _known(method: str | None) -> str:
    return method if method in {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"} else "other"
