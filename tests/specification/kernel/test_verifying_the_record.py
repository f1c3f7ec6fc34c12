"""A check of the record names the first event that was altered or removed, even by the tables' owner."""

import hashlib
from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection

from tests.specification.kernel.conftest import ring
from upheld.kernel.audit import Finding, Mark, MarkNotUnderstood, verify
from upheld.kernel.models import EventRow, Stream

pytestmark = pytest.mark.django_db

Tamper = Callable[..., None]

TOWER = "bell:tower"
REHASH = "UPDATE kernel_event e SET hash = kernel_event_hash(e) WHERE stream = 'bell:tower' AND number >= %s"


@pytest.fixture(autouse=True)
def rung() -> list[UUID]:
    """Five events in one stream, and two in another that began before it."""
    ring(stream="bell:door")
    events = [ring(stream=TOWER, times=times) for times in range(1, 6)]
    ring(stream="bell:door")
    return events


def named() -> tuple[str, int, Finding]:
    """The first fault of the record: stream, number and finding."""
    first = verify().faults[0]
    return first.stream, first.number, first.finding


class TestWhenNothingWasTouched:
    def test_the_record_is_whole_and_everything_was_checked(self) -> None:
        verdict = verify()
        assert (verdict.checked, verdict.streams, verdict.faults) == (7, 2, ())
        assert verdict.is_whole

    def test_facts_of_every_script_and_sign_are_hashed_alike(self) -> None:
        EventRow.objects.create(
            stream=TOWER,
            kind="kernel.BellRang",
            facts={"place": 'Tŷ "Ⅳ"\\\u2028\t', "times": 1.50, "more": [None, True]},
            by=EventRow.objects.first().by,  # type: ignore[union-attr]
            at=EventRow.objects.first().at,  # type: ignore[union-attr]
        )
        assert verify().is_whole

    def test_progress_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("upheld.kernel.audit.STEP", 3)
        told: list[int] = []
        verify(told.append)
        assert told == [3, 6]


class TestWhenAnEventWasAltered:
    @pytest.mark.parametrize(
        "change",
        [
            "facts = '{\"times\": 99}'",
            "at = at + interval '1 microsecond'",
            "recorded_at = recorded_at - interval '1 day'",
            "by = gen_random_uuid()",
            "kind = 'kernel.BellStolen'",
            "id = gen_random_uuid()",
        ],
    )
    def test_it_is_named_whatever_was_altered(self, change: str, as_owner: Tamper) -> None:
        as_owner(f"UPDATE kernel_event SET {change} WHERE stream = %s AND number = 3", TOWER)
        assert named() == (TOWER, 3, Finding.ALTERED)

    def test_it_is_named_by_its_id(self, as_owner: Tamper, rung: list[UUID]) -> None:
        as_owner("UPDATE kernel_event SET facts = '{}' WHERE stream = %s AND number = 2", TOWER)
        assert verify().faults[0].event_id == rung[1]

    def test_it_is_named_although_its_hash_was_made_to_fit(self, as_owner: Tamper) -> None:
        as_owner("UPDATE kernel_event SET facts = '{}' WHERE stream = %s AND number = 3", TOWER)
        as_owner(REHASH, 3)
        assert named() == (TOWER, 3, Finding.ALTERED)

    def test_the_last_is_named_although_its_hash_was_made_to_fit(self, as_owner: Tamper) -> None:
        as_owner("UPDATE kernel_event SET facts = '{}' WHERE stream = %s AND number = 5", TOWER)
        as_owner(REHASH, 5)
        assert named() == (TOWER, 5, Finding.ALTERED)

    def test_two_that_changed_places_are_found_at_the_first(self, as_owner: Tamper) -> None:
        as_owner(
            "UPDATE kernel_event SET number = 6 - number + 10 WHERE stream = %s AND number IN (2, 4)", TOWER
        )
        as_owner("UPDATE kernel_event SET number = number - 10 WHERE number > 10")
        assert named() == (TOWER, 2, Finding.ALTERED)


class TestWhenAnEventWasRemoved:
    @pytest.mark.parametrize("number", [1, 3])
    def test_its_place_is_named(self, number: int, as_owner: Tamper) -> None:
        as_owner("DELETE FROM kernel_event WHERE stream = %s AND number = %s", TOWER, number)
        assert named() == (TOWER, number, Finding.REMOVED)

    def test_a_removed_tail_is_named_by_its_first_place(self, as_owner: Tamper) -> None:
        as_owner("DELETE FROM kernel_event WHERE stream = %s AND number > 3", TOWER)
        assert named() == (TOWER, 4, Finding.REMOVED)

    def test_a_removed_stream_is_named_by_its_first_place(self, as_owner: Tamper) -> None:
        as_owner("DELETE FROM kernel_event WHERE stream = %s", TOWER)
        assert named() == (TOWER, 1, Finding.REMOVED)

    def test_one_whose_followers_were_renumbered_is_found(self, as_owner: Tamper) -> None:
        as_owner("DELETE FROM kernel_event WHERE stream = %s AND number = 2", TOWER)
        as_owner("UPDATE kernel_event SET number = number + 99 WHERE stream = %s AND number > 2", TOWER)
        as_owner("UPDATE kernel_event SET number = number - 100 WHERE stream = %s AND number > 99", TOWER)
        assert named() == (TOWER, 2, Finding.ALTERED)


class TestWhenAHeadWasAltered:
    def test_a_head_that_was_set_back_is_named(self, as_owner: Tamper) -> None:
        as_owner("UPDATE kernel_stream SET number = 2 WHERE name = %s", TOWER)
        assert named() == (TOWER, 5, Finding.HEAD_ALTERED)

    def test_a_head_that_was_removed_is_named(self, as_owner: Tamper) -> None:
        as_owner("DELETE FROM kernel_stream WHERE name = %s", TOWER)
        assert named() == (TOWER, 5, Finding.HEAD_ALTERED)


class TestWhenSeveralStreamsAreNotWhole:
    def test_the_first_in_the_order_of_the_record_comes_first(self, as_owner: Tamper) -> None:
        as_owner("UPDATE kernel_event SET facts = '{}' WHERE stream = %s AND number = 2", "bell:door")
        as_owner("UPDATE kernel_event SET facts = '{}' WHERE stream = %s AND number IN (4, 5)", TOWER)
        assert [(fault.stream, fault.number) for fault in verify().faults] == [(TOWER, 4), ("bell:door", 2)]


class TestWhenAnAuditorNotedTheMark:
    def test_it_still_holds_after_more_was_recorded(self) -> None:
        mark = verify().mark
        ring(stream=TOWER)
        ring(stream="bell:new")
        assert verify(expect=mark).as_expected is True

    def test_a_chain_that_was_rewritten_whole_does_not_pass(self, as_owner: Tamper) -> None:
        mark = verify().mark
        as_owner("UPDATE kernel_event SET facts = '{}' WHERE stream = %s AND number = 1", TOWER)
        for number in range(1, 6):
            as_owner(
                "UPDATE kernel_event AS event SET previous_hash = before.hash FROM kernel_event AS before"
                " WHERE event.stream = before.stream AND event.number = before.number + 1"
            )
            as_owner(REHASH, number)
        last = EventRow.objects.get(stream=TOWER, number=5).hash
        as_owner("UPDATE kernel_stream SET hash = %s WHERE name = %s", last, TOWER)
        verdict = verify(expect=mark)
        assert verdict.faults == ()
        assert not verdict.is_whole

    def test_a_stream_that_was_removed_with_its_head_is_missed(self, as_owner: Tamper) -> None:
        mark = verify().mark
        as_owner("DELETE FROM kernel_event WHERE stream = %s", TOWER)
        as_owner("DELETE FROM kernel_stream WHERE name = %s", TOWER)
        assert verify().faults == ()
        assert verify(expect=mark).as_expected is False

    def test_it_is_read_as_it_was_printed(self) -> None:
        mark = verify().mark
        assert Mark.read(f" {mark}\n") == mark
        with pytest.raises(MarkNotUnderstood):
            Mark.read("42")


class TestTheHash:
    def test_it_is_what_anyone_can_work_out_from_the_row(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT facts::text FROM kernel_event WHERE stream = %s AND number = 1", [TOWER])
            facts = cursor.fetchone()[0]
        row = EventRow.objects.get(stream=TOWER, number=1)
        moments = [f"{moment:%Y-%m-%dT%H:%M:%S.%f}" for moment in (row.at, row.recorded_at)]
        parts = ["", TOWER, "1", str(row.id), row.kind, facts, str(row.by), *moments]
        assert hashlib.sha256("\x1f".join(parts).encode()).hexdigest() == row.hash
        assert Stream.objects.filter(name=TOWER, number=5).exists()
