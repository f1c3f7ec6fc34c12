"""Parting clients who were joined in error, and telling those whose data was seen as another's."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from upheld.domains.people.commands import tell_breach
from upheld.domains.people.queries import NoSuchBreach
from upheld.journeys.merging import Later, Parting, Untold, list_breaches, part_clients, plan_parting
from upheld.kernel import clock
from upheld.web.access.asking import Asked, show, taken, who_and_when
from upheld.web.components.forms import GovukForm
from upheld.web.components.words import count, day
from upheld.web.components.work import Action, Empty, WorkRow
from upheld.web.doors import PageRequest, done
from upheld.web.identity import identity_of
from upheld.web.linking.forms import LONGEST

NOBODY_TO_TELL = Empty(
    "Nobody has to be told",
    "When a wrong join showed somebody’s data as another’s, both people stand here until they are told.",
)
ON_A_PAGE = 50

_KINDS = {
    "case": "Case",
    "note": "Note",
    "promise": "Promise",
    "grant": "Who signs in for them",
    "record": "Record of a system",
    "name": "Name",
    "address": "Address",
    "contact": "Phone or email",
    "representative": "Who speaks for them",
    "restriction": "Restriction",
    "hold": "Legal hold",
}


class PartForm(GovukForm):
    """Why, and for each thing that came later whose it is."""

    because = forms.CharField(
        label="Why are they two people?",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why they are two people"},
    )

    def __init__(self, data: Any, *, plan: Parting) -> None:
        """A question for each thing, in the order in which they are told."""
        super().__init__(data)
        whose = [
            (str(plan.merge.into), f"{plan.strip.name}, whose record stayed"),
            (str(plan.merge.absorbed), f"{plan.absorbed_name}, whose record was joined to it"),
        ]
        for one in plan.later:
            self.fields[one.key] = forms.ChoiceField(
                label=f"{_KINDS.get(one.kind, one.kind.capitalize())}: {one.told}",
                help_text=f"It came on {day(one.at)}." if one.at else "",
                choices=whose,
                widget=forms.RadioSelect,
                initial=str(one.suggested) if one.suggested else None,
                error_messages={"required": f"Say whose it is: {_short(one)}"},
            )


class TellForm(GovukForm):
    """How somebody was told."""

    how = forms.CharField(
        label="How did you tell them, and what did they say?",
        help_text="For example: rang them, said what was seen and by how many, sent the letter.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say how you told them"},
    )


def part(request: PageRequest, merge_id: UUID) -> HttpResponse:
    """Undo a joining; whose each thing is that came after is asked one by one."""
    plan = plan_parting(merge_id, request.viewer, at=clock.now())
    form = PartForm(request.POST or None, plan=plan)

    def do(given: dict[str, Any]) -> None:
        belongs = {one.key: UUID(given[one.key]) for one in plan.later}
        said = {"merge_id": merge_id, "belongs": belongs, "because": given["because"]}
        part_clients(**said, **who_and_when(request))

    if taken(request, form, do):
        done(request, "They are two clients again. If somebody saw what was not theirs, both must be told.")
        return redirect("client", plan.merge.into)
    shown = {
        "form": form,
        "plan": plan,
        "later": count(len(plan.later), "thing"),
        "identity": identity_of(plan.strip),
        "back": reverse("held_where", args=[plan.merge.into]),
    }
    return render(request, "upheld/linking/part.html", shown)


def breaches(request: PageRequest) -> HttpResponse:
    """Who must still be told, or who was."""
    told = request.GET.get("told") == "yes"
    found = list_breaches(
        viewer=request.viewer, told=told, after=_id(request.GET.get("after", "")), limit=ON_A_PAGE + 1
    )
    rows = [_row(one) for one in found[:ON_A_PAGE]]
    following = str(found[ON_A_PAGE - 1].row.id) if len(found) > ON_A_PAGE else None
    shown = {"rows": rows, "told": told, "empty": NOBODY_TO_TELL, "next": following}
    return render(request, "upheld/linking/breaches.html", shown)


def tell(request: PageRequest, breach_id: UUID) -> HttpResponse:
    """Say that somebody was told, and how."""
    one = _breach(request, breach_id)
    form = TellForm(request.POST or None)
    by = who_and_when(request)
    if taken(request, form, lambda given: tell_breach(breach_id=breach_id, **given, **by)):
        done(request, f"It is kept that {one.name} was told.")
        return redirect("breaches")
    asked = Asked(
        title="Somebody was told",
        button="Keep that they were told",
        back=reverse("breaches"),
        caption=one.name,
        lead=(_what_happened(one), "Tell them in the way that is safe for them: look at their needs first."),
    )
    return show(request, form, asked)


def _breach(request: PageRequest, breach_id: UUID) -> Untold:
    for one in list_breaches(viewer=request.viewer, limit=1_000):
        if one.row.id == breach_id:
            return one
    raise NoSuchBreach


def _row(one: Untold) -> WorkRow:
    href = reverse("tell_breach", args=[one.row.id])
    if one.row.told_at:
        told = f"{one.told_by_name} told them on {day(one.row.told_at)}: “{one.row.told_how}”"
        return WorkRow(what=one.name, href=reverse("client", args=[one.row.client_id]), why=told)
    return WorkRow(
        what=one.name,
        href=reverse("client", args=[one.row.client_id]),
        why=_what_happened(one),
        action=Action("Say that they were told", href),
    )


def _what_happened(one: Untold) -> str:
    row = one.row
    until = f" until {day(row.parted_at)}" if row.parted_at else ""
    other = " One of them was the other person, or speaks for them." if row.seen_by_client else ""
    return (
        f"From {day(row.joined_at)}{until} their record stood as one with another person’s, and "
        f"{count(row.seen_by, 'account')} looked at it.{other}"
    )


def _short(one: Later) -> str:
    return one.told if len(one.told) < 60 else f"{one.told[:57]}..."


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
