"""The 1,400 queries: a page costs an officer with many grants no more than someone who may see everything."""

from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.builders.access import a_grant
from tests.builders.casework import Agency, agency
from upheld.domains.access.commands import (
    declare_conflict,
    give_clearance,
    grant_role,
    open_by_challenge,
    restrict_record,
)
from upheld.domains.access.queries import Role
from upheld.kernel import clock
from upheld.kernel.identifiers import SYSTEM, new_id

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15
REASON = "A test of what pages cost an officer."


def an_agency_with_restricted_clients() -> Agency:
    """Ten cases of one team, two of them of restricted clients of two levels."""
    here = agency()
    owner = here.officer()
    for level in ("", "", "", "", "colleague", "", "", "protected_person", "", ""):
        case_id = here.case(owner=owner)
        if level:
            client_id = here.see(case_id, by=owner).row.client_id
            offices = {"offices": [here.office_id], "reason": REASON}
            restrict_record(client_id=client_id, level=level, **offices, by=SYSTEM, at=here.at)
    return here


def an_officer_with(grants: int, here: Agency) -> UUID:
    """Someone with many grants, some for one benefit, a clearance, a conflict and a record opened today."""
    officer = here.officer()
    for number in range(grants - 1):
        benefit = "state-pension" if number % 3 == 0 else ""
        place = {"role": Role.OFFICER, "office_id": new_id(), "benefit": benefit}
        grant_role(
            account_id=officer, **place, starts_on=here.at.date(), reason=REASON, by=SYSTEM, at=here.at
        )
    told = {"level": "colleague", "reason": REASON}
    give_clearance(account_id=officer, **told, starts_on=here.at.date(), by=SYSTEM, at=here.at)
    declare_conflict(client_id=here.client(), by=officer, at=here.at)
    opened = {"offices": [here.office_id], "owners": [], "purpose": "covering", "reason": REASON}
    open_by_challenge(client_id=here.client(), **opened, by=officer, at=here.at)
    return officer


def someone_who_sees_everything(here: Agency) -> UUID:
    """An officer everywhere, cleared for every level."""
    officer = here.officer()
    a_grant(officer, everywhere=True)
    told = {"level": "protected_person", "reason": REASON}
    give_clearance(account_id=officer, **told, starts_on=here.at.date(), by=SYSTEM, at=here.at)
    return officer


def queries_of_pages(officer: UUID, here: Agency) -> dict[str, int]:
    """How many queries each page takes for someone, at their second visit."""
    browser = Client()
    user = get_user_model().objects.get(pk=officer)
    browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    case_id = here.case(owner=officer)
    client_id = here.see(case_id, by=officer).row.client_id
    with clock.freeze(here.at):
        found = browser.post(reverse("search"), {"text": "Robin"}).headers["Location"]
        addresses = {
            "my day": reverse("home"),
            "my cases": reverse("my-cases"),
            "case": reverse("case", args=[case_id]),
            "client": reverse("client", args=[client_id]),
            "search": found,
            "standards": reverse("standards"),
        }
        return {page: _queries(browser, address) for page, address in addresses.items()}


def _queries(browser: Client, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(address).status_code == 200, address
    work = [one for one in queries if "access_look" not in one["sql"] and "SAVEPOINT" not in one["sql"]]
    return len(work)


class TestAnOfficerWithManyGrants:
    @pytest.mark.parametrize("grants", [30, 300])
    def test_gets_every_page_for_two_queries_more_at_most(self, grants: int) -> None:
        here = an_agency_with_restricted_clients()
        everything = queries_of_pages(someone_who_sees_everything(here), here)
        theirs = queries_of_pages(an_officer_with(grants, here), here)
        assert {page: cost for page, cost in theirs.items() if cost > everything[page] + 2} == {}
        assert {page: cost for page, cost in theirs.items() if cost > MOST_QUERIES} == {}
