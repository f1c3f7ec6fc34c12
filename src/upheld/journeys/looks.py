"""The record of who looked, for those who read it: in plain words about one client, and as a search."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from upheld.domains.access.queries import (
    LookRow,
    Viewer,
    list_looks_at_client,
    looking,
    name_of,
    search_looks,
    tell_look,
    the_service,
)
from upheld.domains.casework.queries import find_client_of_case
from upheld.domains.people.queries import IdentityStrip, NoSuchClient, get_identity_strips
from upheld.domains.workforce.queries import list_offices
from upheld.journeys.given_in_words import role_name
from upheld.kernel.days import day_of, start_of_day
from upheld.policy import current_pack

ON_A_PAGE = 50
MOST_EXPORTED = 10_000


@dataclass(frozen=True)
class ToldLook:
    """A look, and the sentence that tells it."""

    row: LookRow
    sentence: str


@dataclass(frozen=True, kw_only=True)
class LooksAtClient:
    """Who looked at a client, for those who look after their safety."""

    strip: IdentityStrip
    looks: tuple[ToldLook, ...]
    next: UUID | None


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What an auditor looks for: all of these, from the first day up to and with the last."""

    account_id: UUID | None = None
    client_id: UUID | None = None
    door: str = ""
    kind: str = ""
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, kw_only=True)
class LooksFound:
    """What was found; `account` names the person who was asked for; `next` is the id of the last shown."""

    rows: tuple[LookRow, ...]
    offices: Mapping[UUID, str]
    account: str
    next: UUID | None


def get_looks_at_client(
    client_id: UUID, *, viewer: Viewer, at: datetime, after: UUID | None = None
) -> LooksAtClient:
    """Who looked at a client whom the viewer sees, for safeguarding leads. Eight queries.

    Raises NoSuchClient, NotYoursToDo.
    """
    today = day_of(at, current_pack().time_zone)
    strip = get_identity_strips(viewer=viewer, client_ids=[client_id], on=today).get(client_id)
    if strip is None:
        raise NoSuchClient
    rows = list_looks_at_client(
        client_id, viewer=viewer, offices=strip.offices, after=after, limit=ON_A_PAGE + 1
    )
    shown = rows[:ON_A_PAGE]
    return LooksAtClient(
        strip=strip,
        looks=tuple(tell_looks(shown, office_names())),
        next=shown[-1].id if len(rows) > ON_A_PAGE else None,
    )


def find_looks(wanted: Wanted, *, viewer: Viewer, after: UUID | None = None) -> LooksFound:
    """The looks that fit, the latest first, for auditors. At most seven queries. Raises NotYoursToDo."""
    rows = _search(wanted, viewer=viewer, after=after, limit=ON_A_PAGE + 1)
    shown = rows[:ON_A_PAGE]
    account = name_of([wanted.account_id]).get(wanted.account_id, "") if wanted.account_id else ""
    return LooksFound(
        rows=tuple(shown),
        offices=office_names(),
        account=account,
        next=shown[-1].id if len(rows) > ON_A_PAGE else None,
    )


def export_looks(wanted: Wanted, *, viewer: Viewer) -> list[LookRow]:
    """The looks that fit, for a file: at most ten thousand, the latest first. Raises NotYoursToDo."""
    return _search(wanted, viewer=viewer, after=None, limit=MOST_EXPORTED)


def client_called(text: str) -> UUID | None:
    """Whom an auditor means by the id of a client, or by the reference of a case; None for nobody."""
    try:
        return UUID(text.strip())
    except ValueError:
        # An auditor reads no case: nothing of what is found here is shown.
        with looking(door="background"):
            return find_client_of_case(text, viewer=the_service())


def tell_looks(rows: Iterable[LookRow], offices: Mapping[UUID, str]) -> Iterator[ToldLook]:
    """Looks at a client as sentences that the client understands."""
    zone = current_pack().time_zone
    for row in rows:
        sentence = tell_look(
            at=row.at,
            name=row.account_name,
            role=role_name(row.role).lower() if row.role else "",
            place=offices.get(row.office_id, "") if row.office_id else "",
            kind=row.kind,
            why=row.why,
            zone=zone,
        )
        yield ToldLook(row, sentence)


def office_names() -> dict[UUID, str]:
    """What each office is called. One query."""
    return {office.id: office.name for office in list_offices(viewer=the_service())}


def _search(wanted: Wanted, *, viewer: Viewer, after: UUID | None, limit: int) -> list[LookRow]:
    zone = current_pack().time_zone
    since = start_of_day(wanted.first_day, zone) if wanted.first_day else None
    until = start_of_day(wanted.last_day + timedelta(days=1), zone) if wanted.last_day else None
    return search_looks(
        viewer=viewer,
        account_id=wanted.account_id,
        client_id=wanted.client_id,
        door=wanted.door,
        kind=wanted.kind,
        since=since,
        until=until,
        after=after,
        limit=limit,
    )
