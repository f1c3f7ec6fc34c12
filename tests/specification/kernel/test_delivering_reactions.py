"""What follows an event is promised with it, tried until it is done, done once, and never lost from sight."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from tests.specification.kernel.bells import BellRang, connected, stumble
from tests.specification.kernel.conftest import ring
from upheld.kernel import outbox
from upheld.kernel.event import Happened
from upheld.kernel.models import Delivery, EventRow
from upheld.kernel.tasks import TRIES, ReactionFailed, deliver, rescue_stalled_jobs

pytestmark = pytest.mark.django_db

heard: list[Happened] = []


def listen(event: BellRang, happened: Happened) -> None:
    """Keep what happened."""
    heard.append(happened)


@pytest.fixture(autouse=True)
def _listening():
    heard.clear()
    with connected({BellRang: [listen]}):
        yield


def attempt(number: int, event_id: UUID, reaction: str = "stumble") -> None:
    """Let the worker try for the n-th time."""
    context = SimpleNamespace(job=SimpleNamespace(attempts=number - 1))
    deliver(context, event_id=str(event_id), reaction=reaction)  # type: ignore[arg-type]


class TestWhenAnEventIsRecorded:
    def test_its_reactions_are_promised_with_it(self, jobs: Callable[[], list[dict[str, Any]]]) -> None:
        event_id = ring()
        assert jobs() == [{"event_id": event_id, "reaction": "listen"}]

    def test_nothing_is_promised_when_it_is_rolled_back(self, jobs: Callable[[], list]) -> None:
        with transaction.atomic():
            ring()
            transaction.set_rollback(True)
        assert jobs() == []

    def test_two_reactions_of_one_name_are_refused(self) -> None:
        with pytest.raises(ValueError, match="same name"):
            outbox.connect({BellRang: [listen, listen]})


class TestWhenAReactionIsDelivered:
    def test_it_is_told_what_happened_where_when_and_by_whom(self) -> None:
        event_id = ring()
        attempt(1, event_id, "listen")
        row = EventRow.objects.get()
        assert heard == [Happened(id=event_id, stream=row.stream, by=row.by, at=row.at)]

    def test_a_second_delivery_does_nothing(self) -> None:
        event_id = ring()
        assert outbox.deliver(event_id=event_id, reaction="listen") is True
        assert outbox.deliver(event_id=event_id, reaction="listen") is False
        assert len(heard) == 1


class TestWhenAReactionFails:
    def test_what_it_did_is_undone_with_what_it_promised(self, jobs: Callable[[], list]) -> None:
        event_id = ring()
        with connected({BellRang: [stumble]}), pytest.raises(ReactionFailed):
            attempt(1, event_id)
        assert EventRow.objects.count() == 1
        assert len(jobs()) == 1

    def test_its_kind_and_place_are_kept_and_its_words_are_not(self) -> None:
        event_id = ring()
        with connected({BellRang: [stumble]}), pytest.raises(ReactionFailed) as failure:
            attempt(1, event_id)
        kept = Delivery.objects.get().last_error
        assert kept.startswith("RuntimeError at ")
        assert "bells.py" in kept
        assert "Ann Example" not in kept + str(failure.value)
        assert failure.value.__suppress_context__

    def test_it_is_tried_again_after_growing_pauses(self) -> None:
        strategy = deliver.retry_strategy
        assert strategy is not None
        pauses = [3 ** (tries + 1) for tries in range(TRIES - 1)]
        decided = [
            strategy.get_retry_decision(exception=ReactionFailed(), job=SimpleNamespace(attempts=tries))
            for tries in range(TRIES)
        ]
        moments = [decision.retry_at for decision in decided if decision]
        gaps = [(later - moments[0]).total_seconds() for later in moments]
        assert gaps == pytest.approx([pause - pauses[0] for pause in pauses], abs=2)
        assert decided[-1] is None

    @pytest.mark.parametrize(("tries", "parked"), [(TRIES - 1, 0), (TRIES, 1)])
    def test_it_is_parked_at_the_last_try_and_not_before(self, tries: int, parked: int) -> None:
        event_id = ring()
        with connected({BellRang: [stumble]}), pytest.raises(ReactionFailed):
            attempt(tries, event_id)
        assert len(outbox.list_parked()) == parked

    def test_one_that_kills_its_worker_each_time_is_parked_without_another_try(self) -> None:
        event_id = ring()
        with pytest.raises(ReactionFailed, match="WorkerDied"):
            attempt(TRIES + 1, event_id, "listen")
        assert heard == []
        assert [one.event_id for one in outbox.list_parked()] == [event_id]

    def test_one_that_this_release_does_not_know_is_parked_in_sight(self) -> None:
        event_id = ring()
        with pytest.raises(ReactionFailed, match="NoSuchReaction"):
            attempt(TRIES, event_id, "renamed_since")
        assert outbox.list_parked()[0].reaction == "renamed_since"


class TestWhenAParkedReactionIsRetried:
    def test_it_is_promised_again_and_parked_no_more(self, jobs: Callable[[], list]) -> None:
        event_id = ring()
        outbox.note_failure(event_id=event_id, reaction="listen", error="OSError", parked=True)
        assert outbox.retry_parked() == 1
        assert outbox.list_parked() == []
        assert jobs() == [{"event_id": event_id, "reaction": "listen"}] * 2

    def test_it_is_done_when_it_succeeds(self) -> None:
        event_id = ring()
        outbox.note_failure(event_id=event_id, reaction="listen", error="OSError", parked=True)
        attempt(1, event_id, "listen")
        assert outbox.list_parked() == []
        assert Delivery.objects.get().attempts == 2


class TestWhatTheClockDoes:
    def test_every_minute_the_jobs_of_dead_workers_are_looked_for(self) -> None:
        from procrastinate.contrib.django import app

        crons = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
        assert crons[rescue_stalled_jobs.name] == "* * * * *"
