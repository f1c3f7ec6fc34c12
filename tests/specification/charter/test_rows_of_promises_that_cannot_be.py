import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.builders.charter import IN_TIME, NOW, TOO_LATE, a_promise
from upheld.domains.charter.models import Promise, PromiseTransition

pytestmark = pytest.mark.django_db


def refuses(**change):
    promises = Promise.objects.filter(id=a_promise())
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        promises.update(**change)
    return refusal.value.__cause__.diag.constraint_name


class TestTheDatabaseRefuses:
    def test_a_promise_that_is_due_when_it_is_made(self):
        assert refuses(due_at=NOW) == "charter_promise_due_after_made"

    def test_a_state_that_nobody_declared(self):
        assert refuses(state="forgotten") == "charter_promise_state_is_known"

    def test_kept_in_time_after_the_time(self):
        change = {"state": "kept", "kept_at": TOO_LATE, "ended_at": TOO_LATE}
        assert refuses(**change) == "charter_promise_kept_in_time"

    def test_kept_at_no_moment(self):
        assert refuses(state="kept", ended_at=IN_TIME) == "charter_promise_kept_in_time"

    def test_kept_late_in_time(self):
        change = {"state": "kept_late", "kept_at": IN_TIME, "ended_at": IN_TIME, "broken_at": TOO_LATE}
        assert refuses(**change) == "charter_promise_kept_late"

    def test_kept_late_and_never_broken(self):
        change = {"state": "kept_late", "kept_at": TOO_LATE, "ended_at": TOO_LATE}
        assert refuses(**change) == "charter_promise_kept_late"

    def test_broken_at_no_moment(self):
        assert refuses(state="broken") == "charter_promise_broken"

    def test_broken_before_it_was_due(self):
        assert refuses(state="broken", broken_at=IN_TIME) == "charter_promise_breaks_after_due"

    def test_withdrawn_without_a_reason(self):
        assert refuses(state="withdrawn", ended_at=IN_TIME) == "charter_promise_withdrawn_with_reason"

    def test_withdrawing_an_overdue_promise_in_silence(self):
        change = {"state": "withdrawn", "ended_at": TOO_LATE, "reason": "Closed."}
        assert refuses(**change) == "charter_promise_withdrawn_with_reason"

    def test_an_open_promise_with_an_end(self):
        assert refuses(ended_at=IN_TIME) == "charter_promise_open"


class TestTheRecordOfItsSteps:
    def test_cannot_be_changed(self):
        steps = PromiseTransition.objects.filter(promise_id=a_promise())
        with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
            steps.update(state="kept")

    def test_cannot_be_deleted(self):
        steps = PromiseTransition.objects.filter(promise_id=a_promise())
        with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
            steps.delete()
