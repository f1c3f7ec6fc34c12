"""Two clients who were joined in error: months of shared work are sorted out, and both are told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tests.builders.casework import BENEFIT, Agency, agency
from tests.builders.merging import NOT_SO, all_for, join, part
from upheld.domains.access import commands as access
from upheld.domains.access.queries import (
    NotYoursToDo,
    Role,
    Seen,
    get_viewer,
    list_looks_at_client,
    the_service,
)
from upheld.domains.casework.commands import open_case, take_case, write_note
from upheld.domains.casework.queries import list_cases_of_client, list_notes, list_open_tasks
from upheld.domains.people import commands as people
from upheld.domains.people.commands import tell_breach
from upheld.domains.people.models import SourceRecord
from upheld.domains.people.queries import (
    BelongsToNeither,
    ClientRecord,
    IsToldAlready,
    NoSuchBreach,
    NoSuchMerge,
    NotEverythingIsAnswered,
    ReceivedRecord,
    WasJoinedAgain,
    WereFoundDifferent,
    get_client,
    is_client_in_scope,
    search_clients,
)
from upheld.journeys.merging import list_breaches, part_clients, plan_parting
from upheld.kernel.identifiers import SYSTEM, new_id
from upheld.kernel.outbox import reacting_at_once

pytestmark = pytest.mark.django_db

Registering = Callable[..., UUID]


@pytest.fixture
def here() -> Agency:
    """An office with a team."""
    return agency()


@pytest.fixture
def manager(here: Agency) -> UUID:
    """Someone who manages the office."""
    return here.officer(role=Role.SERVICE_MANAGER)


@pytest.fixture
def someone(here: Agency) -> Registering:
    """Registers a client of the office."""

    def register(**facts: Any) -> UUID:
        known = {"offices": [here.office_id], "family_name": "Okafor", **_by(here), **facts}
        return people.register_client(**known)

    return register


@pytest.fixture
def into(someone: Registering) -> UUID:
    """The client who stays."""
    return someone()


@pytest.fixture
def absorbed(someone: Registering) -> UUID:
    """The client who was joined to them."""
    return someone(family_name="Lee", given_names="Ann")


@pytest.fixture
def merge(here: Agency, into: UUID, absorbed: UUID, manager: UUID) -> UUID:
    """They were joined, a month ago."""
    merged = join(here, into, absorbed, by=manager)
    here.later(days=30)
    return merged


class TestWhatCameLater:
    def test_is_asked_about_one_by_one(self, here: Agency, merge: UUID, into: UUID, manager: UUID) -> None:
        _live_on(here, into)
        plan = plan_parting(merge, here.viewer(manager), at=here.at)
        kinds = sorted(one.kind for one in plan.later)
        assert kinds == ["address", "case", "contact", "grant", "name", "note", "representative"]

    def test_nothing_is_parted_while_an_answer_is_missing(
        self, here: Agency, merge: UUID, into: UUID, absorbed: UUID, manager: UUID
    ) -> None:
        _live_on(here, into)
        answers = all_for(here, merge, absorbed)
        answers.popitem()
        with pytest.raises(NotEverythingIsAnswered):
            part(here, merge, by=manager, belongs=answers)
        assert not is_client_in_scope(viewer=here.viewer(manager), client_id=absorbed)

    def test_goes_to_whom_it_is_said_to_belong(
        self, here: Agency, merge: UUID, into: UUID, absorbed: UUID, manager: UUID
    ) -> None:
        case = _live_on(here, into)
        part(here, merge, by=manager, belongs=all_for(here, merge, absorbed))
        record = _record(here, absorbed, manager)
        assert [one.lines for one in record.addresses] == [("9 Elm Road",)]
        assert ([one.value for one in record.phones], record.representatives[0].name) == (
            ["0199"],
            "Jo Field",
        )
        seen = {"viewer": here.viewer(manager), "as_of": here.at}
        assert [row.id for row in list_cases_of_client(absorbed, **seen)] == [case]
        assert list_cases_of_client(into, **seen) == []

    def test_stays_with_whom_it_is_said_to_belong(
        self, here: Agency, merge: UUID, into: UUID, absorbed: UUID, manager: UUID
    ) -> None:
        case = _live_on(here, into)
        part(here, merge, by=manager, belongs=all_for(here, merge, into))
        seen = {"viewer": here.viewer(manager), "as_of": here.at}
        assert [row.id for row in list_cases_of_client(into, **seen)] == [case]
        assert _record(here, absorbed, manager).addresses == ()

    def test_is_never_given_to_a_third(
        self, here: Agency, merge: UUID, into: UUID, manager: UUID, someone: Registering
    ) -> None:
        _live_on(here, into)
        with pytest.raises(BelongsToNeither):
            part(here, merge, by=manager, belongs=all_for(here, merge, someone()))

    def test_a_note_about_the_other_goes_to_a_case_of_theirs(
        self, here: Agency, into: UUID, absorbed: UUID, manager: UUID
    ) -> None:
        mine, theirs = (
            open_case(client_id=one, benefit=BENEFIT, team_id=here.team_id, **_by(here))
            for one in (into, absorbed)
        )
        merged = join(here, into, absorbed, by=manager)
        here.later(days=1)
        write_note(case_id=mine, text="About the other.", key=new_id(), **_by(here))
        [note] = plan_parting(merged, here.viewer(manager), at=here.at).later
        assert note.suggested == into
        part(here, merged, by=manager, belongs={note.key: absorbed})
        assert [one.text for one in list_notes(theirs, viewer=the_service())] == ["About the other."]

    def test_a_record_of_a_system_takes_what_it_said_along(
        self, here: Agency, merge: UUID, into: UUID, absorbed: UUID, manager: UUID
    ) -> None:
        _receive(here, into)
        part(here, merge, by=manager, belongs=all_for(here, merge, absorbed))
        assert [one.reference for one in _record(here, absorbed, manager).source_records] == ["PIP-9"]
        assert _record(here, into, manager).strip.died_on is None


class TestWhatTheViewerMayNotRead:
    def test_is_asked_about_without_a_word(
        self, here: Agency, merge: UUID, into: UUID, manager: UUID
    ) -> None:
        other = open_case(client_id=into, benefit="state-pension", team_id=here.team_id, **_by(here))
        write_note(case_id=other, text="Said in confidence.", key=new_id(), **_by(here))
        limited = replace(
            here.viewer(manager),
            whole_offices=frozenset(),
            offices_by_benefit={BENEFIT: frozenset({here.office_id})},
        )
        plan = plan_parting(merge, limited, at=here.at)
        assert [one.told for one in plan.later] == [
            "A case that you may not read",
            "A note that you may not read",
        ]
        assert str(other) not in repr(plan)


class TestWhatTheRecordSaid:
    def test_stands_again(self, here: Agency, into: UUID, someone: Registering, manager: UUID) -> None:
        merged = join(here, into, someone(national_insurance_number="AB123456C"), by=manager)
        assert _record(here, into, manager).strip.national_insurance_number
        part(here, merged, by=manager)
        assert _record(here, into, manager).strip.national_insurance_number == ""

    def test_the_later_word_of_an_officer_stays(
        self, here: Agency, merge: UUID, into: UUID, absorbed: UUID, manager: UUID
    ) -> None:
        people.correct_name(client_id=into, family_name="Okafor-Bell", given_names="", **_by(here))
        part(here, merge, by=manager, belongs=all_for(here, merge, into))
        assert _record(here, into, manager).name == "Okafor-Bell"
        assert _record(here, absorbed, manager).name == "Ann Lee"

    def test_each_is_found_by_their_own_name_alone(
        self, here: Agency, merge: UUID, into: UUID, absorbed: UUID, manager: UUID
    ) -> None:
        part(here, merge, by=manager)
        found = search_clients(viewer=here.viewer(manager), text="Lee", on=here.at.date())
        assert [hit.client_id for hit in found.hits] == [absorbed]


class TestTheyAreRemembered:
    def test_as_different(self, here: Agency, into: UUID, absorbed: UUID) -> None:
        leader = here.leader()
        merged = join(here, into, absorbed, by=leader)
        part(here, merged, by=leader)
        with pytest.raises(WereFoundDifferent):
            join(here, into, absorbed, by=leader)


class TestWhatWasClosed:
    def test_meanwhile_stays_closed_for_both(
        self, here: Agency, merge: UUID, into: UUID, absorbed: UUID
    ) -> None:
        officer = here.officer()
        access.restrict_record(
            client_id=into,
            level="colleague",
            offices=[here.office_id],
            reason="Somebody threatens them at home.",
            **_by(here),
        )
        part(here, merge, by=SYSTEM)
        viewer = here.viewer(officer)
        assert [is_client_in_scope(viewer=viewer, client_id=one) for one in (into, absorbed)] == [False] * 2

    def test_to_somebody_stays_so_for_both(
        self, here: Agency, merge: UUID, into: UUID, absorbed: UUID, manager: UUID
    ) -> None:
        officer = here.officer()
        access.declare_conflict(client_id=into, by=officer, at=here.at)
        part(here, merge, by=manager)
        assert here.viewer(officer).closed == {into, absorbed}


class TestWhoSawWhatWasNotTheirs:
    def test_both_are_to_be_told(
        self, here: Agency, merge: UUID, into: UUID, absorbed: UUID, manager: UUID
    ) -> None:
        _look(here, into, here.officer())
        part(here, merge, by=manager)
        told = list_breaches(viewer=here.viewer(manager))
        assert {one.row.client_id for one in told} == {into, absorbed}
        assert {(one.row.seen_by, one.row.seen_by_client) for one in told} == {(1, False)}

    def test_nobody_is_when_nobody_looked(self, here: Agency, merge: UUID, manager: UUID) -> None:
        part(here, merge, by=manager)
        assert list_breaches(viewer=here.viewer(manager)) == []

    def test_it_is_said_when_the_other_client_looked(
        self, here: Agency, into: UUID, absorbed: UUID, manager: UUID
    ) -> None:
        account = here.officer()
        _speaks_for(here, account, absorbed)
        merged = join(here, into, absorbed, by=manager)
        _look(here, into, account)
        part(here, merged, by=manager)
        rows = [one.row for one in list_breaches(viewer=here.viewer(manager))]
        assert {row.client_id: row.seen_by_client for row in rows} == {into: True, absorbed: False}

    def test_each_reads_afterwards_who_looked_at_both(
        self, here: Agency, into: UUID, absorbed: UUID, manager: UUID
    ) -> None:
        account = here.officer()
        _speaks_for(here, account, absorbed)
        merged = join(here, into, absorbed, by=manager)
        _look(here, into, manager)
        here.later(hours=1)
        part(here, merged, by=manager)
        _look(here, into, manager)
        looks = list_looks_at_client(absorbed, viewer=get_viewer(account, on=here.at.date()))
        assert len(looks) == 1

    def test_telling_is_written_down_once(self, here: Agency, merge: UUID, into: UUID, manager: UUID) -> None:
        _look(here, into, manager)
        part(here, merge, by=manager)
        breach = list_breaches(viewer=here.viewer(manager))[0].row.id
        told = {"breach_id": breach, "how": "Rang them and sent a letter.", "by": manager, "at": here.at}
        tell_breach(**told)
        assert [one.row.id for one in list_breaches(viewer=here.viewer(manager), told=True)] == [breach]
        with pytest.raises(IsToldAlready):
            tell_breach(**told)

    def test_officers_have_nobody_to_tell(self, here: Agency, merge: UUID, into: UUID, manager: UUID) -> None:
        officer = here.officer()
        _look(here, into, officer)
        part(here, merge, by=manager)
        breach = list_breaches(viewer=here.viewer(manager))[0].row.id
        assert list_breaches(viewer=here.viewer(officer)) == []
        with pytest.raises(NoSuchBreach):
            tell_breach(breach_id=breach, how="Rang them.", by=officer, at=here.at)


class TestTheOwners:
    def test_are_asked_to_read_again(self, here: Agency, into: UUID, absorbed: UUID, manager: UUID) -> None:
        case = open_case(client_id=absorbed, benefit=BENEFIT, team_id=here.team_id, **_by(here))
        take_case(case_id=case, by=here.officer(), at=here.at)
        with reacting_at_once():
            part(here, join(here, into, absorbed, by=manager), by=manager)
        kinds = [task.kind for task in list_open_tasks(case, viewer=the_service())]
        assert kinds.count("read_parted") == 1


class TestWhoMayPart:
    def test_an_officer_may_not(self, here: Agency, merge: UUID) -> None:
        officer = here.officer()
        with pytest.raises(NotYoursToDo):
            plan_parting(merge, here.viewer(officer), at=here.at)
        with pytest.raises(NotYoursToDo):
            part(here, merge, by=officer)

    def test_a_leader_of_another_office_finds_nothing(self, here: Agency, merge: UUID) -> None:
        elsewhere = agency()
        with pytest.raises(NoSuchMerge):
            part(here, merge, by=elsewhere.leader())

    def test_a_leader_may(self, here: Agency, merge: UUID, absorbed: UUID) -> None:
        leader = here.leader()
        part(here, merge, by=leader)
        assert is_client_in_scope(viewer=here.viewer(leader), client_id=absorbed)


class TestJoinedTwice:
    def test_the_first_is_parted_while_the_second_stands(
        self, here: Agency, into: UUID, absorbed: UUID, manager: UUID, someone: Registering
    ) -> None:
        third = someone(family_name="Moss")
        first = join(here, into, absorbed, by=manager)
        join(here, into, third, by=manager)
        part(here, first, by=manager)
        record = _record(here, into, manager)
        assert [one.name for one in record.other_names] == ["Moss"]
        assert _record(here, absorbed, manager).name == "Ann Lee"

    def test_whoever_was_joined_on_is_parted_first(
        self, here: Agency, merge: UUID, into: UUID, manager: UUID, someone: Registering
    ) -> None:
        join(here, someone(), into, by=manager)
        with pytest.raises(WasJoinedAgain):
            part_clients(merge_id=merge, belongs={}, because=NOT_SO, by=manager, at=here.at)


def _by(here: Agency) -> dict[str, Any]:
    return {"by": SYSTEM, "at": here.at}


def _record(here: Agency, client: UUID, who: UUID) -> ClientRecord:
    return get_client(viewer=here.viewer(who), client_id=client, on=here.at.date())


def _look(here: Agency, client: UUID, who: UUID) -> None:
    access.record_looks(seen=[Seen("record", (client,))], door="web", by=who, at=here.at)


def _speaks_for(here: Agency, account: UUID, client: UUID) -> None:
    access.grant_role(
        account_id=account,
        role=Role.CLIENT,
        client_id=client,
        starts_on=date(2026, 1, 5),
        reason="They asked to read what is held about them.",
        **_by(here),
    )


def _live_on(here: Agency, client: UUID) -> UUID:
    """A month of work: one thing of each kind. Returns the case."""
    people.add_address(client_id=client, lines=["9 Elm Road"], **_by(here))
    people.add_contact_point(client_id=client, way="phone", value="0199", **_by(here))
    people.add_representative(client_id=client, name="Jo Field", **_by(here))
    people.add_other_name(client_id=client, family_name="Bell", given_names="Ann", **_by(here))
    _speaks_for(here, here.officer(), client)
    case = open_case(client_id=client, benefit=BENEFIT, team_id=here.team_id, **_by(here))
    write_note(case_id=case, text="They rang.", key=new_id(), **_by(here))
    return case


def _receive(here: Agency, client: UUID) -> None:
    """A record that an import linked to the client, with a date of death."""
    row = ReceivedRecord(
        reference="PIP-9",
        extract_on=here.at.date(),
        office_id=here.office_id,
        family_name="Lee",
        given_names="Ann",
        died_on=date(2026, 3, 1),
    )
    people.receive_source_records(rows=[row], system="disability", **_by(here))
    SourceRecord.objects.filter(reference="PIP-9").update(client_id=client)
