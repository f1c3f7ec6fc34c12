"""Who has what: roles and clearances in plain words, with the places that they count in."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from upheld.domains.access.queries import (
    PersonRow,
    Viewer,
    get_clearance,
    get_grant,
    get_person,
    list_clearances,
    list_clearances_ending,
    list_grants,
    list_grants_ending,
    list_grants_without_end,
    list_people,
    list_places,
    list_regions,
    the_service,
)
from upheld.domains.people.queries import find_client_by_number
from upheld.domains.workforce.queries import OfficeRow, TeamRow, list_offices, list_teams
from upheld.journeys.given_in_words import Given, tell
from upheld.kernel.errors import RuleBroken

ENDS_SOON = timedelta(days=30)
PEOPLE_ON_A_PAGE = 50
MOST_OF_ONE = 500
"""How many roles of one person are read: somebody with 300 is known."""


@dataclass(frozen=True, kw_only=True)
class PersonPage:
    """One person and all that was given to them: what counts, or will, and what is over."""

    person: PersonRow
    live: tuple[Given, ...]
    over: tuple[Given, ...]


@dataclass(frozen=True, kw_only=True)
class PeoplePage:
    """People by name; `next` is the last one shown, when there are more."""

    people: tuple[PersonRow, ...]
    next: UUID | None


@dataclass(frozen=True, kw_only=True)
class EndingPage:
    """What ends soon, and what has no end; `next` is the id after which more without an end stand."""

    soon: tuple[Given, ...]
    endless: tuple[Given, ...]
    next: UUID | None


class NoCustomerWithThisNumber(RuleBroken):
    """No customer has this National Insurance number. Compare it with their letter or card."""


def get_people_page(*, viewer: Viewer, on: date, text: str = "", after: UUID | None = None) -> PeoplePage:
    """A page of people whose names have these words in them. Three queries. Raises NotYoursToDo."""
    rows = list_people(viewer=viewer, on=on, text=text, after=after, limit=PEOPLE_ON_A_PAGE + 1)
    shown = rows[:PEOPLE_ON_A_PAGE]
    return PeoplePage(people=tuple(shown), next=shown[-1].id if len(rows) > PEOPLE_ON_A_PAGE else None)


def get_person_page(account_id: UUID, *, viewer: Viewer, on: date) -> PersonPage:
    """One person and what was given to them, for those who keep or audit it, and for themself. Eight queries.

    Raises NotYoursToDo, NoSuchAccount.
    """
    person = get_person(account_id, viewer=viewer, on=on)
    grants = list_grants(viewer=viewer, account_id=account_id, limit=MOST_OF_ONE)
    told = tell(grants, list_clearances(viewer=viewer, account_id=account_id), on)
    return PersonPage(
        person=person,
        live=tuple(one for one in told if not one.is_over),
        over=tuple(one for one in told if one.is_over),
    )


def get_ending_page(*, viewer: Viewer, on: date, after: UUID | None = None) -> EndingPage:
    """What ends within thirty days, and what never does. Six queries. Raises NotYoursToDo."""
    until = on + ENDS_SOON
    ending = list_grants_ending(viewer=viewer, on=on, until=until)
    cleared = list_clearances_ending(viewer=viewer, on=on, until=until)
    rows = list_grants_without_end(viewer=viewer, on=on, after=after, limit=PEOPLE_ON_A_PAGE + 1)
    endless = rows[:PEOPLE_ON_A_PAGE]
    told = tell([*ending, *endless], cleared, on)
    soon = sorted((one for one in told if one.last_day), key=lambda one: (one.last_day or on, one.id))
    return EndingPage(
        soon=tuple(soon),
        endless=tuple(one for one in told if not one.last_day),
        next=endless[-1].id if len(rows) > PEOPLE_ON_A_PAGE else None,
    )


def get_given(given_id: UUID, *, viewer: Viewer, on: date, is_clearance: bool) -> Given:
    """One role, or one clearance. Four queries. Raises NotYoursToDo, NoSuchGrant."""
    if is_clearance:
        return tell([], [get_clearance(given_id, viewer=viewer)], on)[0]
    return tell([get_grant(given_id, viewer=viewer)], [], on)[0]


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What there is to choose from when a role is given."""

    regions: tuple[str, ...]
    offices: tuple[OfficeRow, ...]
    teams: tuple[TeamRow, ...]


def list_choices(*, viewer: Viewer) -> Choices:
    """The places in which a role can be given. Three queries. Raises NotYoursToDo."""
    return Choices(
        regions=tuple(list_regions(viewer=viewer)),
        offices=tuple(list_offices(viewer=viewer)),
        teams=tuple(list_teams(viewer=viewer)),
    )


def client_with_number(number: str) -> UUID:
    """Whose record a role as customer or representative opens. Raises NoCustomerWithThisNumber."""
    found = find_client_by_number(number, viewer=the_service())
    if found is None:
        raise NoCustomerWithThisNumber
    return found


@dataclass(frozen=True)
class PlacedOffice:
    """An office and the region in which it lies; empty when nobody has said yet."""

    id: UUID
    name: str
    region: str


def list_placed_offices(*, viewer: Viewer) -> list[PlacedOffice]:
    """Every office with its region, by name. Two queries. Raises NotYoursToDo."""
    regions = list_places(viewer=viewer)
    offices = list_offices(viewer=the_service())
    return [PlacedOffice(one.id, one.name, regions.get(one.id, "")) for one in offices]
