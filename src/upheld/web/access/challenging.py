"""Asking to open a record outside of one's scope, and what others opened, to be reviewed."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from upheld.domains.access.commands import review_challenge
from upheld.domains.access.queries import NothingToOpen
from upheld.journeys.challenging import Opened, ask_to_open, get_opened, get_opened_page, list_purposes
from upheld.kernel import clock
from upheld.web.access.asking import Asked, ReasonField, show, taken
from upheld.web.components.forms import GovukForm, say_rule
from upheld.web.components.words import moment
from upheld.web.components.work import Action, Empty, WorkRow
from upheld.web.doors import PageRequest, done

NOTHING = Empty(
    "Nobody opened a record that you are to know of",
    "When someone opens a record outside of their work place, with a reason, it stands here.",
)


class AskForm(GovukForm):
    """Which record, for what, and why. The number is sent in the body of the form, never in an address."""

    number = forms.CharField(
        label="National Insurance number, or the reference of a case",
        help_text="In full, such as QQ 12 34 56 C. A name is not enough.",
        max_length=40,
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-20", "autocomplete": "off", "spellcheck": "false"}
        ),
        error_messages={"required": "Enter the whole number or reference"},
    )
    purpose = forms.ChoiceField(label="What is it for?", widget=forms.RadioSelect)
    reason = ReasonField(
        label="Why do you need to open it today?",
        help_text="A sentence of at least five different words. Your leader reads and reviews it.",
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        purposes = [(one.key, one.label) for one in list_purposes(at=clock.now())]
        self.fields["purpose"].choices = purposes  # type: ignore[attr-defined]


class ReviewForm(GovukForm):
    """Whether it was justified, and why one thinks so."""

    answer = forms.ChoiceField(
        label="Was there a good reason to open this record?",
        choices=(("yes", "Yes, it was justified"), ("no", "No, it was not justified")),
        widget=forms.RadioSelect,
    )
    review = ReasonField(label="Why do you think so?")


def ask(request: PageRequest) -> HttpResponse:
    """The form, and where it leads: to the client, or back to the same page, whatever the cause."""
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            client_id = ask_to_open(**form.cleaned_data, viewer=request.viewer, at=clock.now())
        except NothingToOpen as error:
            say_rule(form, error, field="number")
        else:
            return redirect("client", client_id)
    return render(request, "upheld/access/ask.html", {"form": form})


def opened(request: PageRequest) -> HttpResponse:
    """What was opened that one is to know of."""
    chosen = request.GET.get("show", "")
    waiting = {"waiting": True, "reviewed": False}.get(chosen)
    after = _id(request.GET.get("after", ""))
    page = get_opened_page(viewer=request.viewer, at=clock.now(), waiting=waiting, after=after)
    shown = {
        "rows": opened_rows(page.opened),
        "next": str(page.next) if page.next else None,
        "chosen": chosen,
        "choices": (("", "All"), ("waiting", "Waiting for a review"), ("reviewed", "Reviewed")),
        "empty": NOTHING,
    }
    return render(request, "upheld/access/opened.html", shown)


def review(request: PageRequest, challenge_id: UUID) -> HttpResponse:
    """Say whether opening a record was justified. The first answer stays."""
    one = get_opened(challenge_id, viewer=request.viewer, at=clock.now())
    if not one.row.is_mine_to_review:
        return redirect("opened")
    form = ReviewForm(request.POST or None)

    def do(given: dict[str, Any]) -> None:
        review_challenge(
            challenge_id=challenge_id,
            is_justified=given["answer"] == "yes",
            review=given["review"],
            by=request.viewer.account_id,
            at=clock.now(),
        )

    if taken(request, form, do):
        done(request, "Your review is kept.")
        return redirect("opened")
    lead = (
        f"{one.row.account_name} opened the record of {_whose(one)} on {moment(one.row.opened_at)}.",
        _why(one),
    )
    asked = Asked(
        title="Review an opened record", button="Keep this review", back=reverse("opened"), lead=lead
    )
    return show(request, form, asked)


def opened_rows(opened: tuple[Opened, ...]) -> list[WorkRow]:
    """Each opening of a record as a line of work."""
    return [_row(one) for one in opened]


def _row(one: Opened) -> WorkRow:
    is_mine = one.row.is_mine_to_review
    href = reverse("opened_review", args=[one.row.id]) if is_mine else reverse("opened")
    return WorkRow(
        what=f"{one.row.account_name} opened the record of {_whose(one)}",
        href=href,
        why=f"On {moment(one.row.opened_at)}. {_why(one)}{_review(one)}",
        action=Action("Review it", href) if is_mine else None,
        tag="" if one.row.reviewed_at else "Waits for a review",
    )


def _whose(one: Opened) -> str:
    return one.client or f"client {short_form(one.row.client_id)}"


def _why(one: Opened) -> str:
    return f"{one.purpose}. “{one.row.reason}”"


def _review(one: Opened) -> str:
    if not one.row.reviewed_at:
        return ""
    found = "justified" if one.row.is_justified else "not justified"
    return f" {one.reviewed_by} found it {found}: “{one.row.review}”"


def short_form(id_: UUID) -> str:
    """How a client is called by those who may not know the name: the end of their id."""
    return str(id_)[-12:]


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
