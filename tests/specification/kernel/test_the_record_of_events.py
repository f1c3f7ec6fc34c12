"""The record of events is only ever added to, and every event is chained to the one before it."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.specification.kernel.bells import BellRang
from tests.specification.kernel.conftest import AT, ring
from upheld.kernel import outbox
from upheld.kernel.commands import command
from upheld.kernel.identifiers import SYSTEM, new_id
from upheld.kernel.models import EventRow, Stream

pytestmark = pytest.mark.django_db

FORBIDDEN = {
    "changing an event": "UPDATE kernel_event SET kind = 'bells.NeverRang'",
    "deleting an event": "DELETE FROM kernel_event",
    "emptying the events": "TRUNCATE kernel_event CASCADE",
    "deleting a head": "DELETE FROM kernel_stream",
    "emptying the heads": "TRUNCATE kernel_stream",
    "setting a head back": "UPDATE kernel_stream SET number = number - 1",
    "renaming a stream": "UPDATE kernel_stream SET name = 'bell:other', number = number + 1",
}


class TestWhenSomebodyTriesToRewriteIt:
    @pytest.mark.parametrize("sql", FORBIDDEN.values(), ids=FORBIDDEN)
    def test_the_database_refuses(self, sql: str, ring_bell: Callable[..., UUID]) -> None:
        ring_bell()
        with (
            pytest.raises(DatabaseError, match="only ever added to"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
        assert EventRow.objects.count() == 1


class TestWhenEventsAreRecorded:
    def test_each_is_numbered_and_chained_in_its_own_stream(self, ring_bell: Callable[..., UUID]) -> None:
        for stream in ("bell:tower", "bell:door", "bell:tower"):
            ring_bell(stream=stream)
        first, second = EventRow.objects.filter(stream="bell:tower").order_by("number")
        assert (first.number, first.previous_hash) == (1, "")
        assert (second.number, second.previous_hash) == (2, first.hash)
        assert Stream.objects.get(name="bell:tower").hash == second.hash

    def test_many_in_one_statement_are_chained_alike(self) -> None:
        @command
        def ring_both() -> None:
            outbox.record_many(
                [(BellRang(bell_id=new_id()), "bell:tower") for _ in range(3)], by=SYSTEM, at=AT
            )

        ring_both()
        rows = EventRow.objects.order_by("number")
        assert [row.number for row in rows] == [1, 2, 3]
        assert [row.previous_hash for row in rows][1:] == [row.hash for row in rows][:-1]

    def test_a_place_and_a_hash_that_a_writer_invents_are_ignored(self) -> None:
        EventRow.objects.create(
            stream="bell:tower",
            number=99,
            hash="invented",
            kind="kernel.BellRang",
            facts={},
            by=SYSTEM,
            at=AT,
        )
        row = EventRow.objects.get()
        assert row.number == 1
        assert row.hash != "invented"

    def test_a_name_that_could_blur_what_is_hashed_is_refused(self) -> None:
        with pytest.raises(IntegrityError, match="kernel_event_joins_unambiguously"):
            ring(stream="bell:\x1ftower")


class TestWhenAnEventComesWithoutItsState:
    @pytest.mark.django_db(transaction=True)
    def test_it_is_refused(self) -> None:
        with pytest.raises(RuntimeError, match="use @command"):
            outbox.record(BellRang(bell_id=new_id()), stream="bell:tower", by=SYSTEM, at=AT)

    def test_a_moment_without_a_time_zone_is_refused(self) -> None:
        with pytest.raises(ValueError, match="time zone"):
            ring(at=AT.replace(tzinfo=None))
