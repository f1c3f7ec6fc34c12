"""The second door: what a page would hide is hidden by search, lists, counts, timelines and commands too."""

from typing import Any, NamedTuple
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from tests.builders.casework import Agency, agency
from upheld.domains.access.commands import give_clearance, restrict_record
from upheld.domains.access.queries import Viewer
from upheld.domains.casework import commands
from upheld.domains.casework import queries as casework
from upheld.domains.casework.rules import NothingIsOffered
from upheld.domains.charter.queries import count_promises, list_promises_of_client
from upheld.domains.people import queries as people
from upheld.domains.workforce.commands import open_office
from upheld.journeys.case_page import ask_someone
from upheld.journeys.finding_clients import find
from upheld.kernel import clock
from upheld.kernel.identifiers import SYSTEM, new_id

pytestmark = pytest.mark.django_db

REASON = "Her former partner works in this building."


class Hidden(NamedTuple):
    """A restricted client with a case, an officer of the same team who is not cleared, and what they see."""

    here: Agency
    client_id: UUID
    case_id: UUID
    officer: UUID
    viewer: Viewer


@pytest.fixture
def hidden() -> Hidden:
    """A record that only the owner of its case is cleared for."""
    here = agency()
    owner, officer = here.officer(), here.officer()
    level = {"level": "protected_person", "reason": REASON}
    give_clearance(account_id=owner, **level, starts_on=here.at.date(), by=SYSTEM, at=here.at)
    case_id = here.case(owner=owner)
    client_id = here.see(case_id, by=owner).row.client_id
    commands.write_note(case_id=case_id, text="She has moved.", key=new_id(), by=owner, at=here.at)
    restrict_record(client_id=client_id, **level, offices=[here.office_id], by=SYSTEM, at=here.at)
    return Hidden(here, client_id, case_id, officer, here.viewer(officer))


class TestARecordThatIsHidden:
    def test_is_not_found_by_searching(self, hidden: Hidden) -> None:
        found = find("Robin", viewer=hidden.viewer, as_of=hidden.here.at)
        assert (found.page.found, found.clients, found.cases) == (0, (), ())

    def test_is_not_there_when_a_client_is_expanded(self, hidden: Hidden) -> None:
        told: dict[str, Any] = {"viewer": hidden.viewer, "as_of": hidden.here.at}
        assert casework.list_open_cases_of_clients([hidden.client_id], **told) == {}
        assert casework.list_cases_of_client(hidden.client_id, **told) == []
        assert list_promises_of_client(client_id=hidden.client_id, **told) == []

    def test_does_not_come_with_many_others(self, hidden: Hidden) -> None:
        others = [hidden.here.client() for _ in range(2)]
        asked = {"viewer": hidden.viewer, "client_ids": [hidden.client_id, *others]}
        assert set(people.get_client_names(**asked)) == set(others)

    def test_has_no_page_from_which_to_hand_it_over(self, hidden: Hidden) -> None:
        with pytest.raises(casework.NoSuchCase):
            ask_someone(case_id=hidden.case_id, viewer=hidden.viewer, at=hidden.here.at)

    def test_takes_no_draft(self, hidden: Hidden) -> None:
        with pytest.raises(casework.NoSuchCase):
            commands.save_draft(case_id=hidden.case_id, text="She", by=hidden.officer, at=hidden.here.at)

    def test_has_no_timeline(self, hidden: Hidden) -> None:
        assert casework.list_entries_of_client(hidden.client_id, viewer=hidden.viewer) == []

    def test_is_counted_nowhere(self, hidden: Hidden) -> None:
        assert people.count_clients(viewer=hidden.viewer) == 0
        assert count_promises(viewer=hidden.viewer).open == 0
        assert list(casework.iterate_traces("", viewer=hidden.viewer)) == []

    @pytest.mark.parametrize("page", ["client", "case"])
    def test_has_the_same_page_as_nobody(self, hidden: Hidden, page: str, client: Client) -> None:
        user = get_user_model().objects.get(pk=hidden.officer)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        with clock.freeze(hidden.here.at):
            hers = client.get(reverse(page, args=[getattr(hidden, f"{page}_id")]))
            nobodys = client.get(reverse(page, args=[new_id()]))
        assert hers.status_code == nobodys.status_code == 404
        assert len(hers.content) == len(nobodys.content)

    def test_is_open_to_those_who_are_cleared(self, hidden: Hidden) -> None:
        owner = hidden.here.officers[0]
        assert people.is_client_in_scope(viewer=hidden.here.viewer(owner), client_id=hidden.client_id)


class TestAnOfferOfACaseThatIsHiddenMeanwhile:
    def test_can_be_neither_read_nor_accepted(self, hidden: Hidden) -> None:
        here = hidden.here
        case_id = here.case(owner=here.officers[0])
        here.offered(case_id, hidden.officer, by=here.officers[0])
        about = here.see(case_id, by=here.officers[0]).row.client_id
        offices = [open_office(name="Elsewhere", key="elsewhere", by=SYSTEM, at=here.at)]
        told = {"level": "colleague", "reason": REASON, "offices": offices}
        restrict_record(client_id=about, **told, by=SYSTEM, at=here.at)
        with pytest.raises(casework.NoSuchCase):
            here.see(case_id, by=hidden.officer)
        with pytest.raises(NothingIsOffered):
            commands.accept_case(case_id=case_id, by=hidden.officer, at=here.at)
