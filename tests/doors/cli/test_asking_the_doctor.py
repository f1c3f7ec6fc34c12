"""`upheld doctor`: what is wrong, what that means, and how to mend it."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest
from django.db import OperationalError, connection

from tests.builders.access import an_account
from tests.doors.cli.conftest import Said
from upheld.cli import doctor
from upheld.cli.doctor import State
from upheld.kernel import clock, outbox
from upheld.kernel.identifiers import new_id
from upheld.kernel.models import EventRow
from upheld.kernel.tasks import Backlog

Upheld = Callable[..., Said]


class Disk(NamedTuple):
    """How much of a disk is free, in bytes."""

    free: int


@pytest.fixture
def _all_is_well() -> Iterator[None]:
    rested = Backlog(workers=1, waiting=0, longest=timedelta())
    with (
        patch("upheld.cli.doctor.get_backlog", return_value=rested),
        patch("upheld.cli.doctor.static_files", return_value=doctor.Finding(State.OK, "Built.")),
        patch("upheld.cli.doctor.backups", return_value=doctor.Finding(State.OK, "Made.")),
    ):
        yield


def check(name: str) -> doctor.Check:
    """One of the checks of a full examination."""
    return next(one for one in doctor.examine() if one.name == name)


@pytest.mark.django_db
@pytest.mark.usefixtures("_all_is_well")
class TestWhenAllIsWell:
    def test_each_check_says_so_and_the_command_ends_with_nought(self, upheld: Upheld) -> None:
        said = upheld("doctor")
        assert said.status == 0, said.out
        assert said.out.count("ok ") == len(doctor.examine())

    def test_programs_are_told_the_same(self, upheld: Upheld) -> None:
        told: list[dict[str, Any]] = json.loads(upheld("doctor", "--format", "json").out)
        assert {"name": "worker", "state": "ok", "remedy": ""}.items() <= told[2].items()
        looked_at = (
            "database, tables, worker, reactions, clock, calendars, packs, static files, disk, backups"
        )
        assert ", ".join(one["name"] for one in told) == looked_at


@pytest.mark.django_db
class TestTheDatabase:
    def test_one_that_cannot_be_reached_is_bad_and_the_rest_is_still_looked_at(self, upheld: Upheld) -> None:
        with patch.object(connection, "ensure_connection", side_effect=OperationalError("refused\nmore")):
            said = upheld("doctor")
        assert said.status == 1
        assert "The database cannot be reached: refused." in said.words
        assert "Bank holidays are known until" in said.words

    def test_tables_that_are_behind_are_bad(self) -> None:
        with patch("upheld.cli.doctor.pending_steps", return_value=3):
            assert (check("tables").state, check("tables").remedy) == (State.BAD, "upheld migrate")

    def test_one_that_is_too_old_is_bad(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(doctor, "OLDEST_POSTGRESQL", 99)
        assert "too old" in check("database").meaning


@pytest.mark.django_db
class TestTheWorker:
    def test_without_one_it_is_bad_and_says_what_that_means(self) -> None:
        found = check("worker")
        assert found.state is State.BAD
        assert "No worker runs: nothing follows an event" in found.meaning

    @pytest.mark.parametrize(
        ("behind", "state"),
        [(4, State.OK), (6, State.WARN), (120, State.BAD)],
    )
    def test_how_many_minutes_behind_it_may_be(self, behind: int, state: State) -> None:
        backlog = Backlog(workers=1, waiting=7, longest=timedelta(minutes=behind))
        with patch("upheld.cli.doctor.get_backlog", return_value=backlog):
            assert check("worker").state is state

    def test_what_waits_is_counted_with_its_age(self) -> None:
        outbox._defer(new_id(), "greet")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_events SET at = now() - interval '3 hours'")
        assert "1 job waits, the first for 3 hours" in check("worker").meaning

    def test_a_reaction_that_was_given_up_is_bad(self) -> None:
        an_account()
        event = EventRow.objects.get()
        outbox.note_failure(event_id=event.id, reaction="greet", error="OSError", parked=True)
        assert "upheld events retry" in check("reactions").remedy


@pytest.mark.django_db
class TestTheClockAndTheCalendars:
    @pytest.mark.parametrize(("seconds", "state"), [(0, State.OK), (20, State.WARN), (300, State.BAD)])
    def test_a_clock_that_differs_from_the_databases(self, seconds: int, state: State) -> None:
        with clock.freeze(clock.now() + timedelta(seconds=seconds)):
            assert check("clock").state is state

    @pytest.mark.parametrize(("left", "state"), [(91, State.OK), (89, State.WARN), (-1, State.BAD)])
    def test_bank_holidays_that_end_soon(self, left: int, state: State) -> None:
        from upheld.kernel.working_days import calendar

        end = calendar("scotland").horizon
        assert end is not None
        with patch("upheld.cli.doctor.clock.today", return_value=end - timedelta(days=left)):
            assert doctor.calendars().state is state


class TestTheRest:
    @pytest.mark.parametrize(("free", "state"), [(10, State.OK), (2, State.WARN), (0.1, State.BAD)])
    def test_how_many_gigabytes_must_be_free(self, free: float, state: State) -> None:
        with patch("upheld.cli.doctor.shutil.disk_usage", return_value=Disk(int(free * 10**9))):
            assert doctor.disk().state is state

    def test_a_faulty_pack_in_use_is_bad_and_the_command_that_explains_it_is_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("UPHELD_PACK", str(tmp_path))
        found = doctor.packs()
        assert found.state is State.BAD
        assert f"upheld packs check {tmp_path}" in found.remedy

    def test_what_cannot_be_looked_at_is_bad_in_itself(self) -> None:
        with patch("upheld.cli.doctor.shutil.disk_usage", side_effect=OSError("Input/output error")):
            found = doctor._look("disk", doctor.disk)
        assert found.state is State.BAD
        assert "Input/output error" in found.meaning
