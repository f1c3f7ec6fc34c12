"""The first page after sign-in."""

from django.http import HttpResponse
from django.shortcuts import render

from upheld.web.components.work import Empty
from upheld.web.doors import PageRequest

_NO_WORK = Empty(
    "There is no work for you here yet",
    "Your administrator gives you a role in an office. Your cases, promises and tasks then stand here.",
)


def home(request: PageRequest) -> HttpResponse:
    """Where someone's day begins."""
    return render(request, "upheld/home.html", {"empty": _NO_WORK})
