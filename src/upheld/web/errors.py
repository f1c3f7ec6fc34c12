"""Errors in plain words."""

from django.http import HttpRequest, HttpResponse


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return HttpResponse("You cannot see this page", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return HttpResponse("Page not found", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500."""
    return HttpResponse("Sorry, there is a problem with the service", status=500)
