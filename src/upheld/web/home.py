"""The first page after sign-in, for those who work on no case."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from upheld.web.components.work import Empty
from upheld.web.doors import ADMINISTRATORS, ANALYSTS, AUDITORS, CLIENTS, PageRequest

_NO_WORK = Empty(
    "There is no work for you here yet",
    "Your administrator gives you a role in an office. Your cases, promises and tasks then stand here.",
)
_FIRST = ((CLIENTS, "my_record"), (AUDITORS, "looks"), (ADMINISTRATORS, "access"), (ANALYSTS, "standards"))
"""Where the day begins of those who read no case: the first that fits."""


def home(request: PageRequest) -> HttpResponse:
    """What someone comes for; without any role, a page that says how to get one."""
    for who, route in _FIRST:
        if who.admits(request.viewer):
            return redirect(route)
    return render(request, "upheld/home.html", {"empty": _NO_WORK})
