"""The leaver and the absent owner: no case sits in the queue of someone who is not there."""

from datetime import date, timedelta

import pytest

from tests.builders.casework import agency
from upheld.domains.access.queries import NoSuchAccount
from upheld.domains.casework.queries import count_unowned, list_offers_to
from upheld.domains.workforce.commands import record_absence
from upheld.domains.workforce.queries import AbsenceKind
from upheld.journeys.leaving import (
    let_leavers_go,
    record_leaving,
    record_return,
    release_cases_of_the_absent,
)
from upheld.kernel.identifiers import SYSTEM
from upheld.kernel.models import EventRow

pytestmark = pytest.mark.django_db


def leave(here, officer_id, leaving_on):
    return record_leaving(
        officer_id=officer_id, leaving_on=leaving_on, reason="Another post.", by=SYSTEM, at=here.at
    )


class TestTheLeaver:
    """The named scenario: an officer leaves, and their cases sit in their queue."""

    def test_their_cases_are_unowned_the_moment_it_is_recorded(self):
        here = agency()
        owner = here.officer()
        case_id = here.case(owner=owner)
        assert leave(here, owner, here.at.date()) == 1
        case = here.see(case_id)
        assert (case.row.owner_id, case.row.unowned_words) == (None, "The owner has left")

    def test_it_is_an_event_of_each_case(self):
        here = agency()
        owner = here.officer()
        case_id = here.case(owner=owner)
        leave(here, owner, here.at.date())
        events = EventRow.objects.filter(stream=f"case:{case_id}", kind="casework.CaseBecameUnowned")
        assert [event.facts["reason"] for event in events] == ["owner_left"]

    def test_what_was_offered_to_them_comes_back(self):
        here = agency()
        owner, leaver = here.officer(), here.officer()
        here.offered(here.case(owner=owner), leaver, by=owner)
        leave(here, leaver, here.at.date())
        assert list_offers_to(leaver, viewer=here.viewer(here.leader()), as_of=here.at) == []

    def test_they_can_no_longer_sign_in(self):
        here = agency()
        owner = here.officer()
        leave(here, owner, here.at.date())
        with pytest.raises(NoSuchAccount):
            here.viewer(owner)

    def test_with_a_date_ahead_they_keep_their_cases_until_that_day(self):
        here = agency()
        owner = here.officer()
        case_id = here.case(owner=owner)
        assert leave(here, owner, here.at.date() + timedelta(days=7)) == 0
        assert let_leavers_go(by=SYSTEM, at=here.at + timedelta(days=6)) == 0
        assert here.see(case_id).row.owner_id == owner
        assert let_leavers_go(by=SYSTEM, at=here.later(days=7)) == 1
        [count] = count_unowned(viewer=here.viewer(here.leader()), team_ids=[here.team_id])
        assert (count.words, count.cases) == ("The owner has left", 1)


class TestTheAbsentOwner:
    """The named scenario: an owner who is away for long holds on to their cases."""

    def away(self, here, officer_id):
        record_absence(
            officer_id=officer_id,
            starts_on=date(2026, 3, 2),
            kind=AbsenceKind.SICKNESS,
            by=SYSTEM,
            at=here.at,
        )

    def test_a_short_absence_changes_nothing(self):
        here = agency()
        owner = here.officer()
        case_id = here.case(owner=owner)
        self.away(here, owner)
        assert release_cases_of_the_absent(by=SYSTEM, at=here.later(days=10)) == 0
        assert here.see(case_id).row.owner_id == owner

    def test_after_the_packs_working_days_their_cases_are_unowned(self):
        here = agency()
        owner = here.officer()
        case_id = here.case(owner=owner)
        self.away(here, owner)
        assert release_cases_of_the_absent(by=SYSTEM, at=here.later(days=21)) == 1
        assert here.see(case_id).row.unowned_words == "The owner is away for long"

    def test_when_they_come_back_they_can_be_given_cases_again(self):
        here = agency()
        owner = here.officer()
        self.away(here, owner)
        release_cases_of_the_absent(by=SYSTEM, at=here.later(days=21))
        record_return(officer_id=owner, returned_on=here.at.date(), by=SYSTEM, at=here.at)
        assert here.see(here.case(owner=owner)).row.owner_id == owner
