"""Conflicts: “this is me, or I know this person”, and ending one for somebody whom one leads."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from upheld.domains.access.commands import end_conflict
from upheld.journeys.conflicts import Closed, close_to_oneself, get_client_to_close, get_closed, list_closed
from upheld.kernel import clock
from upheld.web.access.asking import Asked, ReasonForm, show, taken, who_and_when
from upheld.web.components.forms import GovukForm
from upheld.web.components.words import day
from upheld.web.components.work import Action, Empty, WorkRow
from upheld.web.doors import PageRequest, done
from upheld.web.identity import identity_of

NOTHING = Empty(
    "No record is closed to anyone you lead",
    "When someone says on a client’s page that they know the person, it stands here.",
)
UNSEEN = "A client whom you do not see"


class KnownForm(GovukForm):
    """Oneself, or somebody whom one knows. How one knows them is not asked: it is nobody's business."""

    kind = forms.ChoiceField(
        label="Who is it?",
        choices=(
            ("declared", "I know this person: family, a friend, a neighbour, someone I worked with"),
            ("own", "This is me"),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who it is"},
    )


def known(request: PageRequest, client_id: UUID) -> HttpResponse:
    """Close a record to oneself."""
    strip = get_client_to_close(client_id, viewer=request.viewer, at=clock.now())
    form = KnownForm(request.POST or None)

    def do(given: dict[str, Any]) -> None:
        is_own = given["kind"] == "own"
        close_to_oneself(client_id=client_id, is_own=is_own, viewer=request.viewer, at=clock.now())

    if taken(request, form, do):
        done(request, "Thank you. That record is closed to you now, and someone else looks after its cases.")
        return redirect("home")
    lead = (
        "The record is closed to you at once and stays closed. Cases of theirs that you look after go to "
        "someone else.",
        "Your team leader sees that you said so. Nobody asks how you know them.",
        "If it was a mistake, only your team leader or service manager can open it to you again.",
    )
    asked = Asked(
        title="This is me, or I know this person",
        button="Close this record to me",
        back=reverse("client", args=[client_id]),
        lead=lead,
        is_warning=True,
        identity=identity_of(strip),
    )
    return show(request, form, asked)


def conflicts(request: PageRequest) -> HttpResponse:
    """What is closed to the people whom one leads."""
    rows = [_row(one) for one in list_closed(viewer=request.viewer)]
    return render(request, "upheld/access/conflicts.html", {"rows": rows, "empty": NOTHING})


def end(request: PageRequest, conflict_id: UUID) -> HttpResponse:
    """Open a record to somebody again."""
    one = get_closed(conflict_id, viewer=request.viewer)
    form = ReasonForm(request.POST or None)
    by = who_and_when(request)
    if taken(request, form, lambda said: end_conflict(conflict_id=conflict_id, because=said["reason"], **by)):
        done(request, f"The record is open to {one.row.account_name} again, where they work.")
        return redirect("conflicts")
    lead = f"{one.client or UNSEEN}. {_said(one)}"
    asked = Asked(
        title="Open this record to them again",
        button="Open it again",
        back=reverse("conflicts"),
        caption=one.row.account_name,
        lead=(lead,),
        is_warning=True,
    )
    return show(request, form, asked)


def _row(one: Closed) -> WorkRow:
    href = reverse("end_conflict", args=[one.row.id])
    action = Action("Open it again", href)
    what = f"{one.row.account_name}: {one.client or UNSEEN}"
    return WorkRow(what=what, href=href, why=_said(one), action=action)


def _said(one: Closed) -> str:
    what = (
        "They said that it is their own record" if one.row.kind == "own" else "They said that they know them"
    )
    return f"{what}, on {day(one.row.declared_at)}."
