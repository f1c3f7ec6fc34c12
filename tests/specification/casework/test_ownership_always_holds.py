"""Whatever people do, in whatever order:

every open case has one owner or one reason, a task, and a next date.
"""

from contextlib import suppress
from itertools import pairwise

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.builders.casework import agency
from upheld.domains.casework import commands
from upheld.domains.casework.models import Case, Ownership
from upheld.journeys.leaving import record_leaving
from upheld.journeys.nightly import look_after_cases_at
from upheld.kernel.errors import RuleBroken
from upheld.kernel.identifiers import SYSTEM

some = st.integers(min_value=0, max_value=3)


class Ownerships(RuleBasedStateMachine):
    """Officers who take, offer, accept, decline, give back, finish, close, leave; refusals are part of it."""

    @initialize()
    def an_agency(self):
        self.here = agency()
        self.officers = [self.here.officer() for _ in range(4)]
        self.leader = self.here.leader()
        self.cases = []

    def tries(self, doing, **facts):
        with suppress(RuleBroken):
            doing(**facts, at=self.here.later(minutes=5))

    def case(self, number):
        if not self.cases:
            self.cases.append(self.here.case())
        return self.cases[number % len(self.cases)]

    @rule()
    def opens(self):
        self.cases.append(self.here.case())

    @rule(which=some, who=some)
    def takes(self, which, who):
        self.tries(commands.take_case, case_id=self.case(which), by=self.officers[who])

    @rule(which=some, to=some, who=some)
    def offers(self, which, to, who):
        self.tries(
            commands.offer_case,
            case_id=self.case(which),
            to=self.officers[to],
            note="Next: ring on Friday.",
            by=self.officers[who],
        )

    @rule(which=some, who=some)
    def accepts(self, which, who):
        self.tries(commands.accept_case, case_id=self.case(which), by=self.officers[who])

    @rule(which=some, who=some)
    def declines(self, which, who):
        self.tries(commands.decline_case, case_id=self.case(which), reason="No room.", by=self.officers[who])

    @rule(which=some, who=some)
    def gives_back(self, which, who):
        self.tries(
            commands.give_case_back, case_id=self.case(which), reason="Not mine.", by=self.officers[who]
        )

    @rule(which=some)
    def finishes_a_task(self, which):
        tasks = self.here.see(self.case(which), by=self.leader).tasks
        if tasks:
            self.tries(commands.complete_task, task_id=tasks[0].id, by=self.leader)

    @rule(which=some)
    def closes(self, which):
        self.tries(
            commands.close_case, case_id=self.case(which), outcome="The client withdrew.", by=self.leader
        )

    @rule(who=some)
    def leaves(self, who):
        today = self.here.at.date()
        self.tries(
            record_leaving, officer_id=self.officers[who], leaving_on=today, reason="New post.", by=SYSTEM
        )

    @rule(days=st.integers(min_value=1, max_value=20))
    def time_passes(self, days):
        look_after_cases_at(self.here.later(days=days))
        commands.return_unanswered_offers(by=SYSTEM, at=self.here.at)

    @invariant()
    def every_case_is_owned_or_says_why_not(self):
        for case in Case.objects.select_related("owner").filter(id__in=getattr(self, "cases", [])):
            stretches = list(Ownership.objects.filter(case=case).order_by("started_at", "id"))
            if case.closed_at:
                assert (case.owner_id, case.next_on) == (None, None)
                assert all(one.ended_at for one in stretches)
                continue
            assert (case.owner is None) != (case.unowned_reason == "")
            assert case.owner is None or case.owner.can_own_cases
            assert case.tasks.filter(state="open").exists()
            assert case.next_on == min(case.tasks.filter(state="open").values_list("due_on", flat=True))
            assert [one.owner_id for one in stretches if one.ended_at is None] == [case.owner_id]
            for before, after in pairwise(stretches):
                assert before.ended_at == after.started_at

    def teardown(self):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.mark.django_db
def test_ownership_holds_whatever_people_do():
    calm = settings(
        max_examples=25,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Ownerships, settings=calm)
