"""`upheld audit` and `upheld events`: whether the record is whole, and what could not follow an event."""

from collections.abc import Callable

import pytest
from django.db import connection

from tests.builders.access import an_account
from tests.doors.cli.conftest import Said
from upheld.domains.access.events import AccountOpened
from upheld.kernel import outbox
from upheld.kernel.models import EventRow

pytestmark = pytest.mark.django_db

Upheld = Callable[..., Said]


def alter_an_event() -> None:
    """Change an event as somebody who owns the tables can."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_event DISABLE TRIGGER USER")
        cursor.execute("UPDATE kernel_event SET facts = '{}' WHERE number = 1")
        cursor.execute("ALTER TABLE kernel_event ENABLE TRIGGER USER")


def mark_of(said: Said) -> str:
    """The mark that a check printed."""
    return said.words.rpartition(" ")[2]


def park() -> None:
    """Let a reaction fail at its last try."""
    an_account()
    event = EventRow.objects.get()
    outbox.note_failure(event_id=event.id, reaction="greet", error="OSError at letters.py:12", parked=True)


class TestVerifyingTheRecord:
    def test_a_whole_record_is_said_to_be_whole(self, upheld: Upheld) -> None:
        an_account()
        said = upheld("audit", "verify")
        assert said.status == 0
        assert "Checked 1 events in 1 streams. No event was altered or removed" in said.words

    def test_the_first_event_that_was_altered_is_named(self, upheld: Upheld) -> None:
        account_id = an_account()
        event_id = EventRow.objects.get().id
        alter_an_event()
        said = upheld("audit", "verify")
        assert said.status == 1
        assert f"Event 1 of account:{account_id} ({event_id}) was altered." in said.words

    def test_the_mark_of_an_earlier_check_is_compared(self, upheld: Upheld) -> None:
        an_account()
        mark = mark_of(upheld("audit", "verify"))
        an_account()
        assert "still holds everything" in upheld("audit", "verify", "--expect", mark).words

    def test_a_mark_of_another_record_does_not_pass(self, upheld: Upheld) -> None:
        an_account()
        said = upheld("audit", "verify", "--expect", f"1-{'0' * 64}")
        assert said.status == 1
        assert "does not hold what it held" in said.words

    def test_a_mark_that_is_none_is_refused_in_words(self, upheld: Upheld) -> None:
        said = upheld("audit", "verify", "--expect", "42")
        assert said.status == 1
        assert "A mark is a number" in said.err


class TestWhatIsParked:
    def test_nothing_is_said_as_such(self, upheld: Upheld) -> None:
        assert "Nothing is parked" in upheld("events", "parked").out

    def test_a_reaction_that_was_given_up_is_listed_with_its_reason(self, upheld: Upheld) -> None:
        park()
        said = upheld("events", "parked").out
        assert AccountOpened.kind[:6] in said
        assert "greet" in said
        assert "upheld events retry" in said

    def test_it_is_tried_again_when_asked(self, upheld: Upheld) -> None:
        park()
        assert upheld("events", "retry").out == "1 reaction is tried again by the worker.\n"
        assert outbox.list_parked() == []
        assert upheld("events", "retry").out == "Nothing is parked.\n"
