"""Every address of the service, and something that stands for each argument of an address."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.builders.casework import Agency
from upheld.domains.access.queries import the_service
from upheld.domains.casework.queries import list_open_tasks
from upheld.web.doors import Who


def _task(agency: Agency) -> Any:
    case_id = agency.case(owner=agency.officers[0])
    return list_open_tasks(case_id, viewer=the_service())[0].id


ARGUMENTS: dict[str, Callable[[Agency], Any]] = {
    "case_id": lambda agency: agency.case(owner=agency.officers[0]),
    "client_id": lambda agency: agency.client(),
    "officer_id": lambda agency: agency.officers[0],
    "task_id": _task,
    "team_id": lambda agency: agency.team_id,
    "office_id": lambda agency: agency.office_id,
    "benefit": lambda agency: "personal-independence-payment",
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
