"""`upheld offices`: the offices of the agency, and their teams."""

from typing import Annotated

from cyclopts import App, Parameter
from rich import print as show
from rich.table import Table

from upheld.domains.access.commands import place_office
from upheld.domains.access.queries import list_places, the_service
from upheld.domains.workforce.commands import open_office, open_team
from upheld.domains.workforce.queries import NoSuchOffice, OfficeRow, list_offices, list_teams
from upheld.kernel import clock
from upheld.kernel.identifiers import SYSTEM

app = App(name="offices", help="The offices of the agency, and their teams.")


@app.command(name="list")
def list_() -> None:
    """List the offices with their keys and their teams."""
    teams = list_teams(viewer=the_service())
    regions = list_places(viewer=the_service())
    table = Table("Office", "Key", "Region", "Teams")
    for office in list_offices(viewer=the_service()):
        names = ", ".join(team.name for team in teams if team.office_id == office.id)
        table.add_row(office.name, office.key, regions.get(office.id, ""), names or "none yet")
    show(table)


@app.command(name="open")
def open_(
    name: Annotated[str, Parameter(help="What people call it.")],
    *,
    key: Annotated[str, Parameter(help="A short word for it, as extracts of other systems name it.")],
    region: Annotated[str, Parameter(help="The region in which it lies, if there are regions.")] = "",
) -> None:
    """Open an office."""
    office_id = open_office(name=name, key=key, by=SYSTEM, at=clock.now())
    if region:
        place_office(office_id=office_id, region=region, by=SYSTEM, at=clock.now())
    print(f"{name} is open. Next, open its first team: upheld offices open-team “Team 1” --office {key}")


@app.command(name="place")
def place_(
    key: Annotated[str, Parameter(help="The key of the office.")],
    *,
    region: Annotated[str, Parameter(help="The region, written the same for each of its offices.")],
) -> None:
    """Say in which region an office lies: whoever has a role in the region has it in this office too."""
    office = office_with_key(key)
    place_office(office_id=office.id, region=region, by=SYSTEM, at=clock.now())
    print(f"{office.name} lies in the region {region}. See them all: upheld offices list")


@app.command(name="open-team")
def open_team_(
    name: Annotated[str, Parameter(help="What people call the team.")],
    *,
    office: Annotated[str, Parameter(help="The key of its office.")],
) -> None:
    """Open a team of an office."""
    open_team(office_id=office_with_key(office).id, name=name, by=SYSTEM, at=clock.now())
    print(f"{name} is open. Next, take someone on: upheld staff take-on --help")


def office_with_key(key: str) -> OfficeRow:
    """The office that has this key. Raises NoSuchOffice, which says what can be done."""
    for office in list_offices(viewer=the_service()):
        if office.key == key:
            return office
    raise NoSuchOffice(f"There is no office with the key “{key}”. See them all: upheld offices list")
