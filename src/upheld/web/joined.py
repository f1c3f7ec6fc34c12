"""Addresses of clients who were joined to another: every one leads to the same page of the one who stayed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from upheld.domains.access.queries import Viewer
from upheld.domains.people.queries import find_survivor


def led_on(request: HttpRequest) -> HttpResponseRedirect | None:
    """Where an address leads that names a client who was absorbed, for someone who sees the one who stayed;
    None for every other. What was typed into a form goes along.
    """
    match, viewer = request.resolver_match, getattr(request, "viewer", None)
    client_id = match.kwargs.get("client_id") if match else None
    if not (match and match.view_name and isinstance(client_id, UUID) and isinstance(viewer, Viewer)):
        return None
    now = find_survivor(viewer=viewer, client_id=client_id)
    return None if now is None else lead_to(request, now)


def lead_to(request: HttpRequest, client_id: UUID) -> HttpResponseRedirect:
    """The same address for another client."""
    match = request.resolver_match
    kwargs = (match.kwargs if match else {}) | {"client_id": client_id}
    address = reverse(match.view_name if match else "client", kwargs=kwargs)
    query = request.META.get("QUERY_STRING", "")
    return HttpResponseRedirect(
        f"{address}?{query}" if query else address, preserve_request=request.method == "POST"
    )
