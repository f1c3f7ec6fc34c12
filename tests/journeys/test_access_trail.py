"""The record of who looked, for the client in plain words, for whoever speaks for them, and for auditors."""

import pytest
from playwright.sync_api import expect

from tests.builders.front_desk import front_desk
from tests.builders.roles import email_of, someone_as
from upheld.domains.access.queries import Role


@pytest.fixture
def desk():
    return front_desk()


@pytest.fixture
def ann(desk):
    return desk.ann(desk.officer("Sam Boateng"))


@pytest.fixture
def looked_at(page, sign_in, live_server, context, ann):
    """Sam has opened Ann's record."""
    sign_in(page, email_of("Sam Boateng"))
    page.goto(f"{live_server.url}/clients/{ann}/")
    context.clear_cookies()
    return page


class TestAClient:
    @pytest.fixture
    def at_home(self, looked_at, page, sign_in, ann):
        sign_in(page, someone_as(Role.CLIENT, "Ann Whitfield", client_id=ann))
        return page

    def test_begins_with_what_is_held_about_them(self, at_home, expect_accessible):
        expect(at_home.get_by_role("heading", level=1)).to_have_text("What we hold about you")
        expect(at_home.get_by_text("Sam Boateng looks after it.")).to_be_visible()
        expect(at_home.get_by_text("We are late with this, and we are sorry.").first).to_be_visible()
        expect(at_home.get_by_text("12 Lantern Row")).to_be_visible()
        expect(at_home.get_by_text("She sounded tired")).to_have_count(0)
        expect_accessible(at_home, "my-record")

    def test_reads_who_looked(self, at_home, expect_accessible):
        at_home.get_by_role("link", name="Who looked at this record").click()
        told = at_home.get_by_role("listitem").filter(has_text="Sam Boateng, an officer in")
        expect(
            told.filter(has_text="opened your record. Why: to work on what you asked us for.")
        ).to_have_count(1)
        expect_accessible(at_home, "my-looks")

    def test_finds_nothing_of_the_work_of_officers(self, at_home, live_server):
        for address in ("/search/", "/cases/", "/team/", "/looks/"):
            answer = at_home.goto(f"{live_server.url}{address}")
            assert answer.status == 403


class TestARepresentative:
    def test_sees_whom_they_speak_for(self, looked_at, page, sign_in, ann, expect_accessible):
        sign_in(page, someone_as(Role.REPRESENTATIVE, "Joy Adeyemi", client_id=ann))
        expect(page.get_by_role("heading", name="Ann Whitfield")).to_be_visible()
        expect_accessible(page, "my-record-representative")


class TestAnAuditor:
    @pytest.fixture
    def auditing(self, looked_at, page, sign_in):
        sign_in(page, someone_as(Role.AUDITOR, "Ines Vale"))
        return page

    def test_begins_with_the_trail_and_reads_no_names_of_clients(self, auditing, ann, expect_accessible):
        looks = auditing.get_by_role("list", name="Looks")
        expect(looks).to_contain_text("Opened a client’s record")
        expect(looks).to_contain_text(str(ann)[-12:])
        expect(auditing.get_by_text("Whitfield")).to_have_count(0)
        expect_accessible(auditing, "looks")

    def test_searches_by_person_client_and_kind(self, auditing, ann):
        auditing.get_by_label("Client’s id, or reference of a case").fill(str(ann))
        auditing.get_by_label("What they did").select_option(label="Opened a client’s record")
        auditing.get_by_role("button", name="Show").click()
        expect(auditing.get_by_role("list", name="Looks").get_by_role("listitem")).to_have_count(1)

    def test_copies_them_into_a_file(self, auditing):
        with auditing.expect_download() as file:
            auditing.get_by_role("button", name="Copy these into a file").click()
        text = file.value.path().read_text("utf-8")
        assert "Sam Boateng" in text
        assert "Whitfield" not in text
        auditing.reload()
        expect(auditing.get_by_role("list", name="Looks")).to_contain_text("Copied into a file")

    def test_says_that_a_reference_is_not_known(self, auditing, expect_accessible):
        auditing.get_by_label("Client’s id, or reference of a case").fill("XXXX-0000")
        auditing.get_by_role("button", name="Show").click()
        expect(auditing.locator("#id_client-error")).to_contain_text("No case has this reference")
        expect_accessible(auditing, "looks-wrong")
