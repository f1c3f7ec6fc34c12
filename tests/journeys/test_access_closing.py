"""Closing a record: restricted to cleared people, or closed to somebody who knows the person."""

import pytest
from playwright.sync_api import expect

from tests.builders.front_desk import ago, front_desk
from tests.builders.roles import clear, email_of, someone_as
from upheld.domains.access.queries import Role
from upheld.journeys.nobody import look_for_nobody
from upheld.kernel.identifiers import SYSTEM

SAM = email_of("Sam Boateng")
WHY = "Her former partner works in this building."


@pytest.fixture(autouse=True)
def desk():
    return front_desk()


@pytest.fixture
def sam(desk):
    return desk.officer("Sam Boateng")


@pytest.fixture
def client_page(page, sign_in, live_server, desk, sam):
    """Sam has opened the page of a client whose case they own."""
    client_id = desk.person()
    desk.case(client_id, owner=sam)
    sign_in(page, SAM)
    page.goto(f"{live_server.url}/clients/{client_id}/")
    return page


def restrict(page, level="Danger from someone"):
    page.get_by_role("link", name="Restrict this record").click()
    page.get_by_label(level).check()
    page.get_by_label("Why must it be restricted?").fill(WHY)
    page.get_by_role("button", name="Restrict this record now").click()


class TestAnOfficerWhoIsNotCleared:
    def test_reads_first_who_will_still_see_it(self, client_page, expect_accessible):
        client_page.get_by_role("link", name="Restrict this record").click()
        expect(client_page.get_by_text("you no longer see the record")).to_be_visible()
        expect_accessible(client_page, "client-restrict")

    def test_loses_sight_of_what_they_restrict(self, client_page, page):
        address = client_page.url
        restrict(client_page)
        expect(page.get_by_role("heading", level=1)).to_have_text("My day")
        expect(page.get_by_text("you no longer see it")).to_be_visible()
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")

    def test_is_told_at_its_field_when_the_reason_says_nothing(self, client_page, expect_accessible):
        client_page.get_by_role("link", name="Restrict this record").click()
        client_page.get_by_role("button", name="Restrict this record now").click()
        expect(client_page.locator("#id_reason-error")).to_contain_text("Say why")
        expect_accessible(client_page, "client-restrict-wrong")


class TestAnOfficerWhoIsCleared:
    def test_sees_on_every_page_that_it_is_restricted(self, sam, client_page, expect_accessible):
        clear(sam, "protected_person")
        restrict(client_page)
        notice = client_page.get_by_role("region", name="About this record")
        expect(notice).to_contain_text("Restricted: Danger from someone")
        expect_accessible(client_page, "client-restricted")
        client_page.get_by_role("link", name="Personal Independence Payment").first.click()
        expect(notice).to_contain_text("Restricted: Danger from someone")
        expect_accessible(client_page, "case-restricted")


class TestASafeguardingLead:
    @pytest.fixture
    def lead(self, desk, client_page, page, sign_in, context):
        restrict(client_page)
        look_for_nobody(by=SYSTEM, at=ago(minutes=1))
        lead = someone_as(Role.SAFEGUARDING_LEAD, "Lea Frost", desk=desk, clearance="protected_person")
        context.clear_cookies()
        sign_in(page, lead)
        page.get_by_role("link", name="Restricted", exact=True).click()
        return page

    def test_sees_what_is_restricted_and_what_nobody_may_open(self, lead, expect_accessible):
        nobody = lead.get_by_role("list", name="Cases that nobody may open")
        expect(nobody).to_contain_text("Danger from someone")
        expect(nobody).to_contain_text("Lea Frost")
        expect(nobody).not_to_contain_text("Whitfield")
        expect(lead.get_by_role("list", name="Restricted records")).to_contain_text("Ann Whitfield")
        expect_accessible(lead, "restricted")

    def test_lifts_a_restriction_with_a_reason(self, lead, expect_accessible):
        lead.get_by_role("link", name="Lift the restriction of").click()
        expect_accessible(lead, "client-lift")
        lead.get_by_label("Why?").fill("He has moved away and the order has ended.")
        lead.get_by_role("button", name="Lift the restriction").click()
        expect(lead.get_by_role("region", name="About this record")).to_have_count(0)

    def test_reads_who_looked_at_the_record(self, lead, expect_accessible):
        lead.get_by_role("list", name="Restricted records").get_by_role("link").first.click()
        lead.get_by_role("link", name="Who looked at this record").click()
        told = lead.get_by_role("listitem").filter(has_text="opened your record")
        expect(told.filter(has_text="Sam Boateng")).to_have_count(1)
        expect_accessible(lead, "client-looks")


class TestAServiceManager:
    def test_finds_what_nobody_may_open_first_on_their_day(
        self, desk, client_page, page, sign_in, context, expect_accessible
    ):
        restrict(client_page)
        look_for_nobody(by=SYSTEM, at=ago(minutes=1))
        context.clear_cookies()
        sign_in(page, someone_as(Role.SERVICE_MANAGER, "Mo Kane", desk=desk))
        nobody = page.get_by_role("list", name="Cases that nobody may open")
        expect(nobody).to_contain_text("Nobody in this office is cleared")
        expect_accessible(page, "my-day-nobody")


class TestSomeoneWhoKnowsTheClient:
    def test_closes_the_record_to_themselves_at_once(self, client_page, page, expect_accessible):
        address = client_page.url
        client_page.get_by_role("link", name="This is me, or I know this person").click()
        expect_accessible(client_page, "client-known")
        page.get_by_label("I know this person").check()
        page.get_by_role("button", name="Close this record to me").click()
        expect(page.get_by_text("That record is closed to you now")).to_be_visible()
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")

    def test_is_let_in_again_by_their_leader(
        self, desk, client_page, page, sign_in, context, expect_accessible
    ):
        client_page.get_by_role("link", name="This is me, or I know this person").click()
        page.get_by_label("I know this person").check()
        page.get_by_role("button", name="Close this record to me").click()
        desk.officer("Lena Moss", Role.TEAM_LEADER)
        context.clear_cookies()
        sign_in(page, email_of("Lena Moss"))
        page.get_by_role("link", name="Team", exact=True).click()
        page.get_by_role("link", name="Records closed to your people").click()
        rows = page.get_by_role("list", name="Records closed to your people")
        expect(rows).to_contain_text("Sam Boateng: Ann Whitfield")
        expect_accessible(page, "conflicts")
        page.get_by_role("link", name="Open it again").click()
        expect_accessible(page, "conflict-end")
        page.get_by_label("Why?").fill("He had mistaken her for a neighbour.")
        page.get_by_role("button", name="Open it again").click()
        expect(page.get_by_text("No record is closed to anyone you lead")).to_be_visible()
