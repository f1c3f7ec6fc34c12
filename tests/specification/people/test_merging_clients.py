"""Two clients who were found to be one person."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from tests.builders.access import an_account
from tests.builders.casework import BENEFIT, Agency, agency
from tests.builders.merging import join
from upheld.domains.access import commands as access
from upheld.domains.access.queries import (
    NotYoursToDo,
    Role,
    Seen,
    get_viewer,
    list_looks_at_client,
    the_service,
)
from upheld.domains.casework.commands import open_case, take_case
from upheld.domains.casework.queries import list_cases_of_client, list_open_tasks
from upheld.domains.charter.queries import list_promises_of_client
from upheld.domains.people import commands as people
from upheld.domains.people.queries import (
    IsMergedAlready,
    IsTheSameRecord,
    LivedAtDifferentTimes,
    MergingNeedsMore,
    Needs,
    NoSuchClient,
    count_clients,
    find_survivor,
    get_client,
    get_client_names,
    search_clients,
)
from upheld.journeys.merging import plan_joining
from upheld.kernel.identifiers import SYSTEM
from upheld.kernel.outbox import reacting_at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Agency:
    """An office with a team."""
    return agency()


@pytest.fixture
def manager(here: Agency) -> UUID:
    """Someone who manages the office."""
    return here.officer(role=Role.SERVICE_MANAGER)


Registering = Callable[..., UUID]


@pytest.fixture
def someone(here: Agency) -> Registering:
    """Registers a client of the office."""

    def register(**facts: Any) -> UUID:
        return people.register_client(
            **{"offices": [here.office_id], "family_name": "Okafor", "by": SYSTEM, "at": here.at, **facts}
        )

    return register


class TestWhatTheyHeld:
    def test_a_case_and_what_was_promised_about_it_are_of_the_one_person(
        self, here: Agency, manager: UUID, someone: Registering
    ) -> None:
        into, absorbed = someone(), someone()
        case = open_case(client_id=absorbed, benefit=BENEFIT, team_id=here.team_id, by=SYSTEM, at=here.at)
        join(here, into, absorbed, by=manager)
        seen = {"viewer": here.viewer(manager), "as_of": here.at}
        assert [row.id for row in list_cases_of_client(into, **seen)] == [case]
        assert {row.case_id for row in list_promises_of_client(client_id=into, **seen)} == {case}

    def test_the_name_in_letters_stays_and_the_other_is_held(
        self, here: Agency, manager: UUID, someone: Registering
    ) -> None:
        into, absorbed = someone(family_name="Okafor"), someone(family_name="Lee")
        join(here, into, absorbed, by=manager)
        record = get_client(viewer=here.viewer(manager), client_id=into, on=here.at.date())
        assert record.name.endswith("Okafor")
        assert [(one.name, one.kind) for one in record.other_names] == [("Lee", "held")]

    def test_gaps_are_filled(self, here: Agency, manager: UUID, someone: Registering) -> None:
        into, absorbed = someone(), someone(national_insurance_number="AB123456C")
        join(here, into, absorbed, by=manager)
        record = get_client(viewer=here.viewer(manager), client_id=into, on=here.at.date())
        assert record.strip.national_insurance_number == "AB 12 34 56 C"


class TestNeeds:
    def test_a_need_of_either_is_a_need_of_the_one(
        self, here: Agency, manager: UUID, someone: Registering
    ) -> None:
        into = someone(needs=Needs(format="standard", safe_contact="Never ring the house."))
        absorbed = someone(needs=Needs(format="large_print", interpreter=True, face_to_face=True))
        join(here, into, absorbed, by=manager)
        needs = get_client(viewer=here.viewer(manager), client_id=into, on=here.at.date()).needs
        assert (needs.format, needs.interpreter, needs.face_to_face) == ("large_print", True, True)
        assert needs.safe_contact == "Never ring the house."

    def test_two_warnings_are_both_shown(self, here: Agency, manager: UUID, someone: Registering) -> None:
        into = someone(needs=Needs(safe_contact="Never ring the house."))
        absorbed = someone(needs=Needs(safe_contact="Text before six."))
        join(here, into, absorbed, by=manager)
        needs = get_client(viewer=here.viewer(manager), client_id=into, on=here.at.date()).needs
        assert needs.safe_contact == "Never ring the house. Text before six."

    def test_what_stands_against_a_need_is_said_to_officers(
        self, here: Agency, manager: UUID, someone: Registering
    ) -> None:
        into = someone(needs=Needs(format="large_print"))
        absorbed = someone(needs=Needs(format="braille"))
        join(here, into, absorbed, by=manager)
        record = get_client(viewer=here.viewer(manager), client_id=into, on=here.at.date())
        assert record.needs.format == "large_print"
        assert "braille" in " ".join(record.strip.instructions).lower()


class TestTheIdOfTheAbsorbed:
    def test_leads_to_the_one_who_stayed(self, here: Agency, manager: UUID, someone: Registering) -> None:
        into, absorbed = someone(), someone()
        join(here, into, absorbed, by=manager)
        viewer = here.viewer(manager)
        assert get_client(viewer=viewer, client_id=absorbed, on=here.at.date()).id == into
        assert find_survivor(viewer=viewer, client_id=absorbed) == into
        assert set(get_client_names(viewer=viewer, client_ids=[absorbed])) == {absorbed}

    def test_leads_on_when_they_are_joined_again(
        self, here: Agency, manager: UUID, someone: Registering
    ) -> None:
        first, second, third = someone(), someone(), someone()
        join(here, second, first, by=manager)
        join(here, third, second, by=manager)
        assert find_survivor(viewer=here.viewer(manager), client_id=first) == third

    def test_leads_nobody_to_whom_they_do_not_see(
        self, here: Agency, manager: UUID, someone: Registering
    ) -> None:
        into, absorbed = someone(), someone()
        join(here, into, absorbed, by=manager)
        elsewhere = agency()
        viewer = elsewhere.viewer(elsewhere.officer())
        assert find_survivor(viewer=viewer, client_id=absorbed) is None
        with pytest.raises(NoSuchClient):
            get_client(viewer=viewer, client_id=absorbed, on=here.at.date())

    def test_is_never_found_or_counted(self, here: Agency, manager: UUID, someone: Registering) -> None:
        into, absorbed = someone(), someone()
        viewer = here.viewer(manager)
        before = count_clients(viewer=viewer)
        join(here, into, absorbed, by=manager)
        page = search_clients(viewer=viewer, text="Okafor", on=here.at.date())
        assert [hit.client_id for hit in page.hits] == [into]
        assert count_clients(viewer=viewer) == before - 1

    def test_takes_no_new_case(self, here: Agency, manager: UUID, someone: Registering) -> None:
        into, absorbed = someone(), someone()
        join(here, into, absorbed, by=manager)
        with pytest.raises(NoSuchClient):
            open_case(client_id=absorbed, benefit=BENEFIT, team_id=here.team_id, by=SYSTEM, at=here.at)


class TestWhoMaySeeTheOne:
    def test_the_stricter_restriction_stands(self, here: Agency, someone: Registering) -> None:
        into, absorbed = someone(), someone()
        _restrict(here, into, "colleague")
        _restrict(here, absorbed, "protected_person")
        join(here, into, absorbed, by=SYSTEM)
        officer = here.officer()
        _clear(here, officer, "colleague")
        assert find_survivor(viewer=here.viewer(officer), client_id=absorbed) is None

    def test_when_the_stricter_is_lifted_the_milder_stands(self, here: Agency, someone: Registering) -> None:
        into, absorbed = someone(), someone()
        _restrict(here, into, "protected_person")
        _restrict(here, absorbed, "colleague")
        join(here, into, absorbed, by=SYSTEM)
        access.lift_restriction(client_id=into, because="The danger has passed for good now.", **_by(here))
        assert find_survivor(viewer=here.viewer(here.officer()), client_id=absorbed) is None

    def test_whoever_knows_the_absorbed_does_not_see_the_one(
        self, here: Agency, manager: UUID, someone: Registering
    ) -> None:
        into, absorbed, officer = someone(), someone(), here.officer()
        access.declare_conflict(client_id=absorbed, by=officer, at=here.at)
        join(here, into, absorbed, by=manager)
        with pytest.raises(NoSuchClient):
            get_client(viewer=here.viewer(officer), client_id=into, on=here.at.date())

    def test_the_client_reads_who_looked_at_either(
        self, here: Agency, manager: UUID, someone: Registering
    ) -> None:
        into, absorbed, account = someone(), someone(), an_account()
        for client in (into, absorbed):
            access.record_looks(seen=[Seen("record", (client,))], door="web", by=manager, at=here.at)
        access.grant_role(
            account_id=account,
            role=Role.CLIENT,
            client_id=absorbed,
            starts_on=here.at.date(),
            reason="They asked to read what is held about them.",
            **_by(here),
        )
        join(here, into, absorbed, by=manager)
        viewer = get_viewer(account, on=here.at.date())
        assert viewer.own_clients == {into}
        assert len(list_looks_at_client(into, viewer=viewer)) == 2


class TestTheOwners:
    def test_of_both_are_asked_to_read(self, here: Agency, manager: UUID, someone: Registering) -> None:
        into, absorbed, cases = someone(), someone(), []
        for client in (into, absorbed):
            case = open_case(client_id=client, benefit=BENEFIT, team_id=here.team_id, **_by(here))
            take_case(case_id=case, by=here.officer(), at=here.at)
            cases.append(case)
        with reacting_at_once():
            join(here, into, absorbed, by=manager)
        for case in cases:
            tasks = list_open_tasks(case, viewer=the_service())
            assert [task.kind for task in tasks].count("read_joined") == 1


class TestWhoMayJoin:
    def test_an_officer_alone_may_not(self, here: Agency, someone: Registering) -> None:
        with pytest.raises(NotYoursToDo):
            join(here, someone(), someone(), by=here.officer())

    def test_a_leader_may(self, here: Agency, someone: Registering) -> None:
        assert join(here, someone(), someone(), by=here.leader())

    def test_with_open_cases_on_both_sides_a_leader_alone_may_not(
        self, here: Agency, someone: Registering
    ) -> None:
        both = someone(), someone()
        for client in both:
            open_case(client_id=client, benefit=BENEFIT, team_id=here.team_id, **_by(here))
        with pytest.raises(MergingNeedsMore):
            join(here, *both, by=here.leader())

    def test_nobody_joins_whom_they_do_not_see(
        self, here: Agency, manager: UUID, someone: Registering
    ) -> None:
        elsewhere = agency()
        with pytest.raises(NoSuchClient):
            join(here, someone(), elsewhere.client(), by=manager)


class TestWhatCannotBe:
    def test_one_record_is_not_joined_to_itself(
        self, here: Agency, manager: UUID, someone: Registering
    ) -> None:
        one = someone()
        with pytest.raises(IsTheSameRecord):
            join(here, one, one, by=manager)

    def test_who_was_joined_is_not_joined_again(
        self, here: Agency, manager: UUID, someone: Registering
    ) -> None:
        into, absorbed = someone(), someone()
        join(here, into, absorbed, by=manager)
        with pytest.raises(IsMergedAlready):
            join(here, someone(), absorbed, by=manager)

    def test_nobody_was_born_after_they_died(self, here: Agency, manager: UUID, someone: Registering) -> None:
        one = someone(born_on=here.at.date().replace(year=1930), died_on=here.at.date().replace(year=1990))
        with pytest.raises(LivedAtDifferentTimes):
            join(here, one, someone(born_on=here.at.date().replace(year=2001)), by=manager)


class TestBeforeTheyAreJoined:
    def test_what_they_say_differently_is_shown(
        self, here: Agency, manager: UUID, someone: Registering
    ) -> None:
        into, absorbed = someone(national_insurance_number="AB123456C"), someone()
        plan = plan_joining(into=into, absorbed=absorbed, viewer=here.viewer(manager), at=here.at)
        assert [one.label for one in plan.differences] == ["National Insurance number"]


def _by(here: Agency) -> dict[str, Any]:
    return {"by": SYSTEM, "at": here.at}


def _restrict(here: Agency, client: UUID, level: str) -> None:
    access.restrict_record(
        client_id=client,
        level=level,
        offices=[here.office_id],
        reason="Somebody threatens them at home.",
        **_by(here),
    )


def _clear(here: Agency, account: UUID, level: str) -> None:
    access.give_clearance(
        account_id=account,
        level=level,
        starts_on=here.at.date(),
        reason="Needed for the work of the office.",
        **_by(here),
    )
