"""Pages that say what went wrong, and what to do now."""

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import expect

EMAIL = "sam.boateng@agency.example"
pytestmark = pytest.mark.urls("component_gallery")


@pytest.fixture(autouse=True)
def _sam_signed_in(someone, page, sign_in):
    someone("Sam Boateng", EMAIL)
    sign_in(page, EMAIL)


class TestAnAddressThatLeadsNowhere:
    def test_says_so_and_leads_back(self, page, live_server, expect_accessible):
        response = page.goto(f"{live_server.url}/no-such-page/")
        assert response.status == 404
        expect_accessible(page, "404")
        page.get_by_role("link", name="Go to the first page").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("My day")

    def test_looks_the_same_for_what_lies_outside_ones_work(self, page, live_server):
        response = page.goto(f"{live_server.url}/missing/")
        assert response.status == 404
        expect(page.get_by_role("main")).to_contain_text("may lie outside the work that you see")


class TestAPageForOthers:
    def test_says_whom_to_ask(self, page, live_server, expect_accessible):
        response = page.goto(f"{live_server.url}/leaders/")
        assert response.status == 403
        expect(page.get_by_role("main")).to_contain_text("ask your team leader")
        expect_accessible(page, "403")


class TestARuleThatNoFormCanShow:
    def test_is_said_in_its_own_words(self, page, live_server, expect_accessible):
        response = page.goto(f"{live_server.url}/refuses/")
        assert response.status == 409
        expect(page.get_by_role("main")).to_contain_text("Choose a day that is still to come.")
        expect_accessible(page, "refused")


class TestAFormFromBeforeSigningOut:
    def test_is_explained(self, page, live_server, expect_accessible):
        page.goto(f"{live_server.url}/account/password/change/")
        page.context.clear_cookies(name="upheld_csrf")
        page.get_by_role("button", name="Change password").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("This page was open for too long")
        expect_accessible(page, "too-old")


class TestOurOwnFault:
    def test_is_said_without_anything_that_may_be_broken(self, page, live_server, expect_accessible):
        page.goto(f"{live_server.url}/health")
        page.goto(f"{live_server.url}/no-such-page/")
        page.set_content(
            render_to_string("upheld/errors/500.html").replace('"/static', f'"{live_server.url}/static')
        )
        expect(page.get_by_role("heading", level=1)).to_have_text("Sorry, something went wrong")
        expect_accessible(page, "500")
