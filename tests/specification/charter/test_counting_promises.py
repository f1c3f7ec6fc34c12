from datetime import date
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders.charter import BENEFIT, DUE, IN_TIME, TOO_LATE, a_promise
from upheld.domains.access.queries import Viewer, the_service
from upheld.domains.charter.commands import break_promises_due, keep_promise, withdraw_promises
from upheld.domains.charter.models import PromiseTransition
from upheld.domains.charter.queries import PromiseCounts, PromiseState, count_promises, iterate_standard_facts
from upheld.domains.charter.rules import TRANSITIONS, PromiseHasEnded, PromiseWasBrokenBefore
from upheld.kernel.identifiers import SYSTEM, new_id

pytestmark = pytest.mark.django_db


class TestWhenPromisesAreCounted:
    def test_each_is_in_one_group(self):
        keep_promise(promise_id=a_promise(), by=SYSTEM, at=IN_TIME)
        keep_promise(promise_id=a_promise(), by=SYSTEM, at=TOO_LATE)
        a_promise(case_id=(closed := new_id()))
        withdraw_promises(case_id=closed, reason="The claim was withdrawn.", by=SYSTEM, at=IN_TIME)
        a_promise()
        break_promises_due(at=TOO_LATE)
        a_promise(at=TOO_LATE)
        assert count_promises(viewer=the_service()) == PromiseCounts(
            open=1, kept=1, kept_late=1, broken=1, withdrawn=1
        )

    def test_the_day_on_which_they_are_due_decides(self):
        a_promise()
        due_on = DUE.date()
        before = count_promises(viewer=the_service(), until=due_on)
        after = count_promises(viewer=the_service(), since=due_on, until=date(2026, 3, 4))
        assert (before.open, after.open) == (0, 1)

    def test_only_what_someone_may_see_is_counted(self):
        a_promise()
        assert count_promises(viewer=Viewer(account_id=new_id())).open == 0

    def test_one_query_does(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            count_promises(viewer=the_service(), since=date(2026, 3, 1), until=date(2026, 4, 1))


class TestWhenAStandardIsMeasured:
    def facts(self):
        return list(iterate_standard_facts(viewer=the_service()))

    def test_a_kept_promise_says_when_it_was_due_and_done(self):
        keep_promise(promise_id=a_promise(benefit=BENEFIT), by=SYSTEM, at=IN_TIME)
        (fact,) = self.facts()
        assert (fact.standard, fact.benefit, fact.due_at, fact.done_at) == (
            "call-back",
            BENEFIT,
            DUE,
            IN_TIME,
        )

    def test_it_belongs_to_the_month_in_which_it_is_due(self):
        a_promise()
        assert self.facts()[0].due_month == date(2026, 3, 1)

    def test_what_was_withdrawn_before_it_was_due_counts_for_nothing(self):
        a_promise(case_id=(case_id := new_id()))
        withdraw_promises(case_id=case_id, reason="The claim was withdrawn.", by=SYSTEM, at=IN_TIME)
        assert self.facts() == []

    def test_what_was_withdrawn_when_it_was_overdue_is_broken(self):
        a_promise(case_id=(case_id := new_id()))
        withdraw_promises(case_id=case_id, reason="The claim was withdrawn.", by=SYSTEM, at=TOO_LATE)
        (fact,) = self.facts()
        assert (fact.state, fact.done_at) == (PromiseState.BROKEN, None)

    def test_the_months_asked_for_are_the_months_given(self):
        a_promise()
        assert list(iterate_standard_facts(viewer=the_service(), since=date(2026, 4, 1))) == []


MOVES = st.tuples(st.sampled_from(["keep", "break", "withdraw"]), st.sampled_from([IN_TIME, DUE, TOO_LATE]))


class TestWhateverHappensToAPromise:
    @given(moves=st.lists(MOVES, max_size=5))
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def test_its_steps_are_declared_and_what_was_broken_is_never_counted_as_kept_in_time(self, moves):
        with transaction.atomic():
            promise_id = a_promise(case_id=(case_id := new_id()))
            for move, at in sorted(moves, key=lambda one: one[1]):
                self.make(move, promise_id, case_id, at)
            steps = PromiseTransition.objects.filter(promise_id=promise_id).order_by("id")
            states = [PromiseState(step.state) for step in steps]
            counts = count_promises(viewer=the_service())
            transaction.set_rollback(True)
        assert all(after in TRANSITIONS[before] for before, after in pairwise(states))
        assert counts.kept == (states[-1] is PromiseState.KEPT)
        assert (counts.broken + counts.kept_late) == (PromiseState.BROKEN in states)

    def make(self, move, promise_id, case_id, at):
        try:
            if move == "keep":
                keep_promise(promise_id=promise_id, by=SYSTEM, at=at)
            elif move == "break":
                break_promises_due(at=at)
            else:
                withdraw_promises(case_id=case_id, reason="Closed.", by=SYSTEM, at=at)
        except (PromiseHasEnded, PromiseWasBrokenBefore):
            pass
