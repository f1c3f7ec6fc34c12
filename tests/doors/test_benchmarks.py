"""The benchmarks run, on very little, and notice what they are there to notice. Nothing here is timed."""

import csv
import json
import os
import platform
import sys
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from benchmarks import (
    importing_logs,
    importing_people,
    invented_people,
    recording_events,
    searching,
    visiting_pages,
)
from benchmarks.addresses import Route, list_routes
from benchmarks.findings import Findings, Sizes, median_ms, p95_ms
from benchmarks.homes import temporary_home
from benchmarks.machine import describe_machine
from benchmarks.processes import CommandFailed, Ran, run, started
from benchmarks.report import Run, write
from benchmarks.visiting_pages import Visit
from tests.builders.access import a_grant, an_account
from tests.builders.casework import START, agency
from tests.doors import command_line
from upheld.domains.access.queries import Role
from upheld.kernel import clock

pytestmark = pytest.mark.django_db

SMALL = Sizes(people=210, events=3, events_at_once=5, searches=5, visits=1, grants=3)
OUR_COLUMNS = ("case:concept:name", "concept:name", "org:resource", "time:timestamp", "lifecycle:transition")


@pytest.fixture
def children_use_this_database(monkeypatch):
    """Let commands in processes of their own see the database of the tests."""
    place = connection.settings_dict
    user = f"{place['USER']}:{place['PASSWORD']}" if place["PASSWORD"] else place["USER"]
    port = place["PORT"] or 5432
    url = f"postgresql://{user}@/{place['NAME']}?host={place['HOST']}&port={port}"
    monkeypatch.setenv("DATABASE_URL", url)


@pytest.fixture
def in_this_process(monkeypatch):
    """Let the benchmarks run their commands without a process for each."""

    def upheld(*words: object) -> Ran:
        answer = command_line.upheld(*words)
        assert answer.status == 0, answer.err
        return Ran(seconds=1.0, cpu=1.0, peak_mb=1, out=answer.out)

    for module in (importing_people, importing_logs, recording_events):
        monkeypatch.setattr(module, "upheld", upheld)


@pytest.fixture
def an_agency(caplog):
    """An officer with a case of theirs, a leader and a manager."""
    with clock.freeze(START):
        here = agency()
        here.case(owner=here.officer())
        here.leader()
        a_grant(an_account(), Role.SERVICE_MANAGER, everywhere=True)
        with caplog.at_level("CRITICAL", logger="django.request"):
            yield here


def column(found: Findings, name: str) -> list:
    """What a table says under a heading."""
    return [row[found.columns.index(name)] for row in found.rows]


class TestThePeopleWhoAreInvented:
    def test_the_same_seed_invents_the_same_people(self, tmp_path: Path):
        for name in ("one", "two"):
            invented_people.write_extract(tmp_path / name, people=50, seed=7)
        assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()

    def test_one_row_in_two_hundred_is_faulty(self, tmp_path: Path):
        assert invented_people.write_extract(tmp_path / "extract", people=400, seed=7) == 2

    def test_no_two_have_a_number_or_a_reference_in_common(self, tmp_path: Path):
        invented_people.write_extract(tmp_path / "extract", people=150, seed=7)
        with (tmp_path / "extract").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len({row["nino"] for row in rows}) == len({row["claim_id"] for row in rows}) == 150


class TestWhenPeopleAreImported:
    @pytest.mark.django_db(transaction=True)
    def test_a_process_of_its_own_takes_them_in_once(self, children_use_this_database):
        found = importing_people.measure(SMALL)
        assert found.failures == ()
        assert column(found, "rows") == [210, 210, 210]
        assert all(megabytes > 20 for megabytes in column(found, "peak memory, MB")[1:])

    def test_an_import_that_keeps_something_else_fails(self, monkeypatch):
        monkeypatch.setattr(
            importing_people, "upheld", lambda *words: Ran(1.0, 1.0, 1, "          1  unchanged")
        )
        assert len(importing_people.measure(SMALL).failures) == 2

    def test_a_search_finds_them_again(self, in_this_process):
        importing_people.measure(SMALL)
        found = searching.measure(SMALL)
        assert column(found, "found") == [None, *["5 of 5"] * 4]


class TestWhenALogIsImported:
    def test_both_of_its_formats_must_say_the_same(self, in_this_process, tmp_path: Path):
        self.write_log(tmp_path, people=("Ann", "Bob"), also=("Ann", "Bob"))
        assert importing_logs.measure(SMALL, folder=tmp_path, stem="tiny").failures == ()

    def test_formats_that_differ_are_a_failure(self, in_this_process, tmp_path: Path):
        self.write_log(tmp_path, people=("Ann", "Bob"), also=("Ann", "Ann"))
        assert importing_logs.measure(SMALL, folder=tmp_path, stem="tiny").failures

    def test_without_the_file_it_is_skipped_in_words(self, tmp_path: Path):
        found = importing_logs.measure(SMALL, folder=tmp_path)
        assert not found.rows
        assert found.notes[0].startswith("Skipped")

    def write_log(self, folder: Path, *, people: tuple[str, ...], also: tuple[str, ...]) -> None:
        """The same two events of one case in both formats, done by `people` and, in the CSV, by `also`."""
        moments = [f"2026-03-0{day}T10:00:00.000+01:00" for day in (2, 3)]
        tags = "".join(
            f'<event><string key="concept:name" value="Step"/><string key="org:resource" value="{who}"/>'
            f'<date key="time:timestamp" value="{moment}"/></event>'
            for who, moment in zip(people, moments, strict=True)
        )
        trace = f'<log><trace><string key="concept:name" value="case-1"/>{tags}</trace></log>'
        importing_logs.gzip.open(folder / "tiny.xes.gz", "wt").write(trace)
        with (folder / "tiny.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(OUR_COLUMNS)
            for who, moment in zip(also, moments, strict=True):
                rows.writerow(["case-1", "Step", who, moment, "complete"])


class TestWhenEventsAreRecorded:
    def test_as_many_are_recorded_with_chains_as_without(self, in_this_process):
        found = recording_events.measure(SMALL)
        assert column(found, "events")[:6] == [3, 3, 3, 5, 5, 5]

    def test_every_event_is_checked(self, in_this_process):
        found = recording_events.measure(SMALL)
        read, checked = column(found, "events")[6:]
        assert checked == 8
        assert read in (0, checked)


class TestWhenPagesAreVisited:
    def test_none_breaks_or_asks_too_much_for_any_role(self, an_agency):
        found = visiting_pages.measure(SMALL)
        assert found.failures == ()
        assert "queries, officer with 3 grants" in found.columns
        (case,) = [row for row in found.rows if row[0] == "`/cases/<uuid:case_id>/`"]
        assert all(isinstance(cell, int) and cell > 0 for cell in case[1:5])

    def test_every_address_can_be_filled_in(self):
        assert {"home", "case", "client"} <= {route.name for route in list_routes()}

    def test_a_page_that_asks_too_much_is_named_with_what_it_asks(self):
        asked = ('SELECT "casework_task"."id" FROM "casework_task"',) * 16
        visit = Visit(Route("home", "/", ()), "officer", asked, (0.1,))
        (failure,) = visiting_pages.report([visit], [], "officer with 3 grants").failures
        assert failure.startswith("/ needs 16 queries for the officer")
        assert "casework_task (16)" in failure


class TestAProcess:
    def test_one_that_fails_is_an_error_with_its_last_words(self):
        with pytest.raises(CommandFailed, match="no more"):
            run([sys.executable, "-c", "raise SystemExit('no more')"])

    def test_its_memory_is_its_own(self):
        held = bytearray(200 * 2**20)
        assert run([sys.executable, "-c", ""]).peak_mb < len(held) / 2**20 / 2

    def test_none_outlives_whoever_started_it(self):
        with ExitStack() as stack:
            sleeping = stack.enter_context(started(["sleep", "600"]))
        assert sleeping.poll() is not None


class TestAHome:
    def test_it_is_apart_from_the_users_own_and_gone_afterwards(self, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "postgresql://somebody@example.org/precious")
        with temporary_home():
            home = Path(os.environ["UPHELD_HOME"])
            assert home.is_dir()
            assert "DATABASE_URL" not in os.environ
        assert not home.parent.exists()
        assert os.environ["DATABASE_URL"].endswith("precious")


class TestTheReport:
    FOUND = Findings("Walking", ("what", "steps"), [("uphill", 1234), ("downhill", None)], notes=("Slowly.",))

    def written(self, folder: Path) -> tuple[str, dict]:
        run = Run(date(2026, 3, 14), describe_machine(), {"Upheld": "1"}, 2.0, {"walk": self.FOUND})
        write(run, folder)
        return (folder / "README.md").read_text(), json.loads((folder / "figures.json").read_text())

    def test_it_shows_the_table_the_day_and_the_command(self, tmp_path: Path):
        page, _ = self.written(tmp_path)
        assert "| uphill | 1,234 |\n| downhill |  |\n" in page
        assert "14 March 2026" in page
        assert "`make bench`" in page

    def test_the_data_holds_the_same_figures(self, tmp_path: Path):
        _, data = self.written(tmp_path)
        assert data["benchmarks"]["walk"]["rows"][0] == {"what": "uphill", "steps": 1234}

    def test_it_does_not_name_the_machine(self, tmp_path: Path):
        page, data = self.written(tmp_path)
        assert platform.node() not in page + json.dumps(data)

    def test_findings_survive_the_way_from_their_process(self):
        assert Findings.read(self.FOUND.as_json()) == self.FOUND


class TestFigures:
    def test_the_median_and_the_slowest_of_twenty_are_in_milliseconds(self):
        seconds = [number / 1000 for number in range(1, 21)]
        assert (median_ms(seconds), p95_ms(seconds)) == (10.5, 19.0)
