"""Old months leave the record, and the chains still prove themselves. Meddling with them is named."""

import csv
import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from tests.specification.kernel.conftest import AT, ring
from tests.specification.kernel.test_parts_by_month import an_event
from upheld.kernel import outbox
from upheld.kernel.audit import MarkIsFromDetachedMonths, verify
from upheld.kernel.detached import (
    MonthIsNotOver,
    MonthIsNotWhole,
    NoSuchRecord,
    NotDetached,
    NotExported,
    ReactionsAreOpen,
    detach_before,
    drop_month,
    export_month,
)
from upheld.kernel.identifiers import SYSTEM
from upheld.kernel.models import Detached, EventRow
from upheld.kernel.partitions import make_ahead

pytestmark = pytest.mark.django_db

Tamper = Callable[..., None]

MAY, JUNE = datetime(2019, 5, 31, 23, 59, tzinfo=UTC), datetime(2019, 6, 1, tzinfo=UTC)
OLD = {"table": "kernel_event", "month": date(2019, 5, 1), "by": SYSTEM, "at": AT}


def detach(before: date = date(2019, 6, 1)) -> list[Detached]:
    """Detach what was over before a day."""
    return detach_before(day=before, by=SYSTEM, at=AT)


def run(sql: str) -> list[tuple]:
    """Rows as they are now."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture(autouse=True)
def _years() -> None:
    """A stream over two months and today, and one that ended in the first."""
    for at, last in ((MAY, 1), (MAY, 2), (JUNE, 3)):
        an_event(at, last=last)
    an_event(MAY, stream="bell:ended", last=9)
    ring(stream="bell:old")
    make_ahead(today=date(2031, 1, 1))


class TestWhenAMonthIsDetached:
    def test_the_record_is_whole_without_it(self) -> None:
        kept = detach()
        assert [(one.month, one.rows) for one in kept] == [(date(2019, 5, 1), 3)]
        verdict = verify()
        assert (verdict.faults, verdict.checked) == ((), 3), "June, today, and that May was detached"

    def test_the_stream_goes_on_where_it_was(self) -> None:
        detach()
        ring(stream="bell:old")
        ring(stream="bell:ended")
        assert EventRow.objects.get(stream="bell:ended").number == 2
        assert verify().is_whole

    def test_months_may_go_one_after_the_other(self) -> None:
        detach()
        assert [one.month for one in detach(date(2020, 1, 1))] == [date(2019, 6, 1)]
        assert verify().is_whole

    def test_two_events_that_took_their_places_in_the_other_order_do_no_harm(self) -> None:
        an_event(JUNE, stream="bell:new", last=11)
        an_event(MAY, stream="bell:new", last=12)
        an_event(JUNE, stream="bell:new", last=13)
        make_ahead(today=date(2031, 1, 1))
        detach()
        assert verify().is_whole
        detach(date(2019, 7, 1))
        assert verify().is_whole

    def test_its_rows_stand_in_a_place_of_their_own_and_cannot_be_changed(self) -> None:
        detach()
        assert run("SELECT count(*) FROM detached.kernel_event_2019_05") == [(3,)]
        with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
            run("DELETE FROM detached.kernel_event_2019_05")

    def test_what_was_delivered_of_it_goes_with_it(self) -> None:
        event = EventRow.objects.get(stream="bell:ended")
        run(
            "INSERT INTO kernel_delivery (event_id, reaction, attempts, last_error, done_at)"
            f" VALUES ('{event.id}', 'toll', 1, '', now())"
        )
        detach()
        assert run("SELECT reaction FROM detached.kernel_delivery_2019_05") == [("toll",)]


class TestWhenAMonthCannotBeDetached:
    def test_one_that_is_not_over_stays(self) -> None:
        with pytest.raises(MonthIsNotOver):
            detach_before(day=date(2026, 4, 1), by=SYSTEM, at=AT)

    def test_one_with_open_reactions_stays(self) -> None:
        event = EventRow.objects.get(stream="bell:ended")
        outbox.note_failure(event_id=event.id, reaction="toll", error="OSError", parked=True)
        with pytest.raises(ReactionsAreOpen, match="1 reactions"):
            detach()

    def test_one_that_was_altered_stays(self, as_owner: Tamper) -> None:
        as_owner("UPDATE kernel_event SET facts = '{}' WHERE stream = 'bell:ended'")
        with pytest.raises(MonthIsNotWhole):
            detach()
        assert not Detached.objects.exists()

    def test_a_record_that_there_is_not_is_named(self) -> None:
        with pytest.raises(NoSuchRecord, match="There are: kernel_event"):
            detach_before(day=date(2019, 6, 1), tables=("bells",), by=SYSTEM, at=AT)


class TestWhenSomebodyMeddlesWithWhatWasDetached:
    @pytest.mark.parametrize(
        "sql",
        [
            "UPDATE detached.kernel_event_2019_05 SET facts = '{}' WHERE stream = 'bell:old' AND number = 1",
            "DELETE FROM detached.kernel_event_2019_05 WHERE stream = 'bell:ended'",
            "UPDATE kernel_detached SET rows = 2",
            "UPDATE kernel_detached_run SET hash = repeat('0', 64) WHERE stream = 'bell:ended'",
        ],
    )
    def test_the_month_is_named(self, sql: str) -> None:
        detach()
        run("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("detached.kernel_event_2019_05", "kernel_detached", "kernel_detached_run"):
            run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        run(sql)
        assert "detached as kernel_event 2019-05" in str(verify().faults[0])

    def test_a_month_that_was_dropped_without_a_file_is_named(self) -> None:
        detach()
        run("DROP TABLE detached.kernel_event_2019_05")
        assert "The part of kernel_event 2019-05 was removed" in str(verify().faults[0])

    def test_the_remains_refuse_to_be_altered(self) -> None:
        detach()
        with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
            run("UPDATE kernel_detached SET rows = 2")


class TestWhenAnAuditorNotedAMarkBefore:
    def test_it_holds_when_the_month_went_as_a_whole(self) -> None:
        mark = verify().mark
        detach()
        assert verify(expect=mark).as_expected is True

    def test_one_from_the_midst_of_the_month_cannot_be_compared_here(self) -> None:
        mark = verify().mark
        an_event(MAY, stream="bell:ended", last=21)
        make_ahead(today=date(2031, 1, 1))
        detach()
        with pytest.raises(MarkIsFromDetachedMonths):
            verify(expect=mark)


class TestWritingAMonthToAFile:
    def test_every_row_is_in_it_and_its_digest_is_told(self, tmp_path: Path) -> None:
        detach()
        file = tmp_path / "may.csv"
        digest = export_month(**OLD, to=file)
        assert hashlib.sha256(file.read_bytes()).hexdigest() == digest
        with file.open(encoding="utf-8") as lines:
            rows = [(row["stream"], row["number"]) for row in csv.DictReader(lines)]
        assert rows == [("bell:ended", "1"), ("bell:old", "1"), ("bell:old", "2")]

    def test_then_it_may_be_dropped_and_the_record_is_whole(self, tmp_path: Path) -> None:
        detach()
        export_month(**OLD, to=tmp_path / "may.csv")
        drop_month(**OLD)
        assert verify().is_whole
        with pytest.raises(NotDetached):
            drop_month(**OLD)

    def test_without_a_file_it_is_not_dropped(self) -> None:
        detach()
        with pytest.raises(NotExported):
            drop_month(**OLD)

    def test_a_file_that_stands_there_is_left_alone(self, tmp_path: Path) -> None:
        detach()
        (tmp_path / "may.csv").write_text("keep me")
        with pytest.raises(FileExistsError):
            export_month(**OLD, to=tmp_path / "may.csv")
        assert (tmp_path / "may.csv").read_text() == "keep me"
