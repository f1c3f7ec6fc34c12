"""Every address of the service, and something that stands for each argument of an address."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.builders.casework import Agency
from tests.builders.doubtful_pairs import pair_of, two_joans
from upheld.domains.access.commands import declare_conflict, open_by_challenge, record_looks
from upheld.domains.access.queries import Seen, the_service
from upheld.domains.casework.queries import list_open_tasks
from upheld.domains.people.models import SourceRecord
from upheld.domains.people.queries import get_merge
from upheld.journeys.merging import list_breaches, merge_clients, part_clients
from upheld.kernel import clock
from upheld.kernel.identifiers import SYSTEM, new_id
from upheld.web.doors import Who


def _task(agency: Agency) -> Any:
    case_id = agency.case(owner=agency.officers[0])
    return list_open_tasks(case_id, viewer=the_service())[0].id


def _challenge(agency: Agency) -> Any:
    """An opening of a record that those who lead the agency review."""
    said = {"purpose": "present", "reason": "They stand at our desk and need an answer today."}
    return open_by_challenge(
        client_id=new_id(), offices=[], owners=[], **said, by=agency.officer(), at=clock.now()
    )


def _conflict(agency: Agency) -> Any:
    return declare_conflict(client_id=agency.client(), by=agency.officer(), at=clock.now())


_numbers = count(2)


def _joans(agency: Agency) -> tuple[SourceRecord, SourceRecord]:
    """Two records about which nobody has said anything yet."""
    return two_joans(agency.office_id, agency.at, nth=next(_numbers))


def _record(agency: Agency) -> Any:
    return _joans(agency)[0].id


def _pair(agency: Agency) -> Any:
    return pair_of(*_joans(agency), at=agency.at)


def _merge(agency: Agency) -> Any:
    one, other = (record.client_id for record in _joans(agency))
    return merge_clients(into=one, absorbed=other, because="They are one.", by=SYSTEM, at=agency.at)


def _breach(agency: Agency) -> Any:
    """A client to be told: somebody looked while they were joined in error."""
    merge_id = _merge(agency)
    into = get_merge(viewer=the_service(), merge_id=merge_id).into
    record_looks(seen=[Seen("record", (into,))], door="web", by=agency.officer(), at=agency.later(hours=1))
    part_clients(merge_id=merge_id, belongs={}, because="They are two.", by=SYSTEM, at=agency.later(hours=1))
    return list_breaches(viewer=the_service())[0].row.id


ARGUMENTS: dict[str, Callable[[Agency], Any]] = {
    "case_id": lambda agency: agency.case(owner=agency.officers[0]),
    "client_id": lambda agency: agency.client(),
    "officer_id": lambda agency: agency.officers[0],
    "task_id": _task,
    "team_id": lambda agency: agency.team_id,
    "office_id": lambda agency: agency.office_id,
    "benefit": lambda agency: "personal-independence-payment",
    "account_id": lambda agency: agency.officers[0],
    "grant_id": lambda agency: new_id(),
    "clearance_id": lambda agency: new_id(),
    "challenge_id": _challenge,
    "conflict_id": _conflict,
    "pair_id": _pair,
    "record_id": _record,
    "merge_id": _merge,
    "breach_id": _breach,
    "key": lambda agency: "unknown",
    "pk": lambda agency: 1,
}
"""For each argument that an address may take: how to make something that it names."""


class Route(NamedTuple):
    """One address: its name, its view, and the arguments that it takes."""

    name: str
    view: Callable[..., Any]
    arguments: tuple[str, ...]

    @property
    def who_may_use(self) -> Who | None:
        """Who may use it, if its door says so."""
        return getattr(self.view, "who_may_use", None)

    def address(self, agency: Agency) -> str:
        """The address of something that exists."""
        return reverse(self.name, kwargs={name: ARGUMENTS[name](agency) for name in self.arguments})


def every_route(resolver: URLResolver | None = None, space: str = "") -> Iterator[Route]:
    """Every address of the service."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from every_route(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            arguments = tuple(entry.pattern.regex.groupindex)
            yield Route(f"{space}{entry.name or entry.pattern}", entry.callback, arguments)
