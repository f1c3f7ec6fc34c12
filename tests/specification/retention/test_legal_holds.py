from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction

from tests.builders.casework import START, Agency, agency
from tests.builders.concurrency import at_once
from tests.builders.retention import LONG_AFTER, erase
from upheld.domains.access.queries import NotYoursToDo, Role, the_service
from upheld.domains.casework import commands as casework
from upheld.domains.people.commands import lift_hold, place_hold, register_client
from upheld.domains.people.queries import (
    HoldNeedsAReason,
    IsHeldAlready,
    NoSuchClient,
    NoSuchHold,
    get_client,
    get_holding,
    list_holds,
)
from upheld.kernel.identifiers import SYSTEM

WHY = "A tribunal asked for everything that we hold."


@pytest.fixture
def house() -> Agency:
    return agency()


def old_client(house: Agency) -> UUID:
    """A client with a closed case and a draft, of whom everything is due."""
    officer = house.officer()
    client_id = house.client()
    case_id = casework.open_case(
        client_id=client_id, benefit="state-pension", team_id=house.team_id, by=SYSTEM, at=START
    )
    casework.save_draft(case_id=case_id, text="Half a thought.", by=officer, at=START)
    casework.close_case(case_id=case_id, outcome="Withdrawn.", by=house.leader(), at=START)
    return client_id


@pytest.mark.django_db
class TestWhileAHoldStands:
    def test_nothing_about_the_client_is_erased(self, house: Agency) -> None:
        held = old_client(house)
        place_hold(client_id=held, reason=WHY, by=SYSTEM, at=START)
        assert erase() == {}

    def test_others_are_erased_as_before(self, house: Agency) -> None:
        place_hold(client_id=old_client(house), reason=WHY, by=SYSTEM, at=START)
        old_client(house)
        assert erase()["client"] == 1

    def test_a_second_one_is_refused(self, house: Agency) -> None:
        client_id = house.client()
        place_hold(client_id=client_id, reason=WHY, by=SYSTEM, at=START)
        with pytest.raises(IsHeldAlready):
            place_hold(client_id=client_id, reason=WHY, by=SYSTEM, at=START)

    def test_it_is_listed_with_its_reason(self, house: Agency) -> None:
        client_id = house.client()
        place_hold(client_id=client_id, reason=WHY, by=SYSTEM, at=START)
        assert [(one.client_id, one.reason) for one in list_holds(viewer=the_service())] == [(client_id, WHY)]


@pytest.mark.django_db
class TestWhenAHoldIsLifted:
    def test_what_is_due_is_erased_with_the_hold_and_its_reason(self, house: Agency) -> None:
        client_id = old_client(house)
        place_hold(client_id=client_id, reason=WHY, by=SYSTEM, at=START)
        lift_hold(client_id=client_id, reason="The tribunal has decided.", by=SYSTEM, at=START)
        assert erase()["client"] == 1

    def test_a_reason_is_asked_for(self, house: Agency) -> None:
        client_id = house.client()
        place_hold(client_id=client_id, reason=WHY, by=SYSTEM, at=START)
        with pytest.raises(HoldNeedsAReason):
            lift_hold(client_id=client_id, reason=" ", by=SYSTEM, at=START)

    def test_there_must_be_one(self, house: Agency) -> None:
        with pytest.raises(NoSuchHold):
            lift_hold(client_id=house.client(), reason=WHY, by=SYSTEM, at=START)


@pytest.mark.django_db
class TestWhoMayPlaceOne:
    @pytest.mark.parametrize("role", [Role.SERVICE_MANAGER, Role.SAFEGUARDING_LEAD])
    def test_a_manager_and_a_safeguarding_lead_of_the_office_may(self, house: Agency, role: Role) -> None:
        client_id, someone = house.client(), house.officer(role=role)
        place_hold(client_id=client_id, reason=WHY, by=someone, at=START)
        assert get_holding(viewer=house.viewer(someone), client_id=client_id).may_hold

    @pytest.mark.parametrize("role", [Role.OFFICER, Role.TEAM_LEADER])
    def test_an_officer_and_a_team_leader_may_not(self, house: Agency, role: Role) -> None:
        client_id, someone = house.client(), house.officer(role=role)
        with pytest.raises(NotYoursToDo):
            place_hold(client_id=client_id, reason=WHY, by=someone, at=START)

    def test_a_manager_of_another_office_does_not_learn_that_the_client_exists(self, house: Agency) -> None:
        elsewhere = agency().officer(role=Role.SERVICE_MANAGER)
        with pytest.raises(NoSuchClient):
            place_hold(client_id=house.client(), reason=WHY, by=elsewhere, at=START)


@pytest.mark.django_db(transaction=True)
class TestAHoldInTheMiddleOfABatch:
    def test_a_batch_that_runs_into_it_leaves_the_client_alone(self, house: Agency) -> None:
        client_id = old_client(house)
        with transaction.atomic():
            place_hold(client_id=client_id, reason=WHY, by=SYSTEM, at=START)
            (erased,) = at_once(lambda: erase()["client"])
        assert erased == 0
        assert erase() == {}

    def test_it_is_placed_or_the_client_is_gone_and_never_both(self, house: Agency) -> None:
        for _ in range(5):
            client_id = register_client(offices=[house.office_id], family_name="Ash", by=SYSTEM, at=START)
            placed, erased = at_once(
                lambda id_=client_id: place_hold(client_id=id_, reason=WHY, by=SYSTEM, at=START),
                lambda: erase(LONG_AFTER + timedelta(days=1), only="client")["client"],
            )
            if isinstance(placed, NoSuchClient):
                assert erased == 1
            else:
                assert erased == 0
                assert get_client(viewer=the_service(), client_id=client_id, on=START.date())

    def test_two_runs_at_once_erase_each_client_once(self, house: Agency) -> None:
        for _ in range(20):
            register_client(offices=[house.office_id], family_name="Ash", by=SYSTEM, at=START)
        counts = at_once(*[lambda: erase(only="client", batch=3)["client"]] * 2)
        assert sum(counts) + erase(only="client")["client"] == 20  # type: ignore[arg-type]
