"""Says who is looking, once for each request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from upheld.domains.access.queries import Viewer, get_viewer
from upheld.kernel import clock


class ViewerMiddleware:
    """Puts `request.viewer` on every request, found at its first use by one query; None before sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attach the viewer and go on."""
        request.viewer = SimpleLazyObject(lambda: _viewer(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _viewer(request: HttpRequest) -> Viewer | None:
    if not request.user.is_authenticated:
        return None
    return get_viewer(request.user.pk, on=clock.today())
