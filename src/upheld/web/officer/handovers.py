"""A case on its way from one owner to the next: asked, answered, taken back, given up, taken."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from upheld.domains.casework import commands
from upheld.journeys.case_page import HandOver, ask_someone, read_case, work_on_case
from upheld.kernel import clock
from upheld.policy import current_pack
from upheld.web.components.words import count
from upheld.web.doors import PageRequest, done
from upheld.web.officer.deeds import Deed, do_deed
from upheld.web.officer.forms import HandOverForm, ReasonForm
from upheld.web.officer.offers import decline_form

HAND_OVER = Deed(
    "Hand over this case",
    "Ask them to take it",
    "They are asked. The case stays where it is until they accept.",
)
DECLINE = Deed("Decline this case", "Decline", "You declined. The case stays where it was.")
WITHDRAW = Deed("Withdraw the offer", "Withdraw the offer", "The offer is withdrawn.")
GIVE_BACK = Deed(
    "Give back this case",
    "Give back this case",
    "You gave the case back. Its team leader is asked to find an owner.",
    (
        "The case then has no owner, and the team leader is asked to find one. "
        "What was promised to the client still stands.",
        "If you know who could take it, ask them instead: hand the case over.",
    ),
    cannot_be_undone=True,
)


def hand_over(request: PageRequest, case_id: UUID) -> HttpResponse:
    """Ask someone to take the case."""
    at = clock.now()
    about = ask_someone(case_id=case_id, viewer=request.viewer, at=at)
    form = HandOverForm(request.POST or None, about=about)
    return do_deed(
        request,
        about,
        replace(HAND_OVER, lead=_what_happens(about)),
        form,
        lambda given: commands.offer_case(
            case_id=case_id, to=UUID(given["to"]), note=given["note"], by=request.viewer.account_id, at=at
        ),
        template="hand_over",
    )


def accept(request: PageRequest, case_id: UUID) -> HttpResponseRedirect:
    """Say yes to an offer."""
    commands.accept_case(case_id=case_id, by=request.viewer.account_id, at=clock.now())
    done(request, "The case is yours. The client is told who you are: introduce yourself soon.")
    return redirect("case", case_id=case_id)


def decline(request: PageRequest, case_id: UUID) -> HttpResponse:
    """Say no to an offer, and why."""
    at = clock.now()
    about = read_case(case_id=case_id, viewer=request.viewer, at=at)
    form = decline_form(case_id, request.POST or None)

    def do(given: dict[str, str]) -> None:
        commands.decline_case(case_id=case_id, reason=given["reason"], by=request.viewer.account_id, at=at)

    return do_deed(request, about, DECLINE, form, do)


def withdraw(request: PageRequest, case_id: UUID) -> HttpResponse:
    """Take an offer back before it is answered."""
    at = clock.now()
    about = read_case(case_id=case_id, viewer=request.viewer, at=at)
    form = ReasonForm(request.POST or None, label="Why?", draft=f"withdraw:{case_id}")
    return do_deed(
        request,
        about,
        WITHDRAW,
        form,
        lambda given: commands.withdraw_offer(
            case_id=case_id, reason=given["reason"], by=request.viewer.account_id, at=at
        ),
    )


def give_back(request: PageRequest, case_id: UUID) -> HttpResponse:
    """Give a case up, so that its leader finds someone else."""
    at = clock.now()
    about = work_on_case(case_id=case_id, viewer=request.viewer, at=at)
    hint = "It is kept as a note on the case, for whoever takes it."
    form = ReasonForm(request.POST or None, label="Why?", hint=hint, draft=f"give-back:{case_id}")
    return do_deed(
        request,
        about,
        GIVE_BACK,
        form,
        lambda given: commands.give_case_back(
            case_id=case_id, reason=given["reason"], by=request.viewer.account_id, at=at
        ),
    )


def take(request: PageRequest, case_id: UUID) -> HttpResponseRedirect:
    """Take a case that nobody owns."""
    commands.take_case(case_id=case_id, by=request.viewer.account_id, at=clock.now())
    done(request, "The case is yours.")
    return redirect("case", case_id=case_id)


def _what_happens(about: HandOver) -> tuple[str, ...]:
    days = count(current_pack().offer_answer_days(on=about.today), "working day")
    return (
        f"Whom you ask reads your note, and accepts or declines within {days}. "
        "Until they accept, the case stays where it is.",
    )
