"""`upheld staff`: people who work for the agency, and what they may do."""

import getpass
import sys
from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from cyclopts import App, Parameter
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from upheld.cli.offices import office_with_key
from upheld.domains.access.commands import remove_second_step
from upheld.domains.access.queries import Role, the_service
from upheld.domains.workforce.queries import NoSuchTeam, list_teams
from upheld.journeys.staffing import take_on
from upheld.kernel import clock
from upheld.kernel.errors import RuleBroken
from upheld.kernel.identifiers import SYSTEM

app = App(name="staff", help="People who work for the agency, and what they may do.")


class PasswordIsWeak(RuleBroken):
    """This password is too easy to guess. Nothing was kept."""


@app.command(name="take-on")
def take_on_(
    name: Annotated[str, Parameter(help="Their name, as colleagues and clients read it.")],
    *,
    email: Annotated[str, Parameter(help="The address that they sign in with.")],
    role: Annotated[Role, Parameter(help="What they do.")] = Role.OFFICER,
    office: Annotated[str, Parameter(help="The key of their office. Without it the role is for all.")] = "",
    team: Annotated[str, Parameter(help="Their team in that office. Without it they own no cases.")] = "",
    trained_for: Annotated[tuple[str, ...], Parameter(help="Keys of benefits they may work on.")] = (),
    hours: Annotated[Decimal, Parameter(help="The hours a week of their contract.")] = Decimal(37),
    starts_on: Annotated[date | None, Parameter(help="Their first day; today without it.")] = None,
) -> None:
    """Take someone on, so that they can sign in.

    Their first password is asked for, or read from standard input.
    """
    office_id = office_with_key(office).id if office else None
    take_on(
        name=name,
        email=email,
        password=_password(),
        role=role,
        office_id=office_id,
        team_id=_team(office_id, team) if team else None,
        benefits=trained_for,
        hours=hours,
        starts_on=starts_on or clock.today(),
        by=SYSTEM,
        at=clock.now(),
    )
    print(f"{name} can sign in now with {email}.")


@app.command(name="remove-second-step")
def remove_second_step_(
    email: Annotated[str, Parameter(help="The address that they sign in with.")],
) -> None:
    """Let someone who lost their phone and their codes sign in again. Make sure first that it is them.

    Their authenticator app, recovery codes and passkeys no longer count; they set up new ones.
    """
    remove_second_step(email=email, by=SYSTEM, at=clock.now())
    print(f"{email} can sign in with their password alone, until they set up a second step again.")


def _team(office_id: UUID | None, name: str) -> UUID:
    for team in list_teams(viewer=the_service()):
        if team.office_id == office_id and team.name == name:
            return team.id
    raise NoSuchTeam(f"There is no team “{name}” in that office. See them all: upheld offices list")


def _password() -> str:
    password = (
        getpass.getpass("Their first password: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
    )
    try:
        validate_password(password)
    except ValidationError as weak:
        raise PasswordIsWeak(f"{' '.join(weak.messages)} Nothing was kept.") from weak
    return password
