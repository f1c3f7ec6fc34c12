"""The nobody: a restricted case without an owner who is there and may open it is found the same day."""

import pytest

from tests.builders.access import a_grant, an_account
from tests.builders.casework import agency
from upheld.domains.access.commands import declare_conflict, end_clearance, give_clearance, restrict_record
from upheld.domains.access.queries import Role, get_viewer, the_service
from upheld.domains.casework import commands
from upheld.domains.casework.queries import NoSuchCase, get_case, list_cases_out_of_reach
from upheld.domains.casework.rules import NothingIsOffered, RecordIsClosedToThem
from upheld.domains.workforce.commands import record_absence
from upheld.domains.workforce.queries import AbsenceKind
from upheld.journeys.nightly import look_after_cases_at
from upheld.kernel import outbox
from upheld.kernel.identifiers import SYSTEM

pytestmark = pytest.mark.django_db

WHY = "Someone dangerous is looking for this person."


class Place:
    """An office with one case, its owner and its manager; reactions follow at once."""

    def __init__(self) -> None:
        self.here = agency()
        self.owner, self.colleague = self.here.officer(), self.here.officer()
        self.case_id = self.here.case(owner=self.owner)
        self.client_id = self.here.see(self.case_id).row.client_id
        self.manager = an_account()
        a_grant(self.manager, Role.SERVICE_MANAGER, office_id=self.here.office_id)

    def read(self):
        return get_case(self.case_id, viewer=the_service(), as_of=self.here.at)

    def found(self):
        viewer = get_viewer(self.manager, on=self.here.at.date())
        return list_cases_out_of_reach(viewer=viewer)

    def restrict(self) -> None:
        restrict_record(
            client_id=self.client_id,
            level="domestic_abuse",
            offices=[self.here.office_id],
            reason=WHY,
            by=SYSTEM,
            at=self.here.at,
        )

    def clear(self, account_id) -> object:
        day = self.here.at.date()
        said = {"level": "domestic_abuse", "reason": WHY, "by": SYSTEM, "at": self.here.at}
        return give_clearance(account_id=account_id, starts_on=day, **said)

    def sees(self, account_id) -> bool:
        try:
            get_case(
                self.case_id,
                viewer=get_viewer(account_id, on=self.here.at.date()),
                as_of=self.here.at,
            )
        except NoSuchCase:
            return False
        return True


@pytest.fixture
def place():
    with outbox.reacting_at_once():
        yield Place()


class TestWhenTheOwnerIsNotCleared:
    def test_they_no_longer_own_it_nor_see_it(self, place) -> None:
        place.restrict()
        assert not place.sees(place.owner)
        assert place.read().row.owner_id is None

    def test_the_manager_is_told_the_same_moment_without_learning_whose_it_is(self, place) -> None:
        place.restrict()
        (row,) = place.found()
        assert row.found_at == place.here.at
        assert place.case_id != row.id
        assert not place.sees(place.manager)

    def test_it_is_over_when_someone_who_is_cleared_takes_it(self, place) -> None:
        place.restrict()
        colleague = place.colleague
        place.clear(colleague)
        commands.take_case(case_id=place.case_id, by=colleague, at=place.here.at)
        assert place.found() == []


class TestWhenTheOwnerIsCleared:
    def test_nothing_changes(self, place) -> None:
        place.clear(place.owner)
        place.restrict()
        assert place.sees(place.owner)
        assert place.found() == []

    def test_it_is_found_the_same_hour_when_they_are_away(self, place) -> None:
        place.clear(place.owner)
        place.restrict()
        day = place.here.at.date()
        record_absence(
            officer_id=place.owner, kind=AbsenceKind.SICKNESS, starts_on=day, by=place.owner, at=place.here.at
        )
        look_after_cases_at(place.here.at)
        assert len(place.found()) == 1

    def test_it_is_found_when_their_clearance_ends(self, place) -> None:
        clearance = place.clear(place.owner)
        place.restrict()
        day = place.here.at.date()
        end_clearance(clearance_id=clearance, ends_on=day, because=WHY, by=SYSTEM, at=place.here.at)
        assert len(place.found()) == 1
        assert place.read().row.owner_id is None


class TestWhoKnowsTheClient:
    def test_their_case_becomes_unowned_and_is_closed_to_them(self, place) -> None:
        declare_conflict(client_id=place.client_id, by=place.owner, at=place.here.at)
        assert place.read().row.owner_id is None
        assert not place.sees(place.owner)

    def test_it_cannot_be_offered_to_them(self, place) -> None:
        colleague = place.colleague
        declare_conflict(client_id=place.client_id, by=colleague, at=place.here.at)
        with pytest.raises(RecordIsClosedToThem):
            commands.offer_case(
                case_id=place.case_id, to=colleague, note="Please take her.", by=place.owner, at=place.here.at
            )

    def test_what_was_offered_to_them_comes_back(self, place) -> None:
        colleague = place.colleague
        commands.offer_case(
            case_id=place.case_id, to=colleague, note="Please take her.", by=place.owner, at=place.here.at
        )
        declare_conflict(client_id=place.client_id, by=colleague, at=place.here.at)
        with pytest.raises(NothingIsOffered):
            commands.accept_case(case_id=place.case_id, by=colleague, at=place.here.at)
        assert place.read().offer is None
