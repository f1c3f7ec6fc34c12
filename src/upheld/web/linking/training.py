"""Who decides pairs: leaders see it, and record that somebody is trained."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from upheld.journeys.reviewing_links import Deciders, list_deciders, train_to_decide
from upheld.kernel import clock
from upheld.web.access.asking import taken
from upheld.web.components.forms import GovukForm
from upheld.web.doors import PageRequest, done


class TrainForm(GovukForm):
    """Who was trained."""

    officer = forms.ChoiceField(label="Who is trained to link records from today?")

    def __init__(self, data: Any, *, deciders: Deciders) -> None:
        """Those whom the viewer leads and who are not trained yet."""
        super().__init__(data)
        self.fields["officer"].choices = [  # type: ignore[attr-defined]
            ("", "Choose an officer"),
            *((str(one.id), f"{one.name}, {one.team_name}") for one in deciders.others),
        ]


def deciders(request: PageRequest) -> HttpResponse:
    """Those who decide pairs among one's officers."""
    found = list_deciders(viewer=request.viewer, at=clock.now())
    form = TrainForm(request.POST or None, deciders=found)

    def do(given: dict[str, Any]) -> None:
        train_to_decide(officer_id=UUID(given["officer"]), viewer=request.viewer, at=clock.now())

    if taken(request, form, do):
        done(request, "The training is recorded. They find the pairs in their header from now on.")
        return redirect("deciders")
    return render(request, "upheld/linking/deciders.html", {"form": form, "found": found})
