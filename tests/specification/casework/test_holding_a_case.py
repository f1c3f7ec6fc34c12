"""A case may wait, for a reason of the pack and until a day."""

from datetime import date, timedelta

import pytest

from tests.builders.casework import agency
from upheld.domains.casework import commands
from upheld.domains.casework.rules import HoldNeedsALaterEnd, IsOnHoldAlready
from upheld.kernel.identifiers import SYSTEM
from upheld.policy import UnknownValue

pytestmark = pytest.mark.django_db

UNTIL = date(2026, 3, 16)


def held():
    """A case on hold until a day."""
    here = agency()
    owner = here.officer()
    case_id = here.case(owner=owner)
    hold(here, owner, case_id)
    return here, owner, case_id


def hold(here, owner, case_id, ends_on=UNTIL, reason="supporting_information"):
    return commands.hold_case(case_id=case_id, reason=reason, ends_on=ends_on, by=owner, at=here.at)


class TestAHold:
    def test_it_puts_a_task_on_its_last_day(self):
        here, _, case_id = held()
        case = here.see(case_id)
        assert case.hold.ends_on == UNTIL
        assert ("end_hold", UNTIL) in [(one.kind, one.due_on) for one in case.tasks]

    def test_it_must_end_later_than_it_starts(self):
        here = agency()
        owner = here.officer()
        with pytest.raises(HoldNeedsALaterEnd):
            hold(here, owner, here.case(owner=owner), ends_on=here.at.date())

    def test_it_may_not_last_longer_than_the_pack_allows(self):
        here = agency()
        owner = here.officer()
        with pytest.raises(HoldNeedsALaterEnd, match="30 March 2026"):
            hold(here, owner, here.case(owner=owner), ends_on=date(2026, 3, 31))

    def test_it_needs_a_reason_of_the_pack(self):
        here = agency()
        owner = here.officer()
        with pytest.raises(UnknownValue):
            hold(here, owner, here.case(owner=owner), reason="because")

    def test_there_is_one_at_a_time(self):
        here, owner, case_id = held()
        with pytest.raises(IsOnHoldAlready):
            hold(here, owner, case_id)


class TestWhenItEnds:
    def test_the_clock_ends_it_on_its_day(self):
        here, _, case_id = held()
        assert commands.end_holds_due(by=SYSTEM, at=here.at + timedelta(days=13)) == 0
        assert commands.end_holds_due(by=SYSTEM, at=here.at + timedelta(days=14)) == 1
        assert here.see(case_id).hold is None

    def test_the_owner_may_end_it_early(self):
        here, owner, case_id = held()
        commands.end_hold(case_id=case_id, by=owner, at=here.at)
        case = here.see(case_id)
        assert (case.hold, len(case.past_holds)) == (None, 1)
