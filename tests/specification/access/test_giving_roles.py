"""Giving roles: by an administrator, to somebody else, in one place, never two that do not go together."""

from typing import Any
from uuid import UUID

import pytest

from tests.builders.access import AT, FIRST_DAY, TODAY, a_grant, an_account
from tests.builders.concurrency import at_once
from upheld.domains.access.commands import end_grant, grant_role, place_office
from upheld.domains.access.models import Grant
from upheld.domains.access.queries import (
    GrantToOneself,
    NoSuchGrant,
    NotYoursToDo,
    ReasonSaysNothing,
    Role,
    RolesDoNotGoTogether,
    get_viewer,
)
from upheld.domains.access.rules.refusals import ClientMustBeNamed, OneSortOfPlace
from upheld.kernel.identifiers import SYSTEM, new_id
from upheld.policy import UnknownValue

REASON = "They begin their work in this office today."
PENSION = "state-pension"


def give(account_id: UUID, role: Role = Role.OFFICER, *, by: UUID = SYSTEM, **more: Any) -> UUID:
    """Give a role from the first day on."""
    told = {"starts_on": FIRST_DAY, "reason": REASON, **more}
    return grant_role(account_id=account_id, role=role, **told, by=by, at=AT)


def administrator() -> UUID:
    """Somebody who keeps grants."""
    account_id = an_account()
    a_grant(account_id, Role.ADMINISTRATOR, everywhere=True)
    return account_id


@pytest.mark.django_db
class TestWhoGives:
    def test_an_administrator_gives_to_others(self) -> None:
        officer = an_account()
        give(officer, by=administrator(), office_id=new_id())
        assert get_viewer(officer, on=TODAY).roles == {Role.OFFICER}

    def test_nobody_gives_to_themselves(self) -> None:
        administers = administrator()
        with pytest.raises(GrantToOneself):
            give(administers, Role.ANALYST, by=administers)

    def test_an_officer_gives_nothing(self) -> None:
        officer = an_account(granted=True)
        with pytest.raises(NotYoursToDo):
            give(an_account(), by=officer)

    @pytest.mark.parametrize("reason", ["", "needed", "work work work work work", "... ... ... ... ..."])
    def test_a_reason_without_five_different_words_is_refused(self, reason: str) -> None:
        with pytest.raises(ReasonSaysNothing):
            give(an_account(), reason=reason)


@pytest.mark.django_db
class TestARoleInARegion:
    def test_counts_in_every_office_that_lies_there(self) -> None:
        officer, here, there = an_account(), new_id(), new_id()
        place_office(office_id=here, region="north", by=SYSTEM, at=AT)
        place_office(office_id=there, region="south", by=SYSTEM, at=AT)
        give(officer, region="north")
        assert get_viewer(officer, on=TODAY).offices == {here}

    def test_follows_an_office_that_moves(self) -> None:
        officer, office = an_account(), new_id()
        give(officer, region="north")
        for region, seen in (("north", {office}), ("south", set())):
            place_office(office_id=office, region=region, by=SYSTEM, at=AT)
            assert get_viewer(officer, on=TODAY).offices == seen

    def test_in_a_region_without_offices_is_nowhere(self) -> None:
        officer = an_account()
        give(officer, region="north")
        viewer = get_viewer(officer, on=TODAY)
        assert not viewer.reads_cases

    def test_names_no_office_as_well(self) -> None:
        with pytest.raises(OneSortOfPlace):
            give(an_account(), region="north", office_id=new_id())


@pytest.mark.django_db
class TestARoleForOneBenefit:
    def test_is_read_nowhere_else(self) -> None:
        officer, office = an_account(), new_id()
        give(officer, office_id=office, benefit=PENSION)
        viewer = get_viewer(officer, on=TODAY)
        assert viewer.reads_benefit(PENSION, [office])
        assert not viewer.reads_benefit("universal-credit", [office])
        assert not viewer.reads_benefit(PENSION, [new_id()])

    def test_of_a_benefit_that_nobody_knows_is_refused(self) -> None:
        with pytest.raises(UnknownValue):
            give(an_account(), benefit="jubilee-bounty")


@pytest.mark.django_db
class TestARoleForOneClient:
    @pytest.mark.parametrize("role", [Role.CLIENT, Role.REPRESENTATIVE])
    def test_opens_what_is_held_about_them_and_nothing_else(self, role: Role) -> None:
        account_id, client_id = an_account(), new_id()
        give(account_id, role, client_id=client_id)
        viewer = get_viewer(account_id, on=TODAY)
        assert viewer.own_clients == {client_id}
        assert not viewer.reads_cases

    def test_says_for_whom(self) -> None:
        with pytest.raises(ClientMustBeNamed):
            give(an_account(), Role.REPRESENTATIVE)

    def test_is_no_officers(self) -> None:
        with pytest.raises(ClientMustBeNamed):
            give(an_account(), Role.OFFICER, client_id=new_id())


@pytest.mark.django_db
class TestTwoRolesThatDoNotGoTogether:
    @pytest.mark.parametrize(
        ("held", "wanted"), [(Role.AUDITOR, Role.OFFICER), (Role.OFFICER, Role.ADMINISTRATOR)]
    )
    def test_are_not_held_at_one_time(self, held: Role, wanted: Role) -> None:
        account_id = an_account()
        give(account_id, held)
        with pytest.raises(RolesDoNotGoTogether):
            give(account_id, wanted)

    def test_may_follow_each_other(self) -> None:
        account_id = an_account()
        give(account_id, Role.AUDITOR, ends_on=TODAY)
        give(account_id, Role.OFFICER, starts_on=TODAY)
        assert get_viewer(account_id, on=TODAY).roles == {Role.OFFICER}


@pytest.mark.django_db(transaction=True)
class TestTwoAdministratorsAtTheSameMoment:
    def test_do_not_give_two_roles_that_do_not_go_together(self) -> None:
        account_id, one, other = an_account(), administrator(), administrator()
        results = at_once(
            lambda: give(account_id, Role.AUDITOR, by=one),
            lambda: give(account_id, Role.OFFICER, by=other),
        )
        assert sum(isinstance(one, RolesDoNotGoTogether) for one in results) == 1
        assert Grant.objects.filter(account_id=account_id).count() == 1


@pytest.mark.django_db
class TestEndingARole:
    def test_it_counts_no_more_from_that_day(self) -> None:
        officer = an_account()
        grant_id = give(officer)
        end_grant(grant_id=grant_id, ends_on=TODAY, because=REASON, by=administrator(), at=AT)
        assert get_viewer(officer, on=TODAY).roles == frozenset()

    def test_one_that_has_ended_cannot_end_again(self) -> None:
        grant_id = give(an_account(), ends_on=TODAY)
        with pytest.raises(NoSuchGrant):
            end_grant(grant_id=grant_id, ends_on=TODAY, because=REASON, by=SYSTEM, at=AT)

    def test_one_that_is_ended_before_it_began_never_counts(self) -> None:
        officer = an_account()
        grant_id = give(officer, starts_on=TODAY)
        end_grant(grant_id=grant_id, ends_on=FIRST_DAY, because=REASON, by=SYSTEM, at=AT)
        assert get_viewer(officer, on=TODAY).roles == frozenset()
