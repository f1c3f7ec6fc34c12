"""Restricting a client's record, lifting that, and the list of what is restricted or out of reach."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from upheld.domains.access.commands import lift_restriction
from upheld.domains.access.queries import ClearanceIsTooLow
from upheld.journeys.given_in_words import level_name
from upheld.journeys.restricting import (
    Restricting,
    get_restricted_page,
    get_restricting,
    restrict_client,
)
from upheld.kernel import clock
from upheld.web.access.asking import Asked, ReasonField, ReasonForm, show, taken, who_and_when
from upheld.web.components.forms import GovukForm
from upheld.web.components.words import day
from upheld.web.components.work import Empty
from upheld.web.doors import PageRequest, done
from upheld.web.identity import identity_of

NOTHING = Empty(
    "No record is restricted that you are cleared to see",
    "An officer who sees a client restricts the record from the client’s page. It then stands here.",
)


class RestrictForm(GovukForm):
    """At which level, and why."""

    level = forms.ChoiceField(label="Who is it about?", widget=forms.RadioSelect)
    reason = ReasonField(label="Why must it be restricted?")

    def __init__(self, data: Any, *, about: Restricting) -> None:
        super().__init__(data)
        self.fields["level"].choices = [  # type: ignore[attr-defined]
            (one.key, f"{one.label}. {one.when}") for one in about.levels
        ]


def restrict(request: PageRequest, client_id: UUID) -> HttpResponse:
    """Restrict a record. Whoever does it may lose sight of it at once."""
    about = get_restricting(client_id, viewer=request.viewer, at=clock.now())
    form = RestrictForm(request.POST or None, about=about)
    said = form.data.get("level", "")

    def do(given: dict[str, Any]) -> None:
        restrict_client(client_id=client_id, **given, viewer=request.viewer, at=clock.now())

    if taken(request, form, do, {ClearanceIsTooLow: "level"}):
        return _restricted(request, about, client_id, str(said))
    asked = Asked(
        title="Restrict this record",
        button="Restrict this record now",
        back=reverse("client", args=[client_id]),
        lead=_who_still_sees(about),
        is_warning=True,
        identity=identity_of(about.strip),
    )
    return show(request, form, asked)


def lift(request: PageRequest, client_id: UUID) -> HttpResponse:
    """Open a record again to all who work for the offices that serve the client."""
    about = get_restricting(client_id, viewer=request.viewer, at=clock.now())
    if about.now is None or not about.may_lift:
        return redirect("client", client_id)
    form = ReasonForm(request.POST or None)
    by = who_and_when(request)
    if taken(
        request, form, lambda given: lift_restriction(client_id=client_id, because=given["reason"], **by)
    ):
        done(
            request,
            "The restriction is lifted. Everyone who works for this client’s offices sees the record.",
        )
        return redirect("client", client_id)
    since = f"Restricted since {day(about.now.placed_at)}: {about.now.reason}"
    asked = Asked(
        title="Lift the restriction",
        button="Lift the restriction",
        back=reverse("client", args=[client_id]),
        lead=(since, "Everyone who works for the offices that serve this client then sees the record again."),
        is_warning=True,
        identity=identity_of(about.strip),
    )
    return show(request, form, asked)


def restricted(request: PageRequest) -> HttpResponse:
    """What nobody may open, then what is restricted."""
    after = request.GET.get("after", "")
    page = get_restricted_page(viewer=request.viewer, at=clock.now(), after=_id(after))
    shown = {"page": page, "next": str(page.next) if page.next else None, "empty": NOTHING}
    return render(request, "upheld/access/restricted.html", shown)


def _restricted(request: PageRequest, about: Restricting, client_id: UUID, level: str) -> HttpResponse:
    rank = next(one.rank for one in about.levels if one.key == level)
    label = level_name(level, on=clock.today())
    if rank <= request.viewer.clearance:
        done(request, f"The record is restricted: {label}.")
        return redirect("client", client_id)
    done(
        request,
        f"The record is restricted: {label}. You are not cleared for this level, so you no longer see it. "
        "The safeguarding lead of its office does.",
    )
    return redirect("home")


def _who_still_sees(about: Restricting) -> tuple[str, ...]:
    lead = (
        "From then on only people who are cleared for the level, and work for this client’s offices, see "
        "that the record exists: in lists, in a search, everywhere.",
        "If you are not cleared for the level yourself, you no longer see the record and no longer look "
        "after its cases. The safeguarding lead and the service manager find someone who can.",
    )
    if about.now is None:
        return lead
    label = level_name(about.now.level, on=clock.today())
    return (f"It is restricted already: {label}, since {day(about.now.placed_at)}.", *lead)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
