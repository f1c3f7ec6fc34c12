"""A leader sees what is about to break while there is still a working day to keep it."""

import pytest

from tests.builders.casework import agency
from upheld.domains.casework import commands
from upheld.domains.casework.queries import list_leader_tasks
from upheld.journeys.team_page import get_team_page
from upheld.kernel.identifiers import SYSTEM

pytestmark = pytest.mark.django_db


class TestAPromiseThatIsDueTheNextWorkingDay:
    def test_it_stands_among_those_about_to_break(self):
        here = agency()
        owner, leader = here.officer(), here.leader()
        commands.promise_client(case_id=here.case(owner=owner), kind="call_back", by=owner, at=here.at)
        page = get_team_page(team_id=here.team_id, viewer=here.viewer(leader), at=here.at)
        assert [one.promise.kind for one in page.breaking] == ["call_back"]


class TestABrokenPromiseAmongManyCasesWithoutAnOwner:
    def test_it_is_shown_before_what_the_list_of_those_cases_shows_too(self):
        here = agency()
        case_id, leader = here.case(), here.leader()
        commands.add_leader_task(case_id=case_id, kind="assign_owner", by=SYSTEM, at=here.at)
        commands.add_leader_task(case_id=case_id, kind="put_right", by=SYSTEM, at=here.later(days=7))
        [first] = list_leader_tasks(viewer=here.viewer(leader), team_ids=[here.team_id], limit=1)
        assert first.kind == "put_right"
