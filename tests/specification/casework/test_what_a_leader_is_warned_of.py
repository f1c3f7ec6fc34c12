"""A leader sees what is about to break while there is still a working day to keep it."""

import pytest

from tests.builders.casework import agency
from upheld.domains.casework import commands
from upheld.journeys.team_page import get_team_page

pytestmark = pytest.mark.django_db


class TestAPromiseThatIsDueTheNextWorkingDay:
    def test_it_stands_among_those_about_to_break(self):
        here = agency()
        owner, leader = here.officer(), here.leader()
        commands.promise_client(case_id=here.case(owner=owner), kind="call_back", by=owner, at=here.at)
        page = get_team_page(team_id=here.team_id, viewer=here.viewer(leader), at=here.at)
        assert [one.promise.kind for one in page.breaking] == ["call_back"]
