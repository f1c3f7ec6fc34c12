"""Which pages are asked for: records that every visitor may see, so that their times can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from django.db import connection

from benchmarks.million.visitors import Browser

RECORDS = 300
"""So many different cases and clients, spread over all that the officer with fewest grants sees."""

SEARCHES = 12
"""So many different searches of each sort: a session keeps twenty."""

_CASES = """
    SELECT c.id, c.client_id FROM casework_case c
     WHERE c.office_id = ANY(%(offices)s) AND c.benefit = ANY(%(benefits)s)
       AND NOT EXISTS (SELECT FROM access_restriction r WHERE r.client_id = c.client_id)
       AND NOT EXISTS (SELECT FROM access_conflict o WHERE o.client_id = c.client_id)
     ORDER BY md5(c.id::text) LIMIT %(number)s
"""
_PEOPLE = """
    SELECT n.given, n.family, p.born_on, p.national_insurance_number
      FROM people_client p JOIN people_client_name n ON n.client_id = p.id AND n.kind = 'letters'
     WHERE p.id = ANY(%(clients)s) ORDER BY md5(p.id::text) LIMIT %(number)s
"""


@dataclass(frozen=True)
class Asked:
    """A page by its name, and the addresses under which it is asked for."""

    page: str
    paths: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """What there is to look at: cases, clients, and what would be typed to find some of them."""

    cases: tuple[str, ...]
    clients: tuple[str, ...]
    searches: dict[str, tuple[str, ...]]


def find(offices: Sequence[str], benefits: Sequence[str], seed: int) -> Found:
    """Choose records in these offices, the same each time."""
    with connection.cursor() as cursor:
        cursor.execute(_CASES, {"offices": list(offices), "benefits": list(benefits), "number": RECORDS})
        rows = cursor.fetchall()
        clients = list(dict.fromkeys(client for _, client in rows))
        cursor.execute(_PEOPLE, {"clients": clients, "number": SEARCHES})
        people = cursor.fetchall()
    rng = Random(f"{seed} typos")
    return Found(
        cases=tuple(str(case) for case, _ in rows),
        clients=tuple(map(str, clients)),
        searches={
            "name with a typo": tuple(f"{given} {_mistyped(family, rng)}" for given, family, _, _ in people),
            "date of birth": tuple(f"{born:%-d %B %Y}" for _, _, born, _ in people),
            "number": tuple(number for *_, number in people),
        },
    )


def pages_of(browser: Browser, found: Found, team_ids: Sequence[str]) -> list[Asked]:
    """Every page for someone who has signed in; those of teams only for who leads any."""
    own = [
        Asked("My day", ("/",)),
        Asked("Client", tuple(f"/clients/{one}/" for one in found.clients)),
        Asked("Case", tuple(f"/cases/{one}/" for one in found.cases)),
        Asked("Standards", ("/standards/",)),
    ]
    own += [Asked(f"Search: {sort}", _results(browser, texts)) for sort, texts in found.searches.items()]
    if team_ids:
        own.append(Asked("Team", tuple(f"/team/{one}/" for one in team_ids)))
    return own


def _results(browser: Browser, texts: Sequence[str]) -> tuple[str, ...]:
    """The addresses of what these searches found, each sent as a form. A whole number leads to its client."""
    return tuple(dict.fromkeys(browser.post("/search/", text=text).location for text in texts))


def _mistyped(word: str, rng: Random) -> str:
    """The word with one letter left out, not the first."""
    place = rng.randrange(1, len(word))
    return word[:place] + word[place + 1 :]
