"""Challenged access: one record, for one's own work, until midnight, for a reason that others review once."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from tests.builders.casework import Agency, agency
from upheld.domains.access.commands import (
    close_account,
    give_clearance,
    open_by_challenge,
    restrict_record,
    review_challenge,
)
from upheld.domains.access.queries import (
    ChallengeIsReviewed,
    NoSuchChallenge,
    NothingToOpen,
    NotYoursToDo,
    OthersReviewAChallenge,
    ReasonSaysNothing,
    Role,
    count_challenges_to_review,
    get_viewer,
    list_challenges,
)
from upheld.domains.people.queries import is_client_in_scope
from upheld.kernel.identifiers import SYSTEM, new_id
from upheld.policy import UnknownValue

pytestmark = pytest.mark.django_db

REASON = "She is on the telephone and her office is closed."
REVIEW = "The call stands in the telephone record."


@pytest.fixture
def here() -> Agency:
    return agency()


@pytest.fixture
def elsewhere() -> Agency:
    """Another office, with a client of its own."""
    return agency()


def opened(
    client_id: UUID, by: UUID, *, at: datetime, offices: tuple[UUID, ...] = (), reason: str = REASON
) -> UUID:
    """Open a record, and return the challenge's id."""
    told = {"offices": offices, "owners": [], "purpose": "covering", "reason": reason}
    return open_by_challenge(client_id=client_id, **told, by=by, at=at)


def sees(client_id: UUID, who: UUID, on: date) -> bool:
    """Whether somebody sees a client on a day."""
    return is_client_in_scope(viewer=get_viewer(who, on=on), client_id=client_id)


class TestOpeningARecord:
    def test_lasts_until_midnight_of_the_agency(self, here: Agency, elsewhere: Agency) -> None:
        officer, client_id = here.officer(), elsewhere.client()
        opened(client_id, officer, at=here.at)
        today = here.at.date()
        assert sees(client_id, officer, today)
        assert not sees(client_id, officer, today + timedelta(days=1))

    def test_late_in_summer_it_is_the_agencys_day_that_counts(self, here: Agency, elsewhere: Agency) -> None:
        officer, client_id = here.officer(), elsewhere.client()
        opened(client_id, officer, at=datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
        assert not sees(client_id, officer, date(2026, 7, 1))
        assert sees(client_id, officer, date(2026, 7, 2))

    def test_opens_that_one_record(self, here: Agency, elsewhere: Agency) -> None:
        officer, client_id, other = here.officer(), elsewhere.client(), elsewhere.client()
        opened(client_id, officer, at=here.at)
        assert not sees(other, officer, here.at.date())

    def test_never_above_ones_clearance(self, here: Agency, elsewhere: Agency) -> None:
        officer, client_id = here.officer(), elsewhere.client()
        told = {"level": "colleague", "offices": [elsewhere.office_id], "reason": REASON}
        restrict_record(client_id=client_id, **told, by=SYSTEM, at=here.at)
        with pytest.raises(NothingToOpen):
            opened(client_id, officer, at=here.at)

    def test_of_a_record_that_is_restricted_afterwards_ends(self, here: Agency, elsewhere: Agency) -> None:
        officer, client_id = here.officer(), elsewhere.client()
        opened(client_id, officer, at=here.at)
        told = {"level": "colleague", "offices": [elsewhere.office_id], "reason": REASON}
        restrict_record(client_id=client_id, **told, by=SYSTEM, at=here.at)
        assert not sees(client_id, officer, here.at.date())

    @pytest.mark.parametrize("reason", ["", "on the phone", "call call call call call call"])
    def test_needs_a_reason_of_substance(self, here: Agency, reason: str) -> None:
        with pytest.raises(ReasonSaysNothing):
            opened(new_id(), here.officer(), at=here.at, reason=reason)

    def test_needs_a_purpose_of_the_pack(self, here: Agency) -> None:
        told = {"offices": [], "owners": [], "purpose": "curiosity", "reason": REASON}
        with pytest.raises(UnknownValue):
            open_by_challenge(client_id=new_id(), **told, by=here.officer(), at=here.at)

    @pytest.mark.parametrize("role", [Role.AUDITOR, Role.ANALYST, Role.ADMINISTRATOR])
    def test_is_not_for_those_who_read_no_records(self, here: Agency, role: Role) -> None:
        with pytest.raises(NotYoursToDo):
            opened(new_id(), here.officer(role=role), at=here.at)


class TestThoseWhoAreTold:
    def test_the_safeguarding_lead_of_the_clients_office(self, here: Agency, elsewhere: Agency) -> None:
        lead = elsewhere.officer(role=Role.SAFEGUARDING_LEAD)
        challenge = opened(elsewhere.client(), here.officer(), at=here.at, offices=(elsewhere.office_id,))
        assert [row.id for row in list_challenges(viewer=elsewhere.viewer(lead))] == [challenge]

    def test_nobody_who_may_not_know_of_the_client(self, here: Agency, elsewhere: Agency) -> None:
        leader, officer, client_id = here.leader(), here.officer(), elsewhere.client()
        told = {"level": "colleague", "reason": REASON}
        give_clearance(account_id=officer, **told, starts_on=here.at.date(), by=SYSTEM, at=here.at)
        restrict_record(client_id=client_id, **told, offices=[elsewhere.office_id], by=SYSTEM, at=here.at)
        challenge = opened(client_id, officer, at=here.at)
        assert list_challenges(viewer=here.viewer(leader)) == []
        assert count_challenges_to_review(viewer=here.viewer(leader)) == 0
        with pytest.raises(NoSuchChallenge):
            review_challenge(challenge_id=challenge, is_justified=True, review=REVIEW, by=leader, at=here.at)


class TestReviewing:
    def review(self, challenge_id: UUID, by: UUID, at: datetime, *, is_justified: bool = True) -> None:
        """Say what one thinks of it."""
        told = {"is_justified": is_justified, "review": REVIEW}
        review_challenge(challenge_id=challenge_id, **told, by=by, at=at)

    def test_is_done_once_by_the_leader(self, here: Agency, elsewhere: Agency) -> None:
        leader, officer = here.leader(), here.officer()
        challenge = opened(elsewhere.client(), officer, at=here.at)
        assert count_challenges_to_review(viewer=here.viewer(leader)) == 1
        self.review(challenge, leader, here.at)
        assert count_challenges_to_review(viewer=here.viewer(leader)) == 0
        with pytest.raises(ChallengeIsReviewed):
            self.review(challenge, leader, here.at, is_justified=False)

    def test_is_not_done_by_oneself(self, here: Agency, elsewhere: Agency) -> None:
        leader = here.leader()
        challenge = opened(elsewhere.client(), leader, at=here.at)
        with pytest.raises(OthersReviewAChallenge):
            self.review(challenge, leader, here.at)

    def test_is_not_done_by_leaders_of_other_offices(self, here: Agency, elsewhere: Agency) -> None:
        challenge = opened(elsewhere.client(), here.officer(), at=here.at)
        with pytest.raises(NoSuchChallenge):
            self.review(challenge, elsewhere.leader(), here.at)

    def test_waits_even_when_they_have_left(self, here: Agency, elsewhere: Agency) -> None:
        leader, officer = here.leader(), here.officer()
        challenge = opened(elsewhere.client(), officer, at=here.at)
        close_account(account_id=officer, by=SYSTEM, at=here.at)
        self.review(challenge, leader, here.at)
        assert list_challenges(viewer=here.viewer(leader), waiting=False)[0].is_justified
