"""A case goes from stage to stage as the pack and the declared table allow, to its end."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.builders.casework import agency
from upheld.domains.casework import commands
from upheld.domains.casework.queries import Stage
from upheld.domains.casework.rules import CaseIsClosed, NotTheOwner, ReasonIsMissing, StageDoesNotFollow
from upheld.domains.charter.queries import list_promises_of_case

pytestmark = pytest.mark.django_db


def owned():
    """An agency, an owner and their case."""
    here = agency()
    owner = here.officer()
    return here, owner, here.case(owner=owner)


def move(here, owner, case_id, *stages):
    for stage in stages:
        commands.move_case(case_id=case_id, to_stage=stage, by=owner, at=here.later(days=1))


def decision_promise(here, owner, case_id):
    promises = list_promises_of_case(case_id=case_id, viewer=here.viewer(owner), as_of=here.at)
    return next(str(one.state) for one in promises if one.kind == "decision")


class TestMovingOn:
    def test_each_step_is_kept_with_who_and_when(self):
        here, owner, case_id = owned()
        move(here, owner, case_id, Stage.GATHERING, Stage.ASSESSMENT)
        moves = here.see(case_id).moves
        assert [one.to_name for one in moves][-2:] == ["Gathering supporting information", "Assessment"]

    def test_a_step_that_the_table_does_not_have_is_refused(self):
        here, owner, case_id = owned()
        with pytest.raises(StageDoesNotFollow):
            move(here, owner, case_id, Stage.AWARD)

    def test_a_colleague_cannot_do_it(self):
        here, _, case_id = owned()
        with pytest.raises(NotTheOwner):
            move(here, here.officer(), case_id, Stage.GATHERING)

    def test_a_kept_step_cannot_be_changed_or_deleted(self):
        _, _, case_id = owned()
        for sql in ("UPDATE casework_transition SET reason = 'x'", "DELETE FROM casework_transition"):
            with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
                connection.cursor().execute(f"{sql} WHERE case_id = %s", [case_id])


class TestDeciding:
    def test_going_to_award_keeps_the_promise_of_a_decision(self):
        here, owner, case_id = owned()
        move(here, owner, case_id, Stage.DECISION, Stage.AWARD)
        assert decision_promise(here, owner, case_id) == "kept"

    def test_then_no_decision_is_due_any_more(self):
        here, owner, case_id = owned()
        move(here, owner, case_id, Stage.DECISION, Stage.AWARD)
        here.later(days=365)
        assert here.see(case_id).row.working_days_left is None

    def test_closing_from_the_stage_of_decision_is_a_decision_too(self):
        here, owner, case_id = owned()
        move(here, owner, case_id, Stage.DECISION)
        commands.close_case(case_id=case_id, outcome="Not entitled.", by=owner, at=here.at)
        assert decision_promise(here, owner, case_id) == "kept"

    def test_closing_before_it_withdraws_what_was_promised(self):
        here, owner, case_id = owned()
        commands.close_case(case_id=case_id, outcome="The client withdrew.", by=owner, at=here.at)
        assert decision_promise(here, owner, case_id) == "withdrawn"


class TestAClosedCase:
    def test_it_has_no_owner_nothing_to_do_and_an_outcome(self):
        here, owner, case_id = owned()
        with pytest.raises(ReasonIsMissing):
            commands.close_case(case_id=case_id, outcome=" ", by=owner, at=here.at)
        commands.close_case(case_id=case_id, outcome="The client withdrew.", by=owner, at=here.at)
        case = here.see(case_id)
        assert (case.row.owner_id, case.tasks, case.row.next_on) == (None, (), None)
        assert case.row.outcome == "The client withdrew."

    def test_it_stays_as_it_is(self):
        here, owner, case_id = owned()
        commands.close_case(case_id=case_id, outcome="The client withdrew.", by=owner, at=here.at)
        with pytest.raises(CaseIsClosed):
            commands.add_task(case_id=case_id, kind="other", by=owner, at=here.at)
