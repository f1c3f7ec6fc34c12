"""Each month of a record has its own part, made ahead; no event is ever refused for want of one."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.specification.kernel.conftest import AT, ring
from upheld.kernel import clock, outbox
from upheld.kernel.audit import Finding, verify
from upheld.kernel.chained import EVENTS
from upheld.kernel.identifiers import SYSTEM
from upheld.kernel.models import EventRow
from upheld.kernel.partitions import count_spare, list_parts, make_ahead

pytestmark = pytest.mark.django_db


def an_id(at: datetime, last: int = 1) -> UUID:
    """An identifier that was made at this moment."""
    return UUID(int=(int(at.timestamp() * 1000) << 80) | (7 << 76) | (2 << 62) | last)


def an_event(at: datetime, *, stream: str = "bell:old", last: int = 1) -> UUID:
    """An event that was recorded at a moment in another month."""
    row = EventRow(
        id=an_id(at, last), stream=stream, kind="bells.BellRang", facts={"times": 1}, by=SYSTEM, at=AT
    )
    row.save(force_insert=True)
    return row.id


def run(*statements: str) -> None:
    """Carry out SQL, all of it or nothing."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def part_of(event_id: UUID) -> str:
    """The part that an event stands in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text FROM kernel_event WHERE id = %s", [event_id])
        return cursor.fetchone()[0]


class TestMakingPartsAhead:
    def test_this_month_and_the_next_three_have_theirs(self) -> None:
        made = make_ahead(today=date(2031, 11, 30))
        months = ["2031_11", "2031_12", "2032_01", "2032_02"]
        assert [name for name in made if name.startswith("kernel_event")] == [
            f"kernel_event_{month}" for month in months
        ]

    def test_nothing_is_made_twice(self) -> None:
        make_ahead(today=date(2031, 11, 30))
        assert make_ahead(today=date(2031, 11, 30)) == []

    def test_an_event_goes_into_the_part_of_its_month(self) -> None:
        assert part_of(ring()) == f"kernel_event_{clock.now():%Y_%m}"

    def test_the_last_moment_of_a_month_and_the_first_of_the_next_are_kept_apart(self) -> None:
        make_ahead(today=date(2031, 11, 30))
        last = an_event(datetime(2031, 11, 30, 23, 59, 59, 999000, tzinfo=UTC))
        first = an_event(datetime(2031, 12, 1, tzinfo=UTC))
        assert (part_of(last), part_of(first)) == ("kernel_event_2031_11", "kernel_event_2031_12")


class TestWhenAMonthHasNoPart:
    LONG_AGO = datetime(2019, 5, 4, tzinfo=UTC)

    def test_its_event_is_recorded_all_the_same(self) -> None:
        assert part_of(an_event(self.LONG_AGO)) == "kernel_event_default"
        assert verify().is_whole

    def test_it_is_moved_when_parts_are_made_and_stays_what_it_was(self) -> None:
        event_id = an_event(self.LONG_AGO)
        before = EventRow.objects.values_list().get(id=event_id)
        outbox.note_failure(event_id=event_id, reaction="toll", error="OSError", parked=True)
        assert "kernel_event_2019_05" in make_ahead(today=date(2031, 11, 30))
        assert part_of(event_id) == "kernel_event_2019_05"
        assert EventRow.objects.values_list().get(id=event_id) == before
        assert (count_spare(EVENTS), verify().is_whole) == (0, True)

    def test_what_refers_to_it_still_has_to_refer_to_an_event(self) -> None:
        event_id = an_event(self.LONG_AGO)
        outbox.note_failure(event_id=event_id, reaction="toll", error="OSError", parked=True)
        make_ahead(today=date(2031, 11, 30))
        with pytest.raises(DatabaseError, match="kernel_delivery"):
            run("UPDATE kernel_delivery SET event_id = gen_random_uuid()", "SET CONSTRAINTS ALL IMMEDIATE")


class TestAPartByItself:
    @pytest.mark.parametrize("sql", ["UPDATE {} SET number = 7", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
    @pytest.mark.parametrize("spare", [True, False], ids=["the spare one", "that of a month"])
    def test_it_only_grows_too(self, sql: str, spare: bool) -> None:
        event_id = an_event(datetime(2019, 5, 4, tzinfo=UTC)) if spare else ring()
        with pytest.raises(DatabaseError, match="only ever added to"):
            run(sql.format(part_of(event_id)))
        assert EventRow.objects.count() == 1

    def test_no_place_in_a_stream_is_taken_twice(self) -> None:
        first = EventRow.objects.get(id=ring())
        run("ALTER TABLE kernel_event DISABLE TRIGGER USER")
        with pytest.raises(IntegrityError, match="stream_number"), transaction.atomic():
            EventRow.objects.create(
                stream=first.stream, number=first.number, kind=first.kind, facts={}, by=SYSTEM, at=AT
            )
        assert EventRow.objects.get() == first


class TestWhenAPartIsRemovedBehindEverybodysBack:
    @pytest.fixture
    def gone(self, as_owner: Callable[..., None]) -> None:
        make_ahead(today=date(2031, 11, 30))
        an_event(datetime(2031, 11, 5, tzinfo=UTC))
        an_event(datetime(2031, 12, 5, tzinfo=UTC))
        as_owner("ALTER TABLE kernel_event DETACH PARTITION kernel_event_2031_11")

    @pytest.mark.usefixtures("gone")
    def test_the_month_is_named(self) -> None:
        verdict = verify()
        assert str(verdict.faults[0]).startswith("The part of kernel_event 2031-11 was removed")
        assert not verdict.is_whole

    @pytest.mark.usefixtures("gone")
    def test_the_first_event_that_is_missing_is_named(self) -> None:
        fault = verify().faults[1]
        assert (fault.stream, fault.number, fault.finding) == ("bell:old", 1, Finding.REMOVED)


class TestListingParts:
    def test_each_says_its_month_and_the_spare_one_comes_last(self) -> None:
        an_event(datetime(2019, 5, 4, tzinfo=UTC))
        parts = [part for part in list_parts() if part.record == "kernel_event"]
        assert parts[0].month == clock.today("UTC").replace(day=1)
        assert (parts[-1].name, parts[-1].month, parts[-1].rows) == ("kernel_event_default", None, 1)
