"""Every component on one page with invented people, for journeys through the components themselves."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import include, path

from upheld.config.urls import handler400, handler403, handler404, handler500
from upheld.kernel.errors import NotFound, RuleBroken
from upheld.kernel.working_days import calendar
from upheld.web.account_urls import password_reset
from upheld.web.components.dates import DayField
from upheld.web.components.due import due
from upheld.web.components.figures import Chart, Column, Fact, Link, Table, Workload, drawing
from upheld.web.components.forms import DraftWidget, GovukForm, say_rule
from upheld.web.components.identity import Identity, Need
from upheld.web.components.timeline import Entry
from upheld.web.components.work import Action, Empty, WorkRow
from upheld.web.doors import LEADERS, OFFICERS, SIGNED_IN, button, done, page

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

TODAY = date(2026, 11, 23)
NOTES: list[str] = []


class HolidayIsOver(RuleBroken):
    """That day has passed. Choose a day that is still to come."""


class NoteForm(GovukForm):
    note = forms.CharField(
        label="What happened", help_text="Write it as you would say it to Ann.", widget=DraftWidget("note:1")
    )
    heard_from = forms.ChoiceField(
        label="Who told us?",
        choices=[("client", "Ann herself"), ("other", "Someone else")],
        widget=forms.RadioSelect,
    )
    formats = forms.MultipleChoiceField(
        label="Formats",
        required=False,
        choices=[("large", "Large print"), ("easy", "Easy read")],
        widget=forms.CheckboxSelectMultiple,
    )
    benefit = forms.ChoiceField(
        label="Benefit", choices=[("", "Choose one"), ("pip", "Personal Independence Payment")]
    )
    happened_on = DayField(label="When did it happen?", help_text="For example, 14 3 2026")
    urgent = forms.BooleanField(label="This cannot wait", required=False)


class FilterForm(GovukForm):
    benefit = forms.ChoiceField(
        label="Benefit",
        required=False,
        choices=[("", "Every benefit"), ("pip", "Personal Independence Payment")],
    )
    name = forms.CharField(label="Name", required=False)


def _due(days: int):
    return due(TODAY + timedelta(days=days), today=TODAY, calendar=calendar("england-and-wales"))


IDENTITY = Identity(
    name="Ann Whitfield-Okonkwo",
    href="/client/1",
    born_on=date(1961, 3, 14),
    age=65,
    national_insurance_number="QQ123456C",
    pronouns="she/her",
    needs=(
        Need("Write in large print.", "large-print"),
        Need("Ring after 2pm.", "phone"),
        Need("Speak slowly, Ann lip-reads.", "hearing"),
    ),
    language="Speaks Yoruba and English. Book a Yoruba interpreter for interviews.",
    representative="Joy Adeyemi (daughter) is her appointee: talk to Joy.",
    safe_contact="Never leave a voicemail.",
    owner="You, since 2 November 2026",
    status="Waiting for supporting information",
)
ROWS = [
    WorkRow(
        "Ring Ann Whitfield-Okonkwo about her award",
        "/case/1",
        "You promised to ring back within 2 working days",
        _due(-3),
        Action("Promise kept", "/keep", posts=True, hidden={"promise": "1"}),
        "Promise",
    ),
    WorkRow(
        "Decide Personal Independence Payment for Tom Ellery",
        "/case/2",
        "The standard of 75 working days ends",
        _due(0),
        Action("Open case", "/case/2"),
    ),
    WorkRow(
        "Accept or decline Priya Nair's case",
        "/case/3",
        "Sam Boateng offers it to you: he moves to another team",
        _due(3),
        Action("Answer", "/case/3"),
        "Offer",
    ),
]
ENTRIES = [
    Entry(
        datetime(2026, 11, 23, 14, 30, tzinfo=UTC),
        "Sam Boateng wrote a note.",
        "Personal Independence Payment",
        detail="Ann rang. She has the letter from her doctor.\nShe sounded tired.",
    ),
    Entry(
        datetime(2026, 11, 23, 12, 0, tzinfo=UTC),
        "We promised Ann to ring her back by 25 November 2026.",
        "Personal Independence Payment",
        href="/promise/1",
    ),
    Entry(
        datetime(2026, 11, 23, 9, 5, tzinfo=UTC), "The extract of the pensions system was read.", noise=True
    ),
    Entry(
        datetime(2026, 11, 20, 9, 5, tzinfo=UTC), "You accepted the case from Sam Boateng.", "State Pension"
    ),
]
TABLE = Table(
    "Cases decided on time, by month",
    (
        Column("Month"),
        Column("Decided", numeric=True),
        Column("On time", numeric=True),
        Column("Share", numeric=True),
    ),
    [(Link("September 2026", "/m/9"), 120, 84, "70%"), ("October 2026", 131, 80, "61%")],
)
SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="600" height="160" viewBox="0 0 600 160">
<path d="M10 30 200 60 400 90 590 110" fill="none" stroke="#0b4a58" stroke-width="3"/>
<text x="520" y="100" font-family="sans-serif" font-size="14">61%</text></svg>"""
CHART = Chart(
    "Fewer cases were decided on time in October than in September",
    drawing(SVG),
    TABLE,
    "Standard: 75 working days.",
)
FACTS = [
    Fact("Address", ("12 Lantern Row", "Northgate", "NG1 4QX"), Link("Change", "/change")),
    Fact("Case owner", Link("Sam Boateng", "/officer/1")),
]


@page(for_=SIGNED_IN)
def gallery(request):
    return _render(
        request,
        {
            "identity": IDENTITY,
            "rows": ROWS,
            "none_at_all": (),
            "entries": ENTRIES,
            "chart": CHART,
            "facts": FACTS,
            "none": Empty(
                "No offers are waiting for you",
                "When a colleague offers you a case, it stands here.",
                Action("See your team", "/"),
            ),
            "workload": Workload(
                43, 40, (("2 points for training this week", 2), ("Works 30 of 37 hours", 8))
            ),
            "small": Workload(28, 40, whose="Sam Boateng carries"),
            "filter": FilterForm(request.GET or None),
            "crumbs": [Link("My day", "/"), Link("Ann Whitfield-Okonkwo", "/client/1")],
            "parts": [
                Link("Overview", request.path),
                Link("Timeline", "/timeline"),
                Link("What we hold", "/held"),
            ],
        },
    )


@page(for_=OFFICERS, posts=True)
def note(request):
    form = NoteForm(request.POST or None)
    if form.is_valid():
        if form.cleaned_data["happened_on"].year < 2000:
            say_rule(form, HolidayIsOver(), field="happened_on")
        else:
            NOTES.append(form.cleaned_data["note"])
            done(request, "The note is saved.", draft="note:1")
            return HttpResponseRedirect("/gallery/")
    return _render(request, {"form": form}, "component_form.html")


@button(for_=OFFICERS)
def keep(request):
    NOTES.append("kept")
    done(request, "The promise is kept.")
    return HttpResponseRedirect("/gallery/")


@page(for_=LEADERS)
def leaders(request):
    raise AssertionError("An officer must not come here.")


@page(for_=SIGNED_IN)
def missing(request):
    raise NotFound


@page(for_=SIGNED_IN)
def refuses(request):
    raise HolidayIsOver


@page(for_=SIGNED_IN)
def forbids(request):
    raise PermissionDenied


def _render(request, context, name="component_gallery.html"):
    source = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return HttpResponse(engines["django"].from_string(source).render(context, request))


urlpatterns = [
    path("", include("upheld.web.urls")),
    path("account/", include(password_reset)),
    path("gallery/", gallery),
    path("note/", note),
    path("keep", keep),
    path("leaders/", leaders, name="team"),
    path("standards/", gallery, name="standards"),
    path("search/", gallery, name="search"),
    path("missing/", missing),
    path("refuses/", refuses),
    path("forbids/", forbids),
]
