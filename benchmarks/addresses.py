"""Every address of the service that can be looked at, filled in with what the visitor has to do with.

Of all that an argument could name, what has the longest history is tried first: a page is as slow as its
fullest case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from benchmarks.visitors import Visitor

TRIED = 8
"""For each kind of thing that a visitor has to do with, how many are tried until a page is shown."""

_LONGEST_CASE = "LEFT JOIN kernel_stream s ON s.name = 'case:' || c.id"
_FULLEST = "ORDER BY coalesce(s.number, 0) DESC, c.id LIMIT %(most)s"
_CASES = (
    f"SELECT c.id FROM casework_case c {_LONGEST_CASE} WHERE c.owner_id = %(account)s {_FULLEST}",
    f"""SELECT c.id FROM casework_case c {_LONGEST_CASE} JOIN casework_handover h ON h.case_id = c.id
        WHERE h.state = 'offered' AND %(account)s IN (h.to_id, h.from_owner_id, h.offered_by) {_FULLEST}""",
    f"""SELECT c.id FROM casework_case c {_LONGEST_CASE} JOIN casework_handover h ON h.case_id = c.id
        WHERE h.state = 'offered' AND c.team_id = ANY(%(teams)s) {_FULLEST}""",
    f"""SELECT c.id FROM casework_case c {_LONGEST_CASE}
        WHERE c.team_id = ANY(%(teams)s) AND c.closed_at IS NULL {_FULLEST}""",
)
_CLIENTS = tuple(query.replace("SELECT c.id", "SELECT c.client_id", 1) for query in _CASES)
_TASKS = tuple(
    f"""SELECT t.id FROM casework_task t WHERE t.state = 'open' AND t.case_id IN ({query})
        ORDER BY t.id LIMIT %(most)s"""
    for query in _CASES
)
_OFFICERS = (
    "SELECT account_id FROM workforce_officer WHERE team_id = ANY(%(teams)s) ORDER BY 1 LIMIT %(most)s",
)
_TEAMS = ("SELECT unnest(%(teams)s::uuid[]) LIMIT %(most)s",)
_OFFICES = ("SELECT DISTINCT office_id FROM workforce_team WHERE id = ANY(%(teams)s) LIMIT %(most)s",)
_BENEFITS = ("SELECT benefit FROM casework_case GROUP BY benefit ORDER BY count(*) DESC LIMIT 1",)


def _some_of(table: str) -> tuple[str, ...]:
    return (f"SELECT id FROM {table} ORDER BY id DESC LIMIT %(most)s",)


NAMED_BY: dict[str, tuple[str, ...]] = {
    "case_id": _CASES,
    "client_id": _CLIENTS,
    "task_id": _TASKS,
    "officer_id": _OFFICERS,
    "team_id": _TEAMS,
    "office_id": _OFFICES,
    "benefit": _BENEFITS,
    "account_id": _some_of("access_account"),
    "grant_id": _some_of("access_grant"),
    "clearance_id": _some_of("access_clearance"),
    "conflict_id": _some_of("access_conflict"),
    "challenge_id": _some_of("access_challenge"),
    "pair_id": _some_of("people_doubtful_pair"),
    "record_id": _some_of("people_source_record"),
    "merge_id": _some_of("people_merge"),
    "breach_id": _some_of("people_breach"),
    "pk": ("SELECT id FROM mfa_authenticator WHERE user_id = %(account)s LIMIT %(most)s",),
    "key": (),  # only a search gives it
}
"""For each argument that an address may take: the queries that find what it can name."""

SEARCH_KEY = "search_results"
MADE_BY_MAIL = "account_reset_password_from_key"


class ArgumentUnknown(Exception):
    """An address takes an argument that the benchmark knows nothing for: say in NAMED_BY what finds it."""


@dataclass(frozen=True)
class Route:
    """An address by its name, with the names of its arguments, as its pattern shows it."""

    name: str
    shown: str
    arguments: tuple[str, ...]


def list_routes() -> list[Route]:
    """Every address of the service, except the one that only a letter can give. Raises ArgumentUnknown."""
    routes = [one for one in _routes(get_resolver(), "", "") if one.name != MADE_BY_MAIL]
    for route in routes:
        unknown = set(route.arguments) - set(NAMED_BY)
        if unknown and route.name != SEARCH_KEY:
            raise ArgumentUnknown(f"{route.shown}: {', '.join(sorted(unknown))}. {ArgumentUnknown.__doc__}")
    return routes


def _routes(resolver: URLResolver, space: str, before: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        shown = f"{before}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from _routes(entry, f"{space}{entry.namespace}:" if entry.namespace else space, shown)
        elif isinstance(entry, URLPattern):
            yield Route(f"{space}{entry.name}", f"/{shown}", tuple(entry.pattern.regex.groupindex))


def addresses_of(route: Route, visitor: Visitor) -> Iterator[str]:
    """The address with one thing after another that the visitor may have to do with."""
    if route.name == SEARCH_KEY:
        yield from _search(visitor)
    elif not route.arguments:
        yield reverse(route.name)
    else:
        for one in visitor.looks_at:
            for values in zip(*(list(_values(name, one)) for name in route.arguments), strict=False):
                yield reverse(route.name, args=values)


def _search(visitor: Visitor) -> Iterator[str]:
    """The results of a search for the commonest family name: only a search gives its address."""
    if not visitor.viewer:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT family FROM people_client_name GROUP BY family ORDER BY count(*) DESC LIMIT 1")
        found = cursor.fetchone()
    answer = visitor.client.post(reverse("search"), {"text": found[0] if found else "Nobody"})
    if answer.status_code == 302:
        yield answer.headers["Location"]


def _values(name: str, visitor: Visitor) -> Iterator[object]:
    queries: Sequence[str] = NAMED_BY[name]
    with connection.cursor() as cursor:
        about: dict[str, Any] = {"account": visitor.account_id, "teams": _teams(visitor), "most": TRIED}
        for query in queries:
            cursor.execute(query, about)
            yield from (value for (value,) in islice(cursor.fetchall(), TRIED))


def _teams(visitor: Visitor) -> list[object]:
    """The teams that they work in or lead, or all of those that they may look at."""
    if not visitor.viewer:
        return []
    if own := [*visitor.viewer.led_teams, *visitor.viewer.teams]:
        return list(dict.fromkeys(own))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM workforce_team WHERE %s OR office_id = ANY(%s) ORDER BY name",
            [visitor.viewer.everywhere, list(visitor.viewer.offices)],
        )
        return [team_id for (team_id,) in cursor.fetchall()]
