"""A case: its page, its words, its stages, its holds and its end."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render

from upheld.domains.casework import commands
from upheld.domains.casework.queries import CaseChangedMeanwhile, Stage
from upheld.journeys.case_page import get_case_page, work_on_case
from upheld.kernel import clock
from upheld.policy import current_pack
from upheld.web.components.forms import say_rule
from upheld.web.doors import PageRequest, done
from upheld.web.officer.case_view import case_view
from upheld.web.officer.deeds import Deed, Given, do_deed, show_deed
from upheld.web.officer.forms import HoldForm, MoveForm, NoteForm, ReasonForm, SummaryForm
from upheld.web.record_notice import notice_of

DESCRIBE = Deed("Where this case stands", "Save", "Where the case stands is saved.")
MOVE = Deed("Move this case on", "Move it on", "The case is moved on.")
CLOSE = Deed(
    "Close this case",
    "Close this case",
    "The case is closed.",
    (
        "What is still to do is dropped. Promises that no longer apply are withdrawn.",
        "Promises that are late already stay counted as broken.",
    ),
    cannot_be_undone=True,
)
HOW_IT_ENDED = {
    "label": "How did it end?",
    "hint": "For example: “Awarded from 3 March. Told by letter in large print.”",
    "missing": "Say how it ended",
}
HOLD = Deed("Put this case on hold", "Put it on hold", "The case is on hold.")


def case(request: PageRequest, case_id: UUID) -> HttpResponse:
    """Where a case stands, whose it is, and what is next."""
    shown = get_case_page(case_id=case_id, viewer=request.viewer, at=clock.now())
    form = NoteForm(case_id=case_id, initial={"text": shown.case.draft})
    notice = notice_of(request, shown.case.row.client_id)
    return render(request, "upheld/officer/case.html", {**case_view(shown), "form": form, "notice": notice})


def describe(request: PageRequest, case_id: UUID) -> HttpResponse:
    """Say where the case stands. When someone else did meanwhile, both versions are shown."""
    at = clock.now()
    about = work_on_case(case_id=case_id, viewer=request.viewer, at=at)
    read = {"summary": about.heading.summary, "version": about.heading.version}
    form = SummaryForm(request.POST or None, case_id=case_id, initial=read)

    def do(given: Given) -> None:
        commands.describe_case(case_id=case_id, **given, by=request.viewer.account_id, at=at)

    try:
        return do_deed(request, about, DESCRIBE, form, do, template="summary")
    except CaseChangedMeanwhile as error:
        again = SummaryForm({"summary": error.mine, "version": error.version}, case_id=case_id)
        say_rule(again, error)
        return show_deed(request, about, DESCRIBE, again, "summary", theirs=error.theirs or "Nothing")


def move(request: PageRequest, case_id: UUID) -> HttpResponse:
    """Move a case to the stage that follows."""
    at = clock.now()
    about = work_on_case(case_id=case_id, viewer=request.viewer, at=at)
    form = MoveForm(request.POST or None, stages=about.heading.next_stages)

    def do(given: Given) -> None:
        stage = Stage(given["to_stage"])
        commands.move_case(
            case_id=case_id, to_stage=stage, reason=given["reason"], by=request.viewer.account_id, at=at
        )

    return do_deed(request, about, MOVE, form, do)


def close(request: PageRequest, case_id: UUID) -> HttpResponse:
    """End a case, and say how it ended."""
    at = clock.now()
    about = work_on_case(case_id=case_id, viewer=request.viewer, at=at)
    label, hint = "How did it end?", "For example: “Awarded from 3 March. Told by letter in large print.”"
    form = ReasonForm(
        request.POST or None, label=label, hint=hint, missing="Say how it ended", draft=f"close:{case_id}"
    )
    return do_deed(
        request,
        about,
        CLOSE,
        form,
        lambda given: commands.close_case(
            case_id=case_id, outcome=given["reason"], by=request.viewer.account_id, at=at
        ),
    )


def hold(request: PageRequest, case_id: UUID) -> HttpResponse:
    """Let a case wait, for a reason and until a day."""
    at = clock.now()
    about = work_on_case(case_id=case_id, viewer=request.viewer, at=at)
    reasons = [(one.key, one.label) for one in current_pack().holds.on(about.today)]
    form = HoldForm(request.POST or None, reasons=reasons)
    return do_deed(
        request,
        about,
        HOLD,
        form,
        lambda given: commands.hold_case(case_id=case_id, **given, by=request.viewer.account_id, at=at),
    )


def end_hold(request: PageRequest, case_id: UUID) -> HttpResponseRedirect:
    """End a hold before its day."""
    commands.end_hold(case_id=case_id, by=request.viewer.account_id, at=clock.now())
    done(request, "The hold is ended.")
    return redirect("case", case_id=case_id)
