"""Keeping and erasing: what managers and administrators read, and a legal hold that is placed and lifted."""

import pytest
from playwright.sync_api import expect

from tests.builders.front_desk import front_desk
from upheld.domains.access.queries import Role
from upheld.domains.people.commands import place_hold
from upheld.kernel import clock
from upheld.kernel.identifiers import SYSTEM

WHY = "A tribunal asked for the record."


@pytest.fixture
def desk():
    return front_desk()


@pytest.fixture
def manager(desk, page, sign_in):
    """A manager has signed in."""
    sign_in(page, desk.emails[desk.officer("Mara Singh", Role.SERVICE_MANAGER)])
    return page


class TestAManager:
    def test_reads_each_rule_with_its_legal_reason(self, manager, expect_accessible):
        manager.get_by_role("link", name="Keeping", exact=True).click()
        expect(manager.get_by_text("Erased 24 months after it was closed.")).to_be_visible()
        expect(manager.get_by_text("Limitation Act 1980, section 9").first).to_be_visible()
        expect(manager.get_by_text("Nothing was erased yet.")).to_be_visible()
        expect_accessible(manager, "keeping")

    def test_places_a_hold_from_the_page_of_the_client_and_lifts_it(
        self, manager, desk, live_server, expect_accessible
    ):
        client_id = desk.person()
        manager.goto(f"{live_server.url}/clients/{client_id}/")
        manager.get_by_role("link", name="Legal hold").click()
        expect_accessible(manager, "legal-hold")
        manager.get_by_label("Why?").fill(WHY)
        manager.get_by_role("button", name="Place a hold").click()
        expect(manager.get_by_text("The legal hold is placed.")).to_be_visible()
        expect(manager.get_by_text("Mara Singh placed the hold")).to_be_visible()
        expect_accessible(manager, "legal-hold-placed")
        manager.get_by_label("Why?").fill("It has decided.")
        manager.get_by_role("button", name="Lift the hold").click()
        expect(manager.get_by_role("button", name="Place a hold")).to_be_visible()

    def test_is_asked_for_a_reason(self, manager, desk, live_server):
        manager.goto(f"{live_server.url}/clients/{desk.person()}/legal-hold/")
        manager.get_by_role("button", name="Place a hold").click()
        expect(manager.get_by_role("alert")).to_contain_text("Say why.")

    def test_sees_who_is_on_hold(self, manager, desk, live_server, expect_accessible):
        place_hold(client_id=desk.person(), reason=WHY, by=SYSTEM, at=clock.now())
        manager.goto(f"{live_server.url}/keeping/")
        expect(manager.get_by_role("link", name="Ann Whitfield")).to_be_visible()
        expect(manager.get_by_text(WHY)).to_be_visible()
        expect_accessible(manager, "keeping-held")


class TestAnAdministrator:
    def test_reads_the_rules_and_no_names(self, page, desk, someone, sign_in, live_server):
        place_hold(client_id=desk.person(), reason=WHY, by=SYSTEM, at=clock.now())
        someone("Ade Bello", "ade@agency.example", Role.ADMINISTRATOR)
        sign_in(page, "ade@agency.example")
        page.goto(f"{live_server.url}/keeping/")
        expect(page.get_by_text("Erased 24 months after it was closed.")).to_be_visible()
        assert "Whitfield" not in page.content()
        assert WHY not in page.content()
