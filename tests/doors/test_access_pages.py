"""Pages about who may see what, without a browser: what they cost, what they keep to themselves, and to whom
they open.
"""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.builders.front_desk import NUMBER, front_desk
from tests.builders.roles import clear, email_of, someone_as
from upheld.domains.access.commands import declare_conflict, restrict_record
from upheld.domains.access.queries import Role, get_viewer, search_looks
from upheld.kernel import clock
from upheld.kernel.identifiers import SYSTEM

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15
WHY = "She stands at our desk and needs her payment today."


@pytest.fixture
def desk():
    return front_desk()


@pytest.fixture
def ann(desk):
    return desk.ann(desk.officer("Sam Boateng"))


@pytest.fixture
def signed_in(client):
    """Signs in whoever has this address."""

    def _signed_in(email):
        client.force_login(get_user_model().objects.get(email=email))
        return client

    return _signed_in


@pytest.fixture
def queries():
    """How many queries a page needs of someone whose session is known."""

    def of(browser, address):
        browser.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(address).status_code == 200
        return len([query for query in asked if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))])

    return of


def restrict(client_id, desk, level="domestic_abuse"):
    restrict_record(
        client_id=client_id, level=level, offices=[desk.office_id], reason=WHY, by=SYSTEM, at=clock.now()
    )


class TestEveryPageIsCheap:
    def test_of_who_has_what(self, desk, signed_in, queries):
        sam = desk.officer("Sam Boateng")
        for _ in range(30):
            desk.grant(sam)
        ada = signed_in(someone_as(Role.ADMINISTRATOR, "Ada Kerr"))
        routes = ("access", "access_ending", "access_offices", "own_access")
        addresses = [*map(reverse, routes), reverse("access_person", args=[sam])]
        addresses += [reverse(name, args=[sam]) for name in ("access_give_role", "access_give_clearance")]
        assert max(queries(ada, address) for address in addresses) <= MOST_QUERIES

    def test_of_restricted_records(self, desk, ann, signed_in, queries):
        restrict(ann, desk)
        for number in range(12):
            restrict(desk.person("Whitfield", f"Bo {number}"), desk)
        lead = someone_as(Role.SAFEGUARDING_LEAD, "Lea Frost", desk=desk, clearance="protected_person")
        browser = signed_in(lead)
        about = ("client", "client_restrict", "client_lift", "client_known", "client_looks")
        addresses = [reverse("restricted"), "/", *(reverse(name, args=[ann]) for name in about)]
        assert max(queries(browser, address) for address in addresses) <= MOST_QUERIES

    def test_of_clients_and_auditors(self, desk, ann, signed_in, queries):
        own = signed_in(someone_as(Role.CLIENT, "Ann Whitfield", client_id=ann))
        costs = [queries(own, reverse(name)) for name in ("my_record", "my_looks")]
        auditor = signed_in(someone_as(Role.AUDITOR, "Ines Vale"))
        costs += [queries(auditor, reverse(name)) for name in ("looks", "opened", "access")]
        assert max(costs) <= MOST_QUERIES


class TestAskingToOpenARecord:
    @pytest.fixture
    def tess(self, signed_in):
        front_desk().officer("Tess Hall")
        return signed_in(email_of("Tess Hall"))

    @pytest.fixture
    def ask(self, tess):
        """What the page answers, without what is new in every form, and how many queries that took."""

        def asked(number):
            sent = {"number": number, "purpose": "present", "reason": WHY}
            with CaptureQueriesContext(connection) as counted:
                answer = tess.post(reverse("ask_to_open"), sent)
            lines = answer.content.decode().replace(number, "…").splitlines()
            told = [line for line in lines if "csrfmiddlewaretoken" not in line]
            return answer, told, len(counted)

        return asked

    @pytest.fixture
    def nobody(self, ask):
        """What is said of nobody, once the first try has come and gone."""
        ask("AB987654D")
        return ask("AB987654D")

    def test_says_the_same_of_nobody_and_of_a_restricted_record(self, ask, nobody, desk, ann):
        restrict(ann, desk)
        restricted = ask(NUMBER)
        assert restricted[1:] == nobody[1:]

    def test_says_the_same_of_someone_whom_they_know(self, ask, nobody, ann):
        tess = get_user_model().objects.get(email=email_of("Tess Hall")).pk
        declare_conflict(client_id=ann, by=tess, at=clock.now())
        assert ask(NUMBER)[1:] == nobody[1:]

    def test_keeps_each_refused_try(self, ask, desk, ann):
        restrict(ann, desk)
        ask(NUMBER)
        auditor = get_user_model().objects.get(email=someone_as(Role.AUDITOR, "Ines Vale")).pk
        viewer = get_viewer(auditor, on=clock.today())
        [look] = search_looks(viewer=viewer, kind="challenge-refused")
        assert look.account_name == "Tess Hall"

    def test_leads_to_the_client_by_id_alone(self, ask, ann):
        assert ask(NUMBER)[0]["Location"] == reverse("client", args=[ann])

    def test_leads_straight_to_a_record_that_one_sees_anyway(self, signed_in, desk, ann):
        sam = signed_in(email_of("Sam Boateng"))
        sent = {"number": NUMBER, "purpose": "present", "reason": WHY}
        assert sam.post(reverse("ask_to_open"), sent)["Location"] == reverse("client", args=[ann])
        assert "You opened this record" not in sam.get(reverse("client", args=[ann])).content.decode()


class TestWhereTheDayBegins:
    @pytest.mark.parametrize(
        ("role", "route"),
        [
            (Role.ADMINISTRATOR, "access"),
            (Role.AUDITOR, "looks"),
            (Role.ANALYST, "standards"),
        ],
    )
    def test_of_those_who_read_no_case(self, signed_in, role, route):
        assert signed_in(someone_as(role, "Robin Vale")).get("/")["Location"] == reverse(route)

    def test_of_a_client_is_their_own_record(self, signed_in, ann):
        browser = signed_in(someone_as(Role.CLIENT, "Ann Whitfield", client_id=ann))
        assert browser.get("/")["Location"] == reverse("my_record")

    @pytest.mark.parametrize("role", [Role.SUPPORT_PARTNER, Role.SAFEGUARDING_LEAD])
    def test_of_a_partner_and_a_lead_is_my_day(self, signed_in, desk, role):
        browser = signed_in(someone_as(role, "Robin Vale", desk=desk))
        assert "My day" in browser.get("/").content.decode()


class TestAnAnalyst:
    @pytest.fixture
    def page(self, signed_in, desk):
        sam = desk.officer("Sam Boateng")
        clear(sam)
        for number in range(3):
            client_id = desk.person("Whitfield", f"Bo {number}")
            desk.case(client_id, owner=sam, days=200)
        restrict(client_id, desk, "colleague")
        browser = signed_in(someone_as(Role.ANALYST, "Lu Oyelarin", desk=desk))
        return browser.get(reverse("standards")).content.decode()

    def test_reads_figures_without_small_numbers(self, page):
        assert "fewer than 10" in page
        assert "Numbers below 10 are hidden" in page

    def test_reads_no_share_of_a_few_cases(self, page):
        assert "0.0%" not in page

    def test_finds_no_client_and_no_case(self, page, client, desk):
        assert client.get(reverse("client", args=[desk.person()])).status_code == 403
        assert client.get(reverse("search")).status_code == 403
