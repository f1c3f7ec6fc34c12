"""Pages do not read more because the agency is larger: counted in queries, blocks and rows, never in time.

The same invented agency as in the benchmark of a million cases, at three hundred and at three thousand, with
as many cases for each officer.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test import Client

from benchmarks.million.addresses import find
from benchmarks.million.agency import invent_agency
from benchmarks.million.loading import load_here
from benchmarks.million.sizes import Scale
from benchmarks.million.staffing import MAIL, VISITORS, places_of
from upheld.domains.casework.commands import keep_decision_counts
from upheld.kernel import clock
from upheld.kernel.identifiers import SYSTEM

MOST_QUERIES = 15
FEW, MANY = 300, 3_000
CASES_OF_AN_OFFICER = 15
LISTS = ("My day", "Client", "Case", "Search by name", "Search by date of birth", "Team of a leader", "Team")
PAGES = (*LISTS, "Standards")


@dataclass(frozen=True, kw_only=True)
class Busy(Scale):
    """An agency whose officers have had few cases each, so that a small one has several offices."""

    @property
    def officers(self) -> int:
        """Twenty for three hundred cases."""
        return self.cases // CASES_OF_AN_OFFICER


@dataclass
class Reading:
    """What a page asked of the database: queries, and the tables, blocks and rows that their plans read."""

    queries: int = 0
    blocks: int = 0
    rows: float = 0
    tables: set[str] = field(default_factory=set)
    _inside: bool = field(default=False, repr=False)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Let a query pass, and read its plan."""
        if self._inside:
            return execute(sql, params, many, context)
        self.queries += not sql.startswith(("SAVEPOINT", "RELEASE", "SET LOCAL"))
        if sql.lstrip("( ").startswith("SELECT"):
            self._inside = True
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)
                plan = cursor.fetchone()[0][0]["Plan"]
            self._inside = False
            self.blocks += plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
            self.rows += sum(_rows_of(node) for node in _nodes(plan))
            self.tables |= {node["Relation Name"] for node in _nodes(plan) if "Relation Name" in node}
        return execute(sql, params, many, context)


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)


def _rows_of(node: dict[str, Any]) -> float:
    """What a scan read, also of what it left out."""
    if not node["Node Type"].endswith("Scan"):
        return 0
    left_out = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    return (node["Actual Rows"] + left_out) * node["Actual Loops"]


def read(cases: int) -> dict[str, Reading]:
    """What each page reads in an agency of this size, which is forgotten afterwards."""
    with transaction.atomic():
        scale = Busy(scale=cases / 1_000_000, now=clock.now() - timedelta(minutes=1))
        load_here(scale)
        keep_decision_counts(by=SYSTEM, at=clock.now() - timedelta(minutes=1), many=1)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
            cursor.execute("SELECT gin_clean_pending_list('people_client_search_keys')")
            # Small tables are read whole because that is quicker. Here rows are dear, as if there were many.
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL cpu_tuple_cost = 1")
        found = {page: _reading(browser, path) for page, browser, path in _asked(scale)}
        transaction.set_rollback(True)
    return found


def _asked(scale: Scale) -> Iterator[tuple[str, Client, str]]:
    agency = invent_agency(scale)
    places = places_of(agency, VISITORS["officer30"])
    records = find([office for office, _ in places], sorted({one for _, one in places}), scale.seed)
    officer, leader, manager = (_browser(name) for name in ("officer30", "leader", "manager"))
    yield "My day", officer, "/"
    yield "Client", officer, f"/clients/{records.clients[0]}/"
    yield "Case", officer, f"/cases/{records.cases[0]}/"
    for sort, page in (("name with a typo", "Search by name"), ("date of birth", "Search by date of birth")):
        yield page, officer, officer.post("/search/", {"text": records.searches[sort][0]}).headers["Location"]
    yield "Standards", officer, "/standards/"
    yield "Team of a leader", leader, f"/team/{agency.teams[0].id}/"
    yield "Team", manager, f"/team/{agency.teams[0].id}/"


def _browser(name: str) -> Client:
    browser = Client()
    browser.force_login(get_user_model().objects.get(email=MAIL.format(name)))
    return browser


def _reading(browser: Client, path: str) -> Reading:
    reading = Reading()
    with connection.execute_wrapper(reading):
        assert browser.get(path).status_code == 200
    return reading


@pytest.fixture(scope="module")
def readings(django_db_setup: None, django_db_blocker: Any) -> tuple[dict[str, Reading], dict[str, Reading]]:
    """What each page reads in a small agency, and in one that is ten times as large."""
    with django_db_blocker.unblock():
        return read(FEW), read(MANY)


@pytest.mark.django_db
class TestInAnAgencyTenTimesAsLarge:
    @pytest.mark.parametrize("shown", PAGES)
    def test_a_page_needs_as_many_queries_and_at_most_fifteen(self, shown, readings):
        few, many = (one[shown].queries for one in readings)
        assert many <= MOST_QUERIES
        assert many <= few + 1

    @pytest.mark.parametrize("shown", LISTS)
    def test_a_page_does_not_read_more_blocks_with_the_agency(self, shown, readings):
        few, many = (one[shown].blocks for one in readings)
        assert many <= 2 * few + 100

    @pytest.mark.parametrize("shown", LISTS)
    def test_a_page_does_not_read_more_rows_with_the_agency(self, shown, readings):
        few, many = (one[shown].rows for one in readings)
        assert many <= 2 * few + 100

    def test_the_standards_are_shown_without_reading_a_case(self, readings):
        _, many = readings
        assert "casework_decision_month" in many["Standards"].tables
        assert "casework_case" not in many["Standards"].tables
