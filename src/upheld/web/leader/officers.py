"""An officer, for those who lead them: what they carry, when they are away, when they leave."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from upheld.domains.workforce import commands
from upheld.journeys.leaving import record_leaving
from upheld.journeys.team_page import OfficerPage, get_officer_page
from upheld.kernel import clock
from upheld.kernel.errors import NotFound, RuleBroken
from upheld.policy import current_pack
from upheld.web.components.forms import say_rule
from upheld.web.components.words import count
from upheld.web.components.work import Action, Empty
from upheld.web.doors import PageRequest, done
from upheld.web.leader.forms import AbsenceForm, LeavingForm, ReturnForm
from upheld.web.leader.members import member_line
from upheld.web.officer.deeds import Deed, Given
from upheld.web.officer.forms import DeedForm
from upheld.web.rows import case_row, day_key, key_of

NO_CASES = Empty("No cases", "This officer looks after no open case.")
ABSENCE = Deed("Record an absence", "Record the absence", "The absence is recorded.")
RETURN = Deed("Record a return", "Record the return", "The return is recorded.")
LEAVING = Deed(
    "Record a leaving date",
    "Record the leaving date",
    "The leaving date is recorded.",
    (
        "Until that day they keep their cases, so that each can be handed over with a note.",
        "On that day every case that is left becomes unowned in your sight, and they can no longer sign in. "
        "If the day has come already, this happens at once.",
    ),
    cannot_be_undone=True,
)


def officer(request: PageRequest, officer_id: UUID) -> HttpResponse:
    """An officer and their cases, each to be offered to someone else."""
    after = day_key(request.GET.get("after", ""))
    page = get_officer_page(officer_id=officer_id, viewer=request.viewer, at=clock.now(), after=after)
    rows = [
        case_row(
            case, client, page.today, Action("Ask someone else", reverse("case-hand-over", args=[case.id]))
        )
        for case, client in page.cases
    ]
    context = {
        "page": page,
        "line": member_line(page.member),
        "rows": rows,
        "next": key_of(page.next),
        "empty": NO_CASES,
    }
    return render(request, "upheld/leader/officer.html", context)


def absence(request: PageRequest, officer_id: UUID) -> HttpResponse:
    """Record that an officer is away."""
    at = clock.now()
    page = get_officer_page(officer_id=officer_id, viewer=request.viewer, at=at)
    form = AbsenceForm(request.POST or None)
    days = count(current_pack().absence_release_days(on=page.today), "working day")
    lead = f"Their cases stay with them for {days}. After that, the cases come to you to find an owner."
    return _do(
        request,
        page,
        replace(ABSENCE, lead=(lead,)),
        form,
        lambda given: commands.record_absence(
            officer_id=officer_id, **given, by=request.viewer.account_id, at=at
        ),
    )


def returned(request: PageRequest, officer_id: UUID) -> HttpResponse:
    """Record that an officer is back."""
    at = clock.now()
    page = get_officer_page(officer_id=officer_id, viewer=request.viewer, at=at)
    form = ReturnForm(request.POST or None, today=page.today)
    return _do(
        request,
        page,
        RETURN,
        form,
        lambda given: commands.record_return(
            officer_id=officer_id, returned_on=given["returned_on"], by=request.viewer.account_id, at=at
        ),
    )


def leaving(request: PageRequest, officer_id: UUID) -> HttpResponse:
    """Record that an officer leaves."""
    at = clock.now()
    page = get_officer_page(officer_id=officer_id, viewer=request.viewer, at=at)
    form = LeavingForm(request.POST or None)
    return _do(
        request,
        page,
        LEAVING,
        form,
        lambda given: record_leaving(officer_id=officer_id, **given, by=request.viewer.account_id, at=at),
    )


def own_again(request: PageRequest, officer_id: UUID) -> HttpResponseRedirect:
    """Let an officer own cases again after a long absence."""
    commands.start_owning_cases(officer_id=officer_id, by=request.viewer.account_id, at=clock.now())
    done(request, "They can be asked to take cases again.")
    return redirect("officer", officer_id=officer_id)


def _do(
    request: PageRequest, page: OfficerPage, deed: Deed, form: DeedForm, do: Callable[[Given], object]
) -> HttpResponse:
    """Take the form if it was sent; otherwise, or with something to mend, show it. Then back to the team."""
    if request.method == "POST" and form.is_valid():
        try:
            do(form.cleaned_data)
        except NotFound:
            raise
        except RuleBroken as error:
            say_rule(form, error)
        else:
            done(request, deed.said)
            return redirect("team-page", team_id=page.officer.team_id)
    back = reverse("officer", args=[page.officer.id])
    context = {"page": page, "deed": deed, "form": form, "back": back}
    return render(request, "upheld/leader/form.html", context)
