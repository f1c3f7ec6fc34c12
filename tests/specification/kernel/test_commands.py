"""One command is one transaction: all of it is kept, or nothing."""

import pytest
from django.db import transaction

from tests.specification.kernel.bells import BellRang, connected
from tests.specification.kernel.conftest import ring
from upheld.kernel import outbox
from upheld.kernel.commands import command
from upheld.kernel.errors import RuleBroken
from upheld.kernel.models import EventRow

pytestmark = pytest.mark.django_db


class BellIsCracked(RuleBroken):
    """The bell is cracked."""


@command
def ring_and_break() -> None:
    """Ring, then find the bell broken."""
    ring()
    raise BellIsCracked


class TestWhenACommandFails:
    def test_nothing_of_it_is_kept(self) -> None:
        with pytest.raises(BellIsCracked):
            ring_and_break()
        assert not EventRow.objects.exists()

    def test_a_row_of_a_batch_can_fail_alone(self) -> None:
        with transaction.atomic():
            ring()
            with pytest.raises(BellIsCracked):
                ring_and_break()
            ring()
        assert EventRow.objects.count() == 2

    def test_it_takes_the_command_that_called_it_along(self) -> None:
        @command
        def ring_in_spite() -> None:
            try:
                ring_and_break()
            except BellIsCracked:
                return

        ring_in_spite()
        assert not EventRow.objects.exists()


class TestWhenReactionsHappenAtOnce:
    def test_they_follow_at_the_end_of_the_command_that_was_called_first(self) -> None:
        heard: list[int] = []

        @command
        def ring_twice() -> None:
            ring()
            heard.append(0)
            ring()

        with connected({BellRang: [lambda event, happened: heard.append(1)]}), outbox.reacting_at_once():
            ring_twice()
        assert heard == [0, 1, 1]

    def test_what_they_announce_is_reacted_to_as_well(self) -> None:
        def echo(event: BellRang, happened: object) -> None:
            if event.times < 3:
                ring(times=event.times + 1)

        with connected({BellRang: [echo]}), outbox.reacting_at_once():
            ring()
        assert EventRow.objects.count() == 3

    def test_nothing_follows_an_event_that_was_rolled_back(self) -> None:
        heard: list[object] = []
        with (
            connected({BellRang: [lambda event, happened: heard.append(event)]}),
            outbox.reacting_at_once(),
        ):
            with pytest.raises(BellIsCracked):
                ring_and_break()
            ring()
        assert len(heard) == 1
