import pytest

from tests.builders.charter import DUE, IN_TIME, NOW, TOO_LATE, a_promise, seen
from upheld.domains.access.queries import the_service
from upheld.domains.charter.commands import break_promises_due, keep_promise, pass_promises_on
from upheld.domains.charter.queries import list_promises_about_to_break
from upheld.kernel.identifiers import SYSTEM, new_id

pytestmark = pytest.mark.django_db


def pass_on(case_id, to, **places):
    return pass_promises_on(case_id=case_id, to=to, **places, by=SYSTEM, at=IN_TIME)


class TestWhenTheOwnerChanges:
    def test_what_is_owed_becomes_theirs_to_keep(self):
        a_promise(case_id=(case_id := new_id()), owner_id=new_id(), client_id=(client_id := new_id()))
        assert pass_on(case_id, to := new_id()) == 1
        assert seen(client_id).owner_id == to

    def test_what_was_broken_is_still_owed_and_goes_along(self):
        a_promise(case_id=(case_id := new_id()), client_id=(client_id := new_id()))
        break_promises_due(at=TOO_LATE)
        pass_on(case_id, to := new_id())
        assert seen(client_id).owner_id == to

    def test_what_was_kept_stays_with_whoever_kept_it(self):
        kept_by = new_id()
        promise_id = a_promise(
            case_id=(case_id := new_id()), owner_id=kept_by, client_id=(client_id := new_id())
        )
        keep_promise(promise_id=promise_id, by=SYSTEM, at=IN_TIME)
        assert pass_on(case_id, new_id()) == 0
        assert seen(client_id).owner_id == kept_by

    def test_it_may_be_nobodys_for_a_while(self):
        a_promise(case_id=(case_id := new_id()), owner_id=new_id(), client_id=(client_id := new_id()))
        pass_on(case_id, None)
        assert seen(client_id).owner_id is None


class TestWhenTheCaseGoesToAnotherTeam:
    def test_its_leader_sees_what_is_about_to_break(self):
        a_promise(case_id=(case_id := new_id()), team_id=new_id(), client_id=(client_id := new_id()))
        pass_on(case_id, None, team_id=(team_id := new_id()), office_id=new_id())
        rows = list_promises_about_to_break(
            viewer=the_service(), team_ids=[team_id], before=DUE.replace(year=2027), as_of=NOW
        )
        assert [row.client_id for row in rows] == [client_id]
