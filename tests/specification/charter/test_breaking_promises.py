import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from tests.builders.charter import DUE, TOO_LATE, a_promise, seen
from upheld.domains.charter import tasks
from upheld.domains.charter.commands import break_promises_due, breaking, keep_promise
from upheld.domains.charter.models import PromiseTransition
from upheld.domains.charter.queries import PromiseState
from upheld.kernel.identifiers import SYSTEM, new_id
from upheld.kernel.models import EventRow


@pytest.mark.django_db
class TestWhenTheMomentPasses:
    def test_the_clock_breaks_it(self):
        a_promise(client_id=(client_id := new_id()))
        assert break_promises_due(at=TOO_LATE) == 1
        row = seen(client_id, as_of=TOO_LATE)
        assert (row.state, row.broken_at) == (PromiseState.BROKEN, TOO_LATE)

    def test_it_is_announced_by_the_service_itself(self):
        promise_id = a_promise()
        break_promises_due(at=TOO_LATE)
        told = EventRow.objects.filter(stream=f"promise:{promise_id}").latest("number")
        assert (told.kind, told.by) == ("charter.PromiseBroken", SYSTEM)

    def test_the_last_moment_still_belongs_to_it(self):
        a_promise()
        assert (break_promises_due(at=DUE), break_promises_due(at=DUE + timedelta(seconds=1))) == (0, 1)

    def test_breaking_again_does_nothing(self):
        a_promise()
        break_promises_due(at=TOO_LATE)
        assert break_promises_due(at=TOO_LATE) == 0

    def test_more_than_one_batch_is_broken(self, monkeypatch):
        monkeypatch.setattr(breaking, "BATCH", 2)
        for _ in range(5):
            a_promise()
        assert break_promises_due(at=TOO_LATE) == 5

    def test_the_clock_of_the_background_work_is_the_moment_it_was_given(self):
        a_promise(client_id=(client_id := new_id()))
        assert tasks.break_overdue_promises(timestamp=int(TOO_LATE.timestamp())) == 1
        assert seen(client_id).broken_at == TOO_LATE.replace(microsecond=0)


class TestWhenSomeoneIsJustKeepingIt:
    @pytest.mark.django_db(transaction=True)
    def test_the_clock_leaves_it_alone_and_does_not_wait(self):
        promise_id = a_promise()
        a_promise()
        broken = []

        def look():
            broken.append(break_promises_due(at=TOO_LATE))
            connection.close()

        with transaction.atomic():
            keep_promise(promise_id=promise_id, by=SYSTEM, at=TOO_LATE)
            clock = threading.Thread(target=look)
            clock.start()
            clock.join(timeout=10)
        assert broken == [1]


@pytest.mark.django_db
class TestWhenItIsLookedBackOn:
    def test_every_step_is_on_record_in_order(self):
        promise_id = a_promise()
        break_promises_due(at=TOO_LATE)
        keep_promise(promise_id=promise_id, by=SYSTEM, at=TOO_LATE)
        steps = PromiseTransition.objects.filter(promise_id=promise_id).order_by("id")
        assert [step.state for step in steps] == ["open", "broken", "kept_late"]
