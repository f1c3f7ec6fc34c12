"""How long pages take through the running service, alone and with sixteen people at once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection
from django.test import Client

from benchmarks.findings import median_ms, p95_ms
from benchmarks.million.addresses import Asked, Found, pages_of
from benchmarks.million.serving import HOST
from benchmarks.million.visitors import Browser, sign_in
from benchmarks.processes import ROOT, CommandFailed

MANY = 16
WARM_UP = 20


@dataclass(frozen=True)
class Measured:
    """One page as one visitor sees it: queries, and the milliseconds of so many answers."""

    page: str
    visitor: str
    users: int
    queries: int
    answers: int
    median: float
    p95: float
    p99: float

    def as_dict(self) -> dict[str, object]:
        """For the process that collects them."""
        return asdict(self)


@dataclass(frozen=True)
class Visit:
    """Someone who looks at pages: their name, how they sign in, and the teams that they lead."""

    name: str
    email: str
    password: str
    teams: tuple[str, ...] = ()


def measure_visitors(port: int, visits: Sequence[Visit], found: Found, seconds: float) -> Iterator[Measured]:
    """Page after page, each as every visitor in turn, so that they can be compared; alone, then at once."""
    looking = [_Looking(port, visit, found) for visit in visits]
    for page in dict.fromkeys(page for one in looking for page in one.pages):
        for one in looking:
            if page in one.pages:
                yield from one.measure(page, seconds)


class _Looking:
    """One visitor who has signed in sixteen times, and the pages that they look at."""

    def __init__(self, port: int, visit: Visit, found: Found) -> None:
        self.port, self.visit = port, visit
        self.browsers = [sign_in(HOST, port, visit.email, visit.password) for _ in range(MANY)]
        asked = {one.page: one for one in pages_of(self.browsers[0], found, visit.teams)}
        self.pages = {"Team": asked["Team"]} if visit.teams else asked

    def measure(self, page: str, seconds: float) -> Iterator[Measured]:
        """The page alone and with sixteen at once."""
        asked = self.pages[page]
        queries = count_queries(self.browsers[0], asked)
        # A search belongs to the session that made it, so all sixteen share that session.
        shared = page.startswith("Search")
        cookies = [(self.browsers[0] if shared else one).cookie for one in self.browsers]
        ask(self.port, cookies[:1], asked, most=WARM_UP)
        for users in (1, MANY):
            times = ask(self.port, cookies[:users], asked, seconds=seconds)
            yield _measured(page, self.visit.name, users, queries, times)


def count_queries(browser: Browser, asked: Asked) -> int:
    """How many queries the page needs at most, over a few of its addresses, in this process.

    Once a minute it is also noted that a session is in use: that look is not counted.
    """
    client = Client()
    client.cookies.load(browser.cookie)
    client.get(asked.paths[0], headers={"host": HOST})
    most = 0
    for path in asked.paths[:5]:
        counted = _Counted()
        with connection.execute_wrapper(counted):
            client.get(path, headers={"host": HOST})
        most = max(most, counted.queries)
    return most


class _Counted:
    """Counts the queries that pass through it."""

    queries = 0

    def __call__(self, execute: Callable[..., Any], *query: Any) -> Any:
        """Let one query pass."""
        self.queries += 1
        return execute(*query)


def ask(port: int, cookies: Sequence[str], asked: Asked, *, seconds: float = 0, most: int = 0) -> list[float]:
    """Seconds of every answer. Raises CommandFailed when a page was refused or broke."""
    orders = {
        "url": f"http://{HOST}:{port}",
        "cookies": list(cookies),
        "paths": list(asked.paths),
        "seconds": seconds,
        "most": most,
    }
    done = subprocess.run(
        [_node(), "benchmarks/million/load.mjs"],
        input=json.dumps(orders),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    if done.returncode:
        raise CommandFailed(f"The load tool ended with {done.returncode}: {done.stderr[-500:]}")
    answer = json.loads(done.stdout)
    if set(answer["statuses"]) != {"200"} or answer["errors"] or answer["timeouts"]:
        raise CommandFailed(f"{asked.page}: {answer['statuses']}, {answer['errors']} errors.")
    return [time / 1000 for time in answer["times"]]


def _measured(page: str, visitor: str, users: int, queries: int, times: Sequence[float]) -> Measured:
    p99 = sorted(times)[max(0, -(-len(times) * 99 // 100) - 1)]
    return Measured(
        page, visitor, users, queries, len(times), median_ms(times), p95_ms(times), round(p99 * 1000, 2)
    )


def _node() -> str:
    """Node.js as scripts/npm finds it: the machine's own, or the one that is kept in .tools."""
    kept = ROOT / ".tools" / "node" / "path" / "node"
    found = shutil.which("node", path=f"{kept.parent}{os.pathsep}{os.environ.get('PATH', '')}")
    if found is None:
        raise CommandFailed("There is no Node.js. Run: make setup")
    return found
