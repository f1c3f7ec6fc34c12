import pytest

from tests.builders.charter import DUE, IN_TIME, NOW, TOO_LATE, a_promise, seen
from upheld.domains.access.commands import grant_role, open_account
from upheld.domains.access.queries import Role
from upheld.domains.charter.commands import (
    break_promises_due,
    keep_promise,
    keep_promises_of_case,
    keep_promises_of_task,
    withdraw_promises,
)
from upheld.domains.charter.queries import NoSuchPromise, PromiseHasEnded, PromiseState
from upheld.domains.charter.rules import PromiseWasBrokenBefore
from upheld.kernel.identifiers import SYSTEM, new_id
from upheld.kernel.models import EventRow

pytestmark = pytest.mark.django_db


def keep(promise_id, at, by=SYSTEM):
    keep_promise(promise_id=promise_id, by=by, at=at)


def announced(promise_id):
    rows = EventRow.objects.filter(stream=f"promise:{promise_id}").order_by("number")
    return [row.kind.removeprefix("charter.") for row in rows][1:]


class TestWhenItIsKeptInTime:
    @pytest.mark.parametrize("at", [IN_TIME, DUE])
    def test_it_is_kept(self, at):
        keep(a_promise(client_id=(client_id := new_id())), at)
        row = seen(client_id)
        assert (row.state, row.kept_at, row.working_days_left) == (PromiseState.KEPT, at, None)

    def test_it_is_announced_as_not_late(self):
        keep(promise_id := a_promise(), IN_TIME)
        assert announced(promise_id) == ["PromiseKept"]
        assert EventRow.objects.get(kind="charter.PromiseKept").facts["late"] is False

    def test_keeping_it_again_does_nothing(self):
        keep(promise_id := a_promise(client_id=(client_id := new_id())), IN_TIME)
        keep(promise_id, TOO_LATE)
        assert (seen(client_id).kept_at, announced(promise_id)) == (IN_TIME, ["PromiseKept"])


class TestWhenItIsKeptLate:
    def test_it_was_broken_and_is_kept_late(self):
        promise_id = a_promise(client_id=(client_id := new_id()))
        break_promises_due(at=TOO_LATE)
        keep(promise_id, TOO_LATE)
        assert seen(client_id).state is PromiseState.KEPT_LATE

    def test_it_counts_as_broken_even_if_the_clock_has_not_looked(self):
        keep(promise_id := a_promise(), TOO_LATE)
        assert announced(promise_id) == ["PromiseBroken", "PromiseKept"]

    def test_the_clock_finds_nothing_more_to_break(self):
        keep(promise_id := a_promise(), TOO_LATE)
        break_promises_due(at=TOO_LATE)
        assert announced(promise_id) == ["PromiseBroken", "PromiseKept"]

    def test_what_is_on_record_as_broken_cannot_have_been_kept_in_time(self):
        promise_id = a_promise()
        break_promises_due(at=TOO_LATE)
        with pytest.raises(PromiseWasBrokenBefore):
            keep(promise_id, IN_TIME)


class TestWhenACaseKeepsItsPromises:
    def test_those_of_the_kind_are_kept_and_no_others(self):
        case_id = new_id()
        a_promise(case_id=case_id, client_id=(called := new_id()))
        a_promise(case_id=case_id, kind="reply", client_id=(answered := new_id()))
        assert keep_promises_of_case(case_id=case_id, kind="reply", by=SYSTEM, at=IN_TIME) == 1
        assert (seen(called).state, seen(answered).state) == (PromiseState.OPEN, PromiseState.KEPT)


class TestWhenATaskIsDone:
    def finish(self, case_id, task_id, kind="call_back"):
        return keep_promises_of_task(case_id=case_id, task_id=task_id, kind=kind, by=SYSTEM, at=IN_TIME)

    def test_the_promise_that_hung_on_it_is_kept_whatever_its_kind(self):
        a_promise(case_id=(case_id := new_id()), task_id=(task_id := new_id()))
        assert self.finish(case_id, task_id, kind="other") == 1

    def test_so_is_what_the_case_promised_of_that_kind(self):
        a_promise(case_id=(case_id := new_id()))
        assert self.finish(case_id, new_id()) == 1

    def test_but_not_what_hangs_on_another_task(self):
        a_promise(case_id=(case_id := new_id()), task_id=new_id())
        assert self.finish(case_id, new_id()) == 0


class TestWhenSomeoneMayNotKeepIt:
    def officer(self, office_id):
        account_id = open_account(name="Iris Madeup", by=SYSTEM, at=NOW)
        grant_role(
            account_id=account_id,
            role=Role.OFFICER,
            office_id=office_id,
            starts_on=NOW.date(),
            reason="Needed for the work of the office.",
            by=SYSTEM,
            at=NOW,
        )
        return account_id

    def test_it_is_not_found_from_another_office(self):
        promise_id = a_promise()
        with pytest.raises(NoSuchPromise):
            keep(promise_id, IN_TIME, by=self.officer(new_id()))

    def test_an_officer_of_its_office_may(self):
        promise_id = a_promise(office_id=(office_id := new_id()), client_id=(client_id := new_id()))
        keep(promise_id, IN_TIME, by=self.officer(office_id))
        assert seen(client_id).state is PromiseState.KEPT

    def test_what_was_withdrawn_cannot_be_kept(self):
        promise_id = a_promise(case_id=(case_id := new_id()))
        withdraw_promises(case_id=case_id, reason="The claim was withdrawn.", by=SYSTEM, at=IN_TIME)
        with pytest.raises(PromiseHasEnded):
            keep(promise_id, IN_TIME)
