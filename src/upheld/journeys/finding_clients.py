"""Finding whoever is on the telephone: by what they say of themselves, or by the reference of a case."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from upheld.domains.access.queries import Viewer
from upheld.domains.casework.queries import CaseRow, find_cases_by_reference, list_open_cases_of_clients
from upheld.domains.people.queries import SearchHit, SearchPage, search_clients
from upheld.domains.workforce.queries import list_offices
from upheld.kernel.days import day_of
from upheld.policy import current_pack


@dataclass(frozen=True, kw_only=True)
class FoundClient:
    """A client who was found, with the offices that serve them and their open cases that the viewer sees."""

    hit: SearchHit
    offices: tuple[str, ...]
    open_cases: tuple[CaseRow, ...]


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a search found. `cases` bear the reference that was typed.

    `only_case` and `only_client` are set when what was typed is a whole reference or National Insurance
    number and belongs to nothing and nobody else: then there is nothing to choose.
    """

    clients: tuple[FoundClient, ...]
    cases: tuple[CaseRow, ...]
    page: SearchPage
    only_case: UUID | None = None
    only_client: UUID | None = None


def find(text: str, *, viewer: Viewer, as_of: datetime, after: UUID | None = None) -> Found:
    """Find clients and cases by what someone typed, a page at a time. At most eleven queries.

    `after` is the `next` of the page before.
    """
    today = day_of(as_of, current_pack().time_zone)
    page = search_clients(viewer=viewer, text=text, on=today, after=after)
    cases = tuple(find_cases_by_reference(text, viewer=viewer, as_of=as_of)) if after is None else ()
    return Found(
        clients=_with_cases(page, viewer, as_of),
        cases=cases,
        page=page,
        only_case=cases[0].id if len(cases) == 1 and not page.found else None,
        only_client=_only(page, text) if not cases else None,
    )


def _with_cases(page: SearchPage, viewer: Viewer, as_of: datetime) -> tuple[FoundClient, ...]:
    if not page.hits:
        return ()
    names = {office.id: office.name for office in list_offices(viewer=viewer)}
    ids = [hit.client_id for hit in page.hits]
    cases = list_open_cases_of_clients(ids, viewer=viewer, as_of=as_of)
    return tuple(
        FoundClient(
            hit=hit,
            offices=tuple(sorted(names[office] for office in hit.offices if office in names)),
            open_cases=tuple(cases.get(hit.client_id, ())),
        )
        for hit in page.hits
    )


def _only(page: SearchPage, text: str) -> UUID | None:
    if page.found != 1 or not page.hits:
        return None
    (hit,) = page.hits
    whole = {_letters_and_digits(one) for one in (hit.national_insurance_number, *hit.references)}
    return hit.client_id if _letters_and_digits(text) in whole - {""} else None


def _letters_and_digits(text: str) -> str:
    return "".join(mark for mark in text.casefold() if mark.isalnum())
