"""Giving and ending roles and clearances, each with a reason."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from upheld.domains.access import commands
from upheld.domains.access.queries import (
    OF_ONE_CLIENT,
    ClientMustBeNamed,
    GrantIsOutOfOrder,
    GrantToOneself,
    Role,
    RolesDoNotGoTogether,
)
from upheld.journeys.given_access import (
    Choices,
    NoCustomerWithThisNumber,
    client_with_number,
    get_given,
    get_person_page,
    list_choices,
)
from upheld.journeys.given_in_words import Given
from upheld.kernel import clock
from upheld.kernel.errors import RuleBroken
from upheld.policy import current_pack
from upheld.web.access.asking import Asked, ReasonField, show, taken, who_and_when
from upheld.web.components.dates import DayField
from upheld.web.components.forms import GovukForm
from upheld.web.components.words import day
from upheld.web.doors import PageRequest, done

AT_FIELD: Mapping[type[RuleBroken], str] = {
    RolesDoNotGoTogether: "role",
    GrantToOneself: "role",
    GrantIsOutOfOrder: "last_day",
    ClientMustBeNamed: "number",
    NoCustomerWithThisNumber: "number",
}
EVERYWHERE = "everywhere"


class DaysForm(GovukForm):
    """From when, up to and with which day, and why."""

    first_day = DayField(label="First day")
    last_day = DayField(
        label="Last day (optional)",
        help_text="Leave this empty only when it has no end. It is then looked at again and again.",
        required=False,
    )
    reason = ReasonField(label="Why do they need it?")

    def clean(self) -> dict[str, Any]:
        """The days as access keeps them: the first on which it counts, and the first on which it does not."""
        given = super().clean() or {}
        last = given.get("last_day")
        return given | {"starts_on": given.get("first_day"), "ends_on": last and last + timedelta(days=1)}


class RoleForm(DaysForm):
    """A role, in a place, for a benefit or all."""

    role = forms.ChoiceField(label="Which role?", widget=forms.RadioSelect)
    place = forms.ChoiceField(label="Where?", help_text="A team, an office, a region, or everywhere.")
    benefit = forms.ChoiceField(label="For which benefit?", required=False)
    number = forms.CharField(
        label="National Insurance number of the customer (optional)",
        help_text="Only for a customer and a representative: whose record they see.",
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
    )
    field_order = ("role", "place", "benefit", "number", "first_day", "last_day", "reason")

    def __init__(self, data: Any, *, choices: Choices, today: date) -> None:
        super().__init__(data, initial={"first_day": today})
        pack = current_pack()
        roles = [(one.key, f"{one.name}. {one.summary}") for one in pack.roles.on(today)]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        self.fields["place"].choices = [("", "Choose a place"), *_places(choices)]  # type: ignore[attr-defined]
        benefits = [(one.key, one.name) for one in pack.benefits.on(today)]
        self.fields["benefit"].choices = [("", "Every benefit"), *benefits]  # type: ignore[attr-defined]
        if data and data.get("role") in OF_ONE_CLIENT:
            self.fields["place"].required = False


class ClearanceForm(DaysForm):
    """A clearance, up to a level."""

    role = forms.ChoiceField(label="Up to which level?", widget=forms.RadioSelect)
    field_order = ("role", "first_day", "last_day", "reason")

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data, initial={"first_day": today})
        levels = sorted(current_pack().restrictions.on(today), key=lambda level: level.rank)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (one.key, f"{one.label}. {one.when}") for one in levels
        ]


class EndForm(GovukForm):
    """When it ends, and why."""

    when = forms.ChoiceField(
        label="When does it end?",
        choices=(("now", "Now, at once"), ("later", "At the end of a day")),
        widget=forms.RadioSelect,
    )
    last_day = DayField(label="Last day", help_text="Only when it ends later.", required=False)
    reason = ReasonField(label="Why does it end?")

    def clean(self) -> dict[str, Any]:
        """The first day on which it does not count any more."""
        given = super().clean() or {}
        if given.get("when") == "later" and not given.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", "Enter the last day")
        last = given.get("last_day") if given.get("when") == "later" else None
        return given | {"ends_on": last + timedelta(days=1) if last else clock.today()}


def give_role(request: PageRequest, account_id: UUID) -> HttpResponse:
    """Give someone a role."""
    name = get_person_page(account_id, viewer=request.viewer, on=clock.today()).person.name
    choices = list_choices(viewer=request.viewer)
    form = RoleForm(request.POST or None, choices=choices, today=clock.today())
    if taken(request, form, lambda given: _give(given, choices, account_id, request), AT_FIELD):
        done(request, "The role is given.")
        return redirect("access_person", account_id)
    back = reverse("access_person", args=[account_id])
    return show(request, form, Asked(title="Give a role", button="Give this role", back=back, caption=name))


def give_clearance(request: PageRequest, account_id: UUID) -> HttpResponse:
    """Let someone see restricted records up to a level."""
    name = get_person_page(account_id, viewer=request.viewer, on=clock.today()).person.name
    form = ClearanceForm(request.POST or None, today=clock.today())
    lead = "They then see restricted records up to this level, in the places where their roles let them look."

    def do(given: dict[str, Any]) -> None:
        commands.give_clearance(
            account_id=account_id,
            level=given["role"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            reason=given["reason"],
            by=request.viewer.account_id,
            at=clock.now(),
        )

    if taken(request, form, do, AT_FIELD):
        done(request, "The clearance is given.")
        return redirect("access_person", account_id)
    back = reverse("access_person", args=[account_id])
    asked = Asked(
        title="Give a clearance", button="Give this clearance", back=back, caption=name, lead=(lead,)
    )
    return show(request, form, asked)


def end_grant(request: PageRequest, grant_id: UUID) -> HttpResponse:
    """End a role."""
    given = get_given(grant_id, viewer=request.viewer, on=clock.today(), is_clearance=False)
    form = EndForm(request.POST or None)

    def do(said: dict[str, Any]) -> None:
        by = who_and_when(request)
        commands.end_grant(grant_id=grant_id, ends_on=said["ends_on"], because=said["reason"], **by)

    return _end(request, form, given, taken(request, form, do), "role")


def end_clearance(request: PageRequest, clearance_id: UUID) -> HttpResponse:
    """End a clearance."""
    given = get_given(clearance_id, viewer=request.viewer, on=clock.today(), is_clearance=True)
    form = EndForm(request.POST or None)

    def do(said: dict[str, Any]) -> None:
        by = who_and_when(request)
        commands.end_clearance(
            clearance_id=clearance_id, ends_on=said["ends_on"], because=said["reason"], **by
        )

    return _end(request, form, given, taken(request, form, do), "clearance")


def _end(request: PageRequest, form: EndForm, given: Given, is_done: bool, what: str) -> HttpResponse:
    if is_done:
        done(request, f"The {what} is ended.")
        return redirect("access_person", given.account_id)
    until = f"until {day(given.last_day)}" if given.last_day else "without an end"
    lead = f"{given.name}. {given.where}. From {day(given.starts_on)}, {until}."
    back = reverse("access_person", args=[given.account_id])
    asked = Asked(
        title=f"End this {what}",
        button=f"End this {what}",
        back=back,
        caption=given.account_name,
        lead=(lead,),
        is_warning=True,
    )
    return show(request, form, asked)


def _places(choices: Choices) -> list[tuple[str, str]]:
    """Everything that can be chosen as a place, the widest first; each team after its office."""
    wide = [(EVERYWHERE, "Everywhere"), *((f"region:{one}", f"Region {one}") for one in choices.regions)]
    narrow: list[tuple[str, str]] = []
    for office in choices.offices:
        narrow.append((f"office:{office.id}", office.name))
        teams = (team for team in choices.teams if team.office_id == office.id)
        narrow += [(f"team:{team.id}", f"{office.name}, {team.name}") for team in teams]
    return wide + narrow


def _give(given: dict[str, Any], choices: Choices, account_id: UUID, request: PageRequest) -> None:
    role = Role(given["role"])
    number, is_of_one = given["number"].strip(), role in OF_ONE_CLIENT
    commands.grant_role(
        account_id=account_id,
        role=role,
        client_id=client_with_number(number) if is_of_one and number else None,
        benefit=given["benefit"],
        starts_on=given["starts_on"],
        ends_on=given["ends_on"],
        reason=given["reason"],
        by=request.viewer.account_id,
        at=clock.now(),
        **({} if is_of_one else _place(given["place"], choices)),
    )


def _place(chosen: str, choices: Choices) -> dict[str, Any]:
    sort, _, value = chosen.partition(":")
    if sort == "region":
        return {"region": value}
    if sort == "office":
        return {"office_id": UUID(value)}
    if sort == "team":
        team = next(team for team in choices.teams if str(team.id) == value)
        return {"team_id": team.id, "office_id": team.office_id}
    return {}
