"""The web's part in the record of who looked: it is written before the answer leaves, or nothing leaves."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from upheld.domains.access.commands import record_looks
from upheld.domains.access.queries import Viewer, looking
from upheld.kernel import clock
from upheld.web.request_log import route_of

WORK, CHALLENGE = "work", "challenge"
"""Why somebody looks: for their work, or having opened this record for today with a reason."""


def looked(request: HttpRequest, view: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Answer, and keep which clients the answer shows, to whom."""
    with looking(door="web") as collected:
        response = view()
    seen = collected.seen()
    if seen:
        viewer: Viewer = request.viewer  # type: ignore[attr-defined]
        challenged = [one for one in seen if not viewer.challenged.isdisjoint(one.client_ids)]
        for why, some in ((WORK, [one for one in seen if one not in challenged]), (CHALLENGE, challenged)):
            if some:
                record_looks(
                    seen=some,
                    door=collected.door,
                    why=why,
                    route=route_of(request),
                    request=getattr(request, "number", ""),
                    by=viewer.account_id,
                    at=clock.now(),
                )
    return response
