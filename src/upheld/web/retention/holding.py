"""The legal hold on one client: placing it and lifting it, each with a reason."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from upheld.domains.access.queries import name_of
from upheld.domains.people.commands import lift_hold, place_hold
from upheld.domains.people.queries import get_holding, get_identity_strips
from upheld.kernel import clock
from upheld.web.components.forms import GovukForm
from upheld.web.doors import PageRequest, done
from upheld.web.identity import identity_of

LONGEST = 500


class HoldForm(GovukForm):
    """Why a hold is placed, or lifted."""

    reason = forms.CharField(
        label="Why?",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say why."},
    )


def legal_hold(request: PageRequest, client_id: UUID) -> HttpResponse:
    """Place a hold, or lift the one that stands."""
    holding = get_holding(viewer=request.viewer, client_id=client_id)
    form = HoldForm(request.POST or None)
    if form.is_valid():
        change, words = (lift_hold, "lifted") if holding.hold else (place_hold, "placed")
        change(
            client_id=client_id,
            reason=form.cleaned_data["reason"],
            by=request.viewer.account_id,
            at=clock.now(),
        )
        done(request, f"The legal hold is {words}.")
        return redirect("legal_hold", client_id)
    strips = get_identity_strips(viewer=request.viewer, client_ids=[client_id], on=clock.today())
    names = name_of([holding.hold.placed_by] if holding.hold else [])
    page = {
        "form": form,
        "holding": holding,
        "placed_by": names.get(holding.hold.placed_by, "") if holding.hold else "",
        "identity": identity_of(strips[client_id], owner=""),
        "client_id": client_id,
    }
    return render(request, "upheld/retention/legal_hold.html", page)
