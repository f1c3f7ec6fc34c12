"""An open case always has something to do, and a day to do it by."""

from datetime import date

import pytest

from tests.builders.casework import agency
from upheld.domains.casework import commands
from upheld.domains.casework.queries import list_cases_without_movement, list_leader_tasks, list_tasks_to_do
from upheld.domains.casework.rules import (
    NoSuchTask,
    NotAPromiseToMake,
    NotTheOwner,
    ReasonIsMissing,
    TaskIsNotOpen,
)
from upheld.domains.charter.queries import list_promises_of_case
from upheld.journeys.nightly import show_still_cases
from upheld.kernel.identifiers import SYSTEM, new_id

pytestmark = pytest.mark.django_db


def owned():
    """An agency, an owner and their case."""
    here = agency()
    owner = here.officer()
    return here, owner, here.case(owner=owner)


class TestWhenTheLastTaskIsDone:
    def test_deciding_what_happens_next_follows_by_itself(self):
        here, owner, case_id = owned()
        [task] = here.see(case_id).tasks
        commands.complete_task(task_id=task.id, by=owner, at=here.at)
        case = here.see(case_id)
        assert [one.kind for one in case.tasks] == ["decide_next_step"]
        assert case.row.next_on == date(2026, 3, 3)

    def test_or_what_the_officer_says_is_next(self):
        here, owner, case_id = owned()
        [task] = here.see(case_id).tasks
        commands.complete_task(
            task_id=task.id,
            next_kind="ask_for_information",
            next_due_on=date(2026, 3, 20),
            by=owner,
            at=here.at,
        )
        case = here.see(case_id)
        assert [(one.kind, one.due_on) for one in case.tasks] == [("ask_for_information", date(2026, 3, 20))]
        assert case.row.next_on == date(2026, 3, 20)

    def test_the_promise_behind_it_is_kept(self):
        here, owner, case_id = owned()
        [task] = here.see(case_id).tasks
        commands.complete_task(task_id=task.id, by=owner, at=here.at)
        promises = list_promises_of_case(case_id=case_id, viewer=here.viewer(owner), as_of=here.at)
        assert {one.kind: str(one.state) for one in promises} == {"first_contact": "kept", "decision": "open"}


class TestATask:
    def test_it_is_done_once(self):
        here, owner, case_id = owned()
        [task] = here.see(case_id).tasks
        commands.complete_task(task_id=task.id, by=owner, at=here.at)
        with pytest.raises(TaskIsNotOpen):
            commands.complete_task(task_id=task.id, by=owner, at=here.at)

    def test_a_colleague_cannot_do_it(self):
        here, _, case_id = owned()
        [task] = here.see(case_id).tasks
        with pytest.raises(NotTheOwner):
            commands.complete_task(task_id=task.id, by=here.officer(), at=here.at)

    def test_one_that_is_not_there_is_not_found(self):
        here, owner, _ = owned()
        with pytest.raises(NoSuchTask):
            commands.complete_task(task_id=new_id(), by=owner, at=here.at)

    def test_it_is_postponed_with_a_reason_and_the_next_date_moves(self):
        here, owner, case_id = owned()
        [task] = here.see(case_id).tasks
        later = date(2026, 4, 1)
        with pytest.raises(ReasonIsMissing):
            commands.postpone_task(task_id=task.id, due_on=later, reason="", by=owner, at=here.at)
        commands.postpone_task(task_id=task.id, due_on=later, reason="In hospital.", by=owner, at=here.at)
        assert here.see(case_id).row.next_on == later

    def test_what_is_due_is_on_the_owners_list_and_nobody_elses(self):
        here, owner, case_id = owned()
        until = date(2026, 3, 31)
        assert [one.case_id for one in list_tasks_to_do(viewer=here.viewer(owner), until=until)] == [case_id]
        assert list_tasks_to_do(viewer=here.viewer(here.officer()), until=until) == []


class TestAPromiseToTheClient:
    def test_it_comes_with_the_task_that_keeps_it(self):
        here, owner, case_id = owned()
        commands.promise_client(case_id=case_id, kind="call_back", by=owner, at=here.at)
        task = next(one for one in here.see(case_id).tasks if one.kind == "call_back")
        assert task.due_on == date(2026, 3, 3)
        commands.complete_task(task_id=task.id, by=owner, at=here.at)
        kinds = list_promises_of_case(case_id=case_id, viewer=here.viewer(owner), as_of=here.at)
        assert next(str(one.state) for one in kinds if one.kind == "call_back") == "kept"

    def test_of_two_of_a_kind_each_is_kept_by_its_own_task(self):
        here, owner, case_id = owned()
        for _ in range(2):
            commands.promise_client(case_id=case_id, kind="call_back", by=owner, at=here.later(minutes=5))
        first = next(one for one in here.see(case_id).tasks if one.kind == "call_back")
        commands.complete_task(task_id=first.id, by=owner, at=here.at)
        promises = list_promises_of_case(case_id=case_id, viewer=here.viewer(owner), as_of=here.at)
        assert sorted(str(one.state) for one in promises if one.kind == "call_back") == ["kept", "open"]

    def test_a_kind_that_no_task_keeps_is_refused(self):
        here, owner, case_id = owned()
        with pytest.raises(NotAPromiseToMake):
            commands.promise_client(case_id=case_id, kind="decision", by=owner, at=here.at)


class TestTheStuckCase:
    """The named scenario:

    everything is on hold, no timer, no task. Here the database refuses it; what stands still is shown.
    """

    def test_a_case_whose_next_date_passed_two_weeks_ago_becomes_a_task_for_the_leader(self):
        here, _, case_id = owned()
        leader = here.leader()
        assert show_still_cases(at=here.at) == 0
        here.later(days=60)
        assert show_still_cases(at=here.at) == 1
        tasks = list_leader_tasks(viewer=here.viewer(leader), team_ids=[here.team_id])
        assert [(one.case_id, one.kind) for one in tasks] == [(case_id, "unstick")]

    def test_it_is_asked_for_once(self):
        here, _, case_id = owned()
        here.later(days=60)
        show_still_cases(at=here.at)
        first = commands.add_leader_task(case_id=case_id, kind="unstick", by=SYSTEM, at=here.at)
        assert show_still_cases(at=here.at) == 0
        assert commands.add_leader_task(case_id=case_id, kind="unstick", by=SYSTEM, at=here.at) == first
        still = list_cases_without_movement(viewer=here.viewer(here.leader()), before=here.at.date())
        assert still == []
