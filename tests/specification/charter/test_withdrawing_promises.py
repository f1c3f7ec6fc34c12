import pytest

from tests.builders.charter import IN_TIME, TOO_LATE, a_promise, seen
from upheld.domains.access.queries import the_service
from upheld.domains.charter.commands import break_promises_due, keep_promise, withdraw_promises
from upheld.domains.charter.models import PromiseTransition
from upheld.domains.charter.queries import PromiseState, count_promises
from upheld.domains.charter.rules import ReasonIsMissing
from upheld.kernel.identifiers import SYSTEM, new_id
from upheld.kernel.models import EventRow

pytestmark = pytest.mark.django_db


def withdraw(case_id, at, reason="The claim was withdrawn."):
    return withdraw_promises(case_id=case_id, reason=reason, by=SYSTEM, at=at)


class TestWhenTheCaseEndsInTime:
    def test_what_was_still_owed_is_withdrawn(self):
        a_promise(case_id=(case_id := new_id()), client_id=(client_id := new_id()))
        assert withdraw(case_id, IN_TIME) == 1
        assert seen(client_id).state is PromiseState.WITHDRAWN

    def test_the_reason_is_kept_with_who_and_when(self):
        promise_id = a_promise(case_id=(case_id := new_id()))
        withdraw(case_id, IN_TIME, reason="  The client moved abroad. ")
        step = PromiseTransition.objects.get(promise_id=promise_id, state="withdrawn")
        assert (step.reason, step.by, step.at) == ("The client moved abroad.", SYSTEM, IN_TIME)

    def test_what_was_kept_stays_kept(self):
        promise_id = a_promise(case_id=(case_id := new_id()), client_id=(client_id := new_id()))
        keep_promise(promise_id=promise_id, by=SYSTEM, at=IN_TIME)
        assert withdraw(case_id, IN_TIME) == 0
        assert seen(client_id).state is PromiseState.KEPT

    def test_promises_of_other_cases_stay_open(self):
        a_promise(case_id=new_id(), client_id=(client_id := new_id()))
        withdraw(new_id(), IN_TIME)
        assert seen(client_id).state is PromiseState.OPEN

    def test_a_reason_is_needed(self):
        with pytest.raises(ReasonIsMissing):
            withdraw(new_id(), IN_TIME, reason=" ")


class TestWhenTheCaseEndsTooLate:
    def test_withdrawing_does_not_hide_that_it_was_broken(self):
        a_promise(case_id=(case_id := new_id()))
        break_promises_due(at=TOO_LATE)
        withdraw(case_id, TOO_LATE)
        counts = count_promises(viewer=the_service())
        assert (counts.broken, counts.withdrawn) == (1, 0)

    def test_nor_when_the_clock_had_not_looked_yet(self):
        promise_id = a_promise(case_id=(case_id := new_id()))
        withdraw(case_id, TOO_LATE)
        rows = EventRow.objects.filter(stream=f"promise:{promise_id}").order_by("number")
        assert [row.kind for row in rows][1:] == ["charter.PromiseBroken", "charter.PromiseWithdrawn"]
