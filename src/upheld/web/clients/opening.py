"""Opening a new case for a client."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from upheld.domains.access.queries import Viewer
from upheld.journeys.client_page import CaseOpening, get_case_opening, open_case_for_client
from upheld.kernel import clock
from upheld.web.clients.identity import identity_of_client
from upheld.web.components.forms import GovukForm
from upheld.web.doors import PageRequest, done


class OpenCaseForm(GovukForm):
    """Which benefit, and which team."""

    benefit = forms.ChoiceField(label="Which benefit is it about?", widget=forms.RadioSelect)
    team = forms.ChoiceField(
        label="Which team has the case?", help_text="It stands there without an owner until someone takes it."
    )

    def __init__(self, data: Any, *, opening: CaseOpening, viewer: Viewer) -> None:
        """The viewer's own team comes first. A benefit with an open case says so."""
        super().__init__(data)
        there = {case.benefit for case in opening.cases}
        self.fields["benefit"].choices = [  # type: ignore[attr-defined]
            (key, f"{name} (a case is open already)" if key in there else name)
            for key, name in opening.benefits
        ]
        teams = sorted(opening.teams, key=lambda team: team.id not in viewer.teams)
        self.fields["team"].choices = [  # type: ignore[attr-defined]
            (str(team.id), f"{team.name}, {team.office_name}") for team in teams
        ]


def client_open_case(request: PageRequest, client_id: UUID) -> HttpResponse:
    """The form for a new case."""
    now = clock.now()
    opening = get_case_opening(client_id, viewer=request.viewer, as_of=now)
    form = OpenCaseForm(request.POST or None, opening=opening, viewer=request.viewer)
    if form.is_valid():
        benefit, team_id = form.cleaned_data["benefit"], UUID(form.cleaned_data["team"])
        case_id = open_case_for_client(
            client_id=client_id, benefit=benefit, team_id=team_id, viewer=request.viewer, at=now
        )
        done(request, "The case is open. It has no owner yet.")
        return redirect("case", case_id)
    identity = identity_of_client(opening.strip, opening.cases)
    shown = {"form": form, "identity": identity, "strip": opening.strip}
    return render(request, "upheld/clients/open_case.html", shown)
