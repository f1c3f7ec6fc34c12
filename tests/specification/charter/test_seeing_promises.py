from datetime import UTC, datetime, timedelta

import pytest

from tests.builders.charter import DUE, IN_TIME, NOW, TOO_LATE, a_promise, seen
from upheld.domains.access.queries import Viewer, the_service
from upheld.domains.charter.commands import break_promises_due, keep_promise
from upheld.domains.charter.queries import (
    PromiseState,
    list_promises_about_to_break,
    list_promises_of_case,
    list_promises_of_client,
    list_promises_to_keep,
)
from upheld.kernel.identifiers import SYSTEM, new_id

pytestmark = pytest.mark.django_db
TUESDAY, SUNDAY = NOW + timedelta(days=1), NOW + timedelta(days=6)
FRIDAY = datetime(2026, 3, 6, 17, tzinfo=UTC)


def to_keep(owner_id, as_of=NOW, **more):
    return list_promises_to_keep(viewer=the_service(), owner_id=owner_id, as_of=as_of, **more)


class TestWhenAnOfficerLooksAtWhatTheyPromised:
    def test_what_breaks_first_comes_first(self):
        owner_id = new_id()
        for kind in ("reply", "call_back"):
            a_promise(kind=kind, owner_id=owner_id)
        assert [row.kind for row in to_keep(owner_id)] == ["call_back", "reply"]

    def test_a_broken_promise_is_still_there_to_keep(self):
        a_promise(owner_id=(owner_id := new_id()))
        break_promises_due(at=TOO_LATE)
        assert [row.state for row in to_keep(owner_id)] == [PromiseState.BROKEN]

    def test_a_kept_one_is_not(self):
        keep_promise(promise_id=a_promise(owner_id=(owner_id := new_id())), by=SYSTEM, at=IN_TIME)
        assert to_keep(owner_id) == []

    def test_no_more_come_than_were_asked_for(self):
        owner_id = new_id()
        for _ in range(3):
            a_promise(owner_id=owner_id)
        assert len(to_keep(owner_id, limit=2)) == 2

    def test_one_query_does_for_any_number(self, django_assert_num_queries):
        owner_id = new_id()
        for _ in range(5):
            a_promise(owner_id=owner_id)
        with django_assert_num_queries(1):
            assert len(to_keep(owner_id)) == 5


class TestWhenTimeRunsOut:
    @pytest.mark.parametrize(
        ("as_of", "left"),
        [(NOW, 1), (TUESDAY, 0), (FRIDAY, -3), (SUNDAY, -3)],
    )
    def test_working_days_that_are_left_are_counted(self, as_of, left):
        a_promise(client_id=(client_id := new_id()))
        assert seen(client_id, as_of=as_of).working_days_left == left

    def test_it_is_about_to_break_from_the_working_day_before(self):
        a_promise(kind="reply", client_id=(client_id := new_id()))
        days = [seen(client_id, as_of=NOW + timedelta(days=days)).is_about_to_break for days in (0, 1, 2, 3)]
        assert days == [False, False, True, True]

    def test_a_broken_promise_is_not_about_to_break(self):
        a_promise(client_id=(client_id := new_id()))
        break_promises_due(at=TOO_LATE)
        assert not seen(client_id, as_of=TOO_LATE).is_about_to_break

    def test_beyond_the_calendar_nothing_is_guessed(self):
        a_promise(client_id=(client_id := new_id()), due_at=datetime(2190, 1, 1, tzinfo=UTC))
        assert seen(client_id).working_days_left is None


class TestWhenALeaderLooksAtATeam:
    def about_to_break(self, team_id, before):
        return list_promises_about_to_break(
            viewer=the_service(), team_ids=[team_id], before=before, as_of=NOW
        )

    def test_open_promises_that_are_due_before_then_are_listed(self):
        a_promise(team_id=(team_id := new_id()))
        a_promise(team_id=team_id, kind="reply")
        assert [row.kind for row in self.about_to_break(team_id, DUE + timedelta(hours=1))] == ["call_back"]

    def test_those_of_other_teams_are_not(self):
        a_promise(team_id=new_id())
        assert self.about_to_break(new_id(), FRIDAY) == []


class TestWhenAClientIsLookedAt:
    def test_what_is_owed_comes_before_what_has_ended(self):
        client_id = new_id()
        keep_promise(promise_id=a_promise(client_id=client_id), by=SYSTEM, at=IN_TIME)
        a_promise(client_id=client_id, kind="reply")
        rows = list_promises_of_client(viewer=the_service(), client_id=client_id, as_of=NOW)
        assert [row.state for row in rows] == [PromiseState.OPEN, PromiseState.KEPT]

    def test_a_case_shows_its_own_alone(self):
        client_id, case_id = new_id(), new_id()
        a_promise(client_id=client_id, case_id=new_id())
        promise_id = a_promise(client_id=client_id, case_id=case_id)
        rows = list_promises_of_case(viewer=the_service(), case_id=case_id, as_of=NOW)
        assert [row.id for row in rows] == [promise_id]


class TestWhoSeesAPromise:
    def count(self, client_id, viewer):
        return len(list_promises_of_client(viewer=viewer, client_id=client_id, as_of=NOW))

    def test_officers_of_its_office_do(self):
        a_promise(client_id=(client_id := new_id()), office_id=(office_id := new_id()))
        assert self.count(client_id, Viewer(account_id=new_id(), whole_offices=frozenset({office_id}))) == 1

    def test_whoever_is_to_keep_it_does(self):
        a_promise(client_id=(client_id := new_id()), owner_id=(owner_id := new_id()))
        assert self.count(client_id, Viewer(account_id=owner_id)) == 1

    def test_others_do_not(self):
        a_promise(client_id=(client_id := new_id()))
        assert self.count(client_id, Viewer(account_id=new_id(), whole_offices=frozenset({new_id()}))) == 0
