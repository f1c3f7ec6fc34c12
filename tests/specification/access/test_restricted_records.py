"""Restricted records: only cleared people know of them; placed by anybody who sees them, lifted by few."""

from typing import Any
from uuid import UUID

import pytest

from tests.builders.access import AT, TODAY, a_grant, an_account
from upheld.domains.access.commands import (
    end_clearance,
    give_clearance,
    lift_restriction,
    restrict_record,
)
from upheld.domains.access.models import Restriction
from upheld.domains.access.queries import (
    ClearanceIsTooLow,
    GrantToOneself,
    NoSuchRestriction,
    NotYoursToDo,
    ReasonSaysNothing,
    Role,
    get_restriction,
    get_viewer,
    is_open_to,
    list_restrictions,
)
from upheld.kernel.identifiers import SYSTEM, new_id
from upheld.policy import UnknownValue

pytestmark = pytest.mark.django_db

HERE, ROBIN = new_id(), new_id()
REASON = "The police told us to keep her address from everybody."
COLLEAGUE, DANGER, PROTECTED = "colleague", "domestic_abuse", "protected_person"


def someone(role: Role = Role.OFFICER, *, cleared_for: str = "") -> UUID:
    """Somebody of the office, perhaps with a clearance."""
    account_id = an_account()
    a_grant(account_id, role, office_id=HERE)
    if cleared_for:
        clear(account_id, cleared_for)
    return account_id


def clear(account_id: UUID, level: str, *, by: UUID = SYSTEM, **more: Any) -> UUID:
    """Give a clearance from today on."""
    told = {"starts_on": TODAY, "reason": REASON, **more}
    return give_clearance(account_id=account_id, level=level, **told, by=by, at=AT)


def restrict(level: str, *, by: UUID = SYSTEM, reason: str = REASON) -> None:
    """Restrict Robin's record."""
    restrict_record(client_id=ROBIN, level=level, offices=[HERE], reason=reason, by=by, at=AT)


def lift(by: UUID) -> None:
    """Open Robin's record again."""
    lift_restriction(client_id=ROBIN, because=REASON, by=by, at=AT)


def opens_to(account_id: UUID) -> bool:
    """Whether somebody may know of Robin's record."""
    return is_open_to(account_id, client_id=ROBIN, on=TODAY)


class TestAClearance:
    @pytest.mark.parametrize(
        ("level", "opens"), [(COLLEAGUE, False), (DANGER, True), (PROTECTED, True)], ids=str
    )
    def test_opens_its_level_and_those_below(self, level: str, opens: bool) -> None:
        restrict(DANGER)
        assert opens_to(someone(cleared_for=level)) is opens

    def test_counts_no_more_when_it_has_ended(self) -> None:
        account_id = someone()
        clearance = clear(account_id, PROTECTED)
        end_clearance(clearance_id=clearance, ends_on=TODAY, because=REASON, by=SYSTEM, at=AT)
        assert get_viewer(account_id, on=TODAY).clearance == 0

    def test_is_never_given_to_oneself(self) -> None:
        administers = an_account()
        a_grant(administers, Role.ADMINISTRATOR, everywhere=True)
        with pytest.raises(GrantToOneself):
            clear(administers, COLLEAGUE, by=administers)

    def test_is_given_by_administrators_alone(self) -> None:
        with pytest.raises(NotYoursToDo):
            clear(an_account(), COLLEAGUE, by=someone(Role.SERVICE_MANAGER))

    def test_is_for_a_level_that_the_pack_has(self) -> None:
        with pytest.raises(UnknownValue):
            clear(an_account(), "top-secret")


class TestRestrictingARecord:
    def test_above_ones_own_clearance_closes_it_to_oneself_too(self) -> None:
        officer = someone()
        restrict(PROTECTED, by=officer)
        assert not opens_to(officer)

    def test_raising_the_level_needs_no_more_than_sight(self) -> None:
        officer = someone(cleared_for=COLLEAGUE)
        restrict(COLLEAGUE, by=officer)
        restrict(DANGER, by=officer)
        assert Restriction.objects.get(lifted_at=None).level == DANGER

    def test_lowering_it_is_lifting(self) -> None:
        officer = someone(cleared_for=PROTECTED)
        restrict(PROTECTED)
        with pytest.raises(NotYoursToDo):
            restrict(COLLEAGUE, by=officer)

    def test_a_manager_without_the_clearance_lowers_nothing(self) -> None:
        restrict(PROTECTED)
        with pytest.raises(ClearanceIsTooLow):
            restrict(COLLEAGUE, by=someone(Role.SERVICE_MANAGER, cleared_for=DANGER))

    def test_is_not_for_those_who_read_no_records(self) -> None:
        with pytest.raises(NotYoursToDo):
            restrict(COLLEAGUE, by=someone(Role.AUDITOR))

    def test_needs_a_reason_of_substance(self) -> None:
        with pytest.raises(ReasonSaysNothing):
            restrict(COLLEAGUE, reason="because because because because because")


class TestLiftingARestriction:
    @pytest.mark.parametrize("role", [Role.SERVICE_MANAGER, Role.SAFEGUARDING_LEAD])
    def test_opens_the_record_again(self, role: Role) -> None:
        officer = someone()
        restrict(DANGER)
        lift(someone(role, cleared_for=PROTECTED))
        assert opens_to(officer)

    def test_is_not_for_an_officer(self) -> None:
        restrict(COLLEAGUE)
        with pytest.raises(NotYoursToDo):
            lift(someone(cleared_for=PROTECTED))

    def test_above_ones_clearance_there_is_nothing_to_lift(self) -> None:
        restrict(PROTECTED)
        with pytest.raises(NoSuchRestriction):
            lift(someone(Role.SERVICE_MANAGER, cleared_for=DANGER))


class TestSeeingRestrictions:
    def test_is_for_those_who_are_cleared(self) -> None:
        restrict(DANGER)
        seen = {
            level: [row.client_id for row in list_restrictions(viewer=get_viewer(manager, on=TODAY))]
            for level in (COLLEAGUE, DANGER)
            for manager in [someone(Role.SERVICE_MANAGER, cleared_for=level)]
        }
        assert seen == {COLLEAGUE: [], DANGER: [ROBIN]}

    def test_says_nothing_to_others_about_one_record(self) -> None:
        restrict(DANGER)
        assert get_restriction(viewer=get_viewer(someone(), on=TODAY), client_id=ROBIN) is None
