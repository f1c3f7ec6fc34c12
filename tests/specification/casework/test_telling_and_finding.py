"""What happened on a client's cases, and finding a case by its reference."""

from datetime import timedelta

import pytest

from tests.builders.casework import agency
from upheld.domains.casework import commands
from upheld.domains.casework.queries import (
    Stage,
    find_cases_by_reference,
    list_entries_of_client,
    list_open_cases_of_clients,
)
from upheld.kernel.identifiers import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return agency()


@pytest.fixture
def sam(here):
    return here.officer()


@pytest.fixture
def case(here, sam):
    return here.see(here.case(owner=sam)).row


@pytest.fixture
def told(here, sam, case):
    """What is told of the client of the case, the first thing first."""

    def entries(**narrowed):
        found = list_entries_of_client(case.client_id, viewer=here.viewer(sam), **narrowed)
        return [entry.told for entry in reversed(found)]

    return entries


class TestTheStoryOfAClient:
    def test_says_who_did_what_in_order(self, here, sam, case, told):
        commands.write_note(case_id=case.id, text="Rang.", key=new_id(), by=sam, at=here.later(hours=1))
        commands.move_case(case_id=case.id, to_stage=Stage.GATHERING, by=sam, at=here.later(hours=1))
        name = case.owner_name
        assert told()[-2:] == [
            f"{name} wrote a note.",
            f"{name} moved the case to “Gathering supporting information”.",
        ]

    def test_tells_a_hold_on_the_day_that_it_began(self, here, sam, case, told):
        ends_on = here.at.date() + timedelta(days=7)
        commands.hold_case(case_id=case.id, reason="hospital", ends_on=ends_on, by=sam, at=here.later(days=1))
        assert f"{case.owner_name} put the case on hold until {ends_on:%-d %B %Y}." in told()

    def test_comes_in_parts(self, here, sam, case, told):
        commands.write_note(case_id=case.id, text="Rang.", key=new_id(), by=sam, at=here.later(hours=1))
        assert told(limit=1) == [f"{case.owner_name} wrote a note."]
        assert told(before=here.at) == [
            "Upheld opened the case.",
            f"{case.owner_name} became the owner of the case.",
        ]

    def test_needs_two_queries(self, told, django_assert_num_queries):
        told()
        with django_assert_num_queries(3):  # one more for the viewer
            told()


class TestTheReferenceOfACase:
    def test_is_found_as_it_is_heard_on_the_telephone(self, here, sam, case):
        heard = case.reference.lower().replace("-", " ").replace("0", "o").replace("1", "i")
        found = find_cases_by_reference(heard, viewer=here.viewer(sam), as_of=here.at)
        assert [row.id for row in found] == [case.id]

    def test_is_not_found_from_another_office(self, case):
        there = agency()
        stranger = there.viewer(there.officer())
        assert find_cases_by_reference(case.reference, viewer=stranger, as_of=there.at) == []


class TestTheOpenCasesOfSeveralClients:
    def test_stand_by_client(self, here, sam, case):
        other = here.see(here.case()).row
        commands.close_case(case_id=case.id, outcome="Withdrawn.", by=sam, at=here.at)
        ids = [case.client_id, other.client_id]
        found = list_open_cases_of_clients(ids, viewer=here.viewer(sam), as_of=here.at)
        assert {client: [row.id for row in rows] for client, rows in found.items()} == {
            other.client_id: [other.id]
        }
