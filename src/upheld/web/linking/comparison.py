"""Two records side by side, with the answer, what the client told us, and taking an answer back."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from upheld.journeys.reviewing_links import (
    Comparison,
    Decided,
    bring_back,
    decide,
    doubt,
    get_comparison,
    odds_in_words,
    take_back_different,
    why_in_words,
)
from upheld.kernel import clock
from upheld.web.access.asking import Asked, show, taken
from upheld.web.doors import PageRequest, done
from upheld.web.linking import shown
from upheld.web.linking.forms import AnswerForm, BecauseForm, ToldForm


def pair(request: PageRequest, pair_id: UUID) -> HttpResponse:
    """Both records, field by field, and the answer. Joining is asked about once more before it is done."""
    about = get_comparison(pair_id, viewer=request.viewer, at=clock.now())
    form = AnswerForm(request.POST or None, row=about.row)
    is_sure = "sure" in request.POST
    if form.is_valid() and _would_join(about, form.cleaned_data["answer"]) and not is_sure:
        return render(request, "upheld/linking/join.html", _join(about, form.cleaned_data))
    came: list[Decided] = []
    if taken(request, form, lambda given: came.append(_decided(request, pair_id, given))):
        return _then(request, about, came[0])
    return render(request, "upheld/linking/pair.html", {"form": form, **_compared(about)})


def answer(request: PageRequest, pair_id: UUID) -> HttpResponse:
    """What the client told us when they were asked."""
    about = get_comparison(pair_id, viewer=request.viewer, at=clock.now())
    if about.row.state != "asked":
        return redirect("pair", pair_id)
    form = ToldForm(request.POST or None)
    ours: dict[str, Any] = {"pair_id": pair_id, "viewer": request.viewer, "at": clock.now()}
    if taken(request, form, lambda given: bring_back(**given, **ours)):
        done(request, "Thank you. The pair waits again, with what they told us.")
        return redirect("pair", pair_id)
    asked = Asked(
        title="What the client told us",
        button="Bring the pair back",
        back=reverse("pair", args=[pair_id]),
        lead=("The pair goes back into the queue. Whoever decides it reads what you write here.",),
    )
    return show(request, form, asked)


def undo(request: PageRequest, pair_id: UUID) -> HttpResponse:
    """Take back that two records are about two people."""
    about = get_comparison(pair_id, viewer=request.viewer, at=clock.now())
    if about.row.state != "different":
        return redirect("pair", pair_id)
    form = BecauseForm(request.POST or None)
    ours: dict[str, Any] = {"pair_id": pair_id, "viewer": request.viewer, "at": clock.now()}
    if taken(request, form, lambda given: take_back_different(**given, **ours)):
        done(request, "The pair waits again to be decided. What was said before is kept.")
        return redirect("pair", pair_id)
    asked = Asked(
        title="Take back that they are two people",
        button="Let the pair wait again",
        back=reverse("pair", args=[pair_id]),
        lead=("Nothing is joined by this. Somebody compares both records again.",),
        is_warning=True,
    )
    return show(request, form, asked)


def doubt_record(request: PageRequest, client_id: UUID, record_id: UUID) -> HttpResponse:
    """Say that a record of a client may be about somebody else."""
    form = BecauseForm(request.POST or None)
    ours: dict[str, Any] = {"record_id": record_id, "viewer": request.viewer, "at": clock.now()}
    if taken(request, form, lambda given: doubt(**given, **ours)):
        done(request, "Thank you. Somebody who is trained for it compares the records.")
        return redirect("held_where", client_id)
    asked = Asked(
        title="This record may be about somebody else",
        button="Ask for it to be compared",
        back=reverse("held_where", args=[client_id]),
        lead=(
            "The record stays where it is until somebody who is trained to link records has compared it.",
            "If you show someone a record that is not theirs, tell your team leader at once.",
        ),
    )
    return show(request, form, asked)


def _would_join(about: Comparison, answer: str) -> bool:
    """Whether this answer joins two clients now."""
    is_last = not about.needs_another or (about.row.state == "proposed" and not about.is_own_proposal)
    return answer == "same" and not about.row.is_within_one_client and is_last


def _decided(request: PageRequest, pair_id: UUID, given: dict[str, Any]) -> Decided:
    record = given.get("record")
    return decide(
        pair_id=pair_id,
        answer=given["answer"],
        because=given["because"],
        record_id=UUID(record) if record else None,
        viewer=request.viewer,
        at=clock.now(),
    )


def _then(request: PageRequest, about: Comparison, came: Decided) -> HttpResponse:
    """What was done, and where one goes on."""
    if came.joined and came.client_id:
        done(request, "Both records are one now. Those who look after their cases are told.")
        return redirect("held_where", came.client_id)
    if came.taken_out:
        done(request, "The record is taken out. It is a client of its own now.")
        return redirect("held_where", came.taken_out)
    words = {
        "same": "It is kept that both are about this client.",
        "proposed": "Thank you. A second person must say the same before they are joined.",
        "different": "It is kept that they are two people. They are not brought up again.",
        "asked": "The pair waits until the client has answered. Find it under “The client is asked”.",
    }
    done(request, words[came.state])
    return redirect("pair" if came.state == "asked" else "pairs", *([about.row.id] * (came.state == "asked")))


def _compared(about: Comparison) -> dict[str, Any]:
    row = about.row
    return {
        "about": about,
        "title": shown.heading(row),
        "why": why_in_words(row.why),
        "odds": odds_in_words(row.weight),
        "sides": [shown.side(about, one) for one in row.sides],
        "lines": shown.lines(about),
        "told": shown.told(about.steps),
        "may_answer": row.is_open and row.state != "asked",
    }


def _join(about: Comparison, given: dict[str, Any]) -> dict[str, Any]:
    return {
        "about": about,
        "given": given,
        "stays": about.strips[about.stays],
        "goes": about.strips[about.goes],
        "cases_that_stay": about.cases[about.stays],
        "cases_that_move": about.cases[about.goes],
    }
