"""What is held about me, and who looked at it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from upheld.journeys.my_record import MyRecord, get_my_looks, get_my_records
from upheld.kernel import clock
from upheld.web.components.figures import Fact
from upheld.web.components.words import day
from upheld.web.doors import PageRequest


def my_record(request: PageRequest) -> HttpResponse:
    """What is held, what is happening and what was promised, in plain words."""
    found = get_my_records(viewer=request.viewer, at=clock.now())
    records = [{"page": one, "facts": _facts(one), "is_own": _is_own(request)} for one in found]
    return render(
        request, "upheld/my_record/my_record.html", {"records": records, "is_one": len(records) == 1}
    )


def my_looks(request: PageRequest) -> HttpResponse:
    """Who looked, when and why."""
    about, after = _id(request.GET.get("about", "")), _id(request.GET.get("after", ""))
    page = get_my_looks(viewer=request.viewer, at=clock.now(), about=about, after=after)
    shown = {"page": page, "next": str(page.next) if page.next else None, "printed_at": clock.now()}
    return render(request, "upheld/my_record/looks.html", shown)


def _is_own(request: PageRequest) -> bool:
    return "client" in request.viewer.roles


def _facts(one: MyRecord) -> list[Fact]:
    held = one.record
    return [
        Fact("Name", held.name),
        Fact("Date of birth", day(held.born_on) if held.born_on else "We do not hold it"),
        Fact("National Insurance number", held.national_insurance_number or "We do not hold it"),
        Fact("Address", held.addresses or "We do not hold it"),
        Fact("Phone", held.phones or "We do not hold it"),
        Fact("Email", held.emails or "We do not hold it"),
        Fact("Who speaks for you", held.representatives or "Nobody"),
        Fact("What you asked us to do", held.needs or "Nothing. Tell us if you need something from us."),
    ]


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
