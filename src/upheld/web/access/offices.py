"""In which region each office lies, so that a role can be given for a whole region."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from upheld.domains.access.commands import place_office
from upheld.journeys.given_access import PlacedOffice, list_placed_offices
from upheld.web.access.asking import Asked, show, taken, who_and_when
from upheld.web.access.people import sections
from upheld.web.components.forms import GovukForm
from upheld.web.doors import PageRequest, done


class RegionForm(GovukForm):
    """The name of a region."""

    region = forms.CharField(
        label="Region",
        help_text="Write it the same for every office of the region, such as North East.",
        max_length=60,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )


def offices(request: PageRequest) -> HttpResponse:
    """Every office and its region."""
    rows = list_placed_offices(viewer=request.viewer)
    shown = {"rows": rows, "sections": sections(), "may_give": request.viewer.is_administrator}
    return render(request, "upheld/access/offices.html", shown)


def region(request: PageRequest, office_id: UUID) -> HttpResponse:
    """Say in which region an office lies."""
    office = _office(request, office_id)
    form = RegionForm(request.POST or None, initial={"region": office.region})
    by = who_and_when(request)
    if taken(request, form, lambda given: place_office(office_id=office_id, region=given["region"], **by)):
        done(request, f"{office.name} lies in the region {form.cleaned_data['region']}.")
        return redirect("access_offices")
    lead = "Whoever has a role in the region has it in this office too, from now on."
    asked = Asked(
        title="In which region does this office lie?",
        button="Save the region",
        back=reverse("access_offices"),
        caption=office.name,
        lead=(lead,),
    )
    return show(request, form, asked)


def _office(request: PageRequest, office_id: UUID) -> PlacedOffice:
    for office in list_placed_offices(viewer=request.viewer):
        if office.id == office_id:
            return office
    raise Http404
