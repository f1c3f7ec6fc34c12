"""Pages about clients, without a browser: what they ask of the database, and what stays out of addresses."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.builders.front_desk import NUMBER, front_desk
from upheld.domains.access.queries import Role, the_service
from upheld.domains.casework.queries import get_case_heading
from upheld.kernel import clock

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15


@pytest.fixture
def desk():
    return front_desk()


@pytest.fixture
def sam(desk):
    return desk.officer("Sam Boateng")


@pytest.fixture
def ann(desk, sam):
    return desk.ann(sam)


@pytest.fixture
def as_sam(client, sam, django_user_model):
    client.force_login(django_user_model.objects.get(pk=sam))
    return client


@pytest.fixture
def queries(as_sam):
    """How many queries a page needs of someone whose session is known."""

    def of(address):
        with CaptureQueriesContext(connection) as asked:
            assert as_sam.get(address).status_code == 200
        of_the_visit = ("SAVEPOINT", "RELEASE", 'UPDATE "django_session"')
        return len([query for query in asked if not query["sql"].startswith(of_the_visit)])

    return of


@pytest.fixture
def results(as_sam):
    """The address of the results of a search."""
    return lambda text: as_sam.post("/search/", {"text": text})["Location"]


class TestThe1400Queries:
    """The named scenario: a page that is quick for some and slow for an ordinary officer with many grants."""

    @pytest.fixture(params=["client", "client_summary", "client_needs", "client_open_case"])
    def address(self, request, ann):
        return reverse(request.param, args=[ann])

    def test_a_page_about_a_client_needs_few(self, queries, address):
        assert queries(address) <= MOST_QUERIES

    def test_and_no_more_with_fifty_grants(self, queries, address, desk, sam):
        before = queries(address)
        for _ in range(49):
            desk.grant(sam)
        assert queries(address) == before

    def test_the_standards_and_the_tour_need_few(self, queries, ann, settings, desk, sam):
        settings.DEMO = True
        before = [queries("/standards/"), queries("/tour/")]
        for _ in range(49):
            desk.grant(sam)
        assert [queries("/standards/"), queries("/tour/")] == before
        assert max(before) <= MOST_QUERIES

    def test_the_results_of_a_search_need_few_with_any_number_of_grants(
        self, queries, results, ann, desk, sam
    ):
        for number in range(30):
            desk.case(desk.person("Whitfield", f"Ann {number}"))
        address = results("ann whitfield")
        before = queries(address)
        for _ in range(49):
            desk.grant(sam)
        assert queries(address) == before <= MOST_QUERIES


class TestASearch:
    def test_is_not_written_into_an_address(self, results, ann):
        address = results("ann whitfield")
        assert address.startswith("/search/")
        assert "ann" not in address.lower()

    def test_with_a_whole_number_leads_straight_to_the_client(self, results, ann):
        assert results("ab 12 34 56 c") == f"/clients/{ann}/"

    def test_with_the_reference_of_a_system_does_too(self, results, ann):
        assert results("sp 0091 77") == f"/clients/{ann}/"

    def test_with_the_reference_of_a_case_leads_to_the_case(self, results, desk):
        case_id = desk.case(desk.person())
        row = get_case_heading(case_id, viewer=the_service(), as_of=clock.now()).row
        heard = row.reference.lower().replace("-", " ").replace("0", "o")
        assert results(heard) == f"/cases/{case_id}/"

    def test_with_a_number_that_two_clients_have_leads_to_both(self, results, desk, ann):
        desk.person("Okafor", national_insurance_number=NUMBER)
        assert results(NUMBER).startswith("/search/")

    def test_is_shown_to_nobody_else(self, results, ann, desk, client, django_user_model):
        address = results("ann whitfield")
        client.force_login(django_user_model.objects.get(pk=desk.officer("Priya Nair")))
        assert "That search was let go" in client.get(address).content.decode()

    def test_finds_nobody_of_another_office(self, results, as_sam, ann):
        front_desk().person("Elsewhere", "Tom")
        assert "Nobody found" in as_sam.get(results("tom elsewhere")).content.decode()


class TestAClientOfAnotherOffice:
    @pytest.mark.parametrize("route", ["client", "client_summary", "client_needs", "client_open_case"])
    def test_looks_like_one_who_is_not_there(self, as_sam, route):
        stranger = front_desk().person()
        assert as_sam.get(reverse(route, args=[stranger])).status_code == 404

    def test_cannot_be_given_a_case(self, as_sam, desk):
        stranger = front_desk().person()
        sent = {"benefit": "state-pension", "team": str(desk.team_id)}
        assert as_sam.post(reverse("client_open_case", args=[stranger]), sent).status_code == 404


class TestAnAdministrator:
    def test_reads_no_client(self, client, desk, ann, django_user_model):
        client.force_login(django_user_model.objects.get(pk=desk.officer("Lee Ash", Role.ADMINISTRATOR)))
        assert client.get(reverse("client", args=[ann])).status_code == 403
