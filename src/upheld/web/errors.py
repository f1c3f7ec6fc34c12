"""Errors in plain words: what happened, what was kept, what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from upheld.kernel.errors import NotFound, RuleBroken


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the browser sent something that the service does not understand."""
    return render(request, "upheld/errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: their role does not open this page."""
    return render(request, "upheld/errors/403.html", {"words": str(exception)}, status=403)


def form_is_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form does not carry this session's token, as after signing out in another tab."""
    return render(request, "upheld/errors/too_old.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing there, or nothing that this viewer may see; the two look the same."""
    words = str(exception) if isinstance(exception.__cause__, NotFound) else ""
    said = {"words": words, "may_ask": _may_ask(request)}
    return render(request, "upheld/errors/404.html", said, status=404)


def refused(request: HttpRequest, error: RuleBroken) -> HttpResponse:
    """409: a rule of the service would be broken, and the page had no form to say so on."""
    return render(request, "upheld/errors/refused.html", {"words": str(error)}, status=409)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault. Drawn without the database, the session or anything else that may be what broke."""
    number = getattr(request, "number", "")
    return HttpResponse(loader.render_to_string("upheld/errors/500.html", {"number": number}), status=500)


def _may_ask(request: HttpRequest) -> bool:
    """Whether to say that a record can be opened with a reason: on every address of a client or a case, be
    there one or not.
    """
    if not request.path.startswith(("/clients/", "/cases/")):
        return False
    viewer = getattr(request, "viewer", None)
    return bool(viewer and viewer.reads_cases)
