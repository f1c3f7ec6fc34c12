"""Signing in and out."""

import json

import pytest
from playwright.sync_api import expect

EMAIL = "ann.okafor@agency.example"


@pytest.fixture(autouse=True)
def _ann(someone):
    someone("Ann Okafor", EMAIL)


class TestAnOfficerWithTheRightPassword:
    def test_begins_on_their_day(self, page, sign_in, expect_accessible):
        sign_in(page, EMAIL)
        expect(page.get_by_role("heading", level=1)).to_have_text("My day")
        expect(page).to_have_title("My day - Upheld")
        expect_accessible(page, "home")

    def test_comes_to_the_page_that_they_asked_for(self, page, live_server):
        page.goto(f"{live_server.url}/account/password/change/")
        page.get_by_label("Email address").fill(EMAIL)
        page.get_by_label("Password", exact=True).fill("three quiet lanterns")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Change your password")

    def test_changes_their_password(self, page, live_server, sign_in, expect_accessible):
        sign_in(page, EMAIL)
        page.get_by_text("Ann Okafor").click()
        page.get_by_role("link", name="Your sign-in and security").click()
        page.get_by_role("link", name="Change your password").click()
        expect_accessible(page, "password-change")
        page.get_by_label("Current password").fill("three quiet lanterns")
        page.get_by_label("New password", exact=True).fill("seven copper kettles")
        page.get_by_label("New password again").fill("seven copper kettles")
        page.get_by_role("button", name="Change password").click()
        expect(page.get_by_role("alert")).to_contain_text("Your password is changed.")
        expect_accessible(page, "password-changed")


class TestAWrongPassword:
    def test_is_said_and_the_address_is_kept(self, page, sign_in, expect_accessible):
        sign_in(page, EMAIL, "not my password")
        expect(page).to_have_title("Error: Sign in - Upheld")
        expect(page.get_by_role("alert")).to_contain_text("The email address or the password is not right.")
        expect(page.get_by_label("Email address")).to_have_value(EMAIL)
        expect_accessible(page, "sign-in-wrong")

    def test_is_not_needed_to_be_told_what_is_missing(self, page, sign_in):
        sign_in(page, "", "")
        page.get_by_role("link", name="Enter your email address").click()
        expect(page.get_by_label("Email address")).to_be_focused()


class TestSigningOut:
    def test_closes_every_page(self, page, live_server, sign_in, expect_accessible):
        sign_in(page, EMAIL)
        page.get_by_text("Ann Okafor").click()
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
        page.goto(f"{live_server.url}/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
        expect_accessible(page, "sign-in")

    def test_by_its_address_asks_first(self, page, live_server, sign_in, expect_accessible):
        sign_in(page, EMAIL)
        page.goto(f"{live_server.url}/account/sign-out/")
        expect_accessible(page, "sign-out")
        page.get_by_role("link", name="Stay signed in").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("My day")


class TestWithoutJavaScript:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return {**browser_context_args, "java_script_enabled": False}

    def test_signing_in_and_out_works_the_same(self, page, sign_in):
        sign_in(page, EMAIL)
        page.get_by_text("Ann Okafor").click()
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


class TestTheDemonstration:
    @pytest.fixture
    def people(self, settings, tmp_path):
        settings.UPHELD_HOME = tmp_path
        ann = {"name": "Ann Okafor", "role": "officer in Northgate", "email": EMAIL}
        look = {"what to look at": "A day with two promises that break today, and a case offered to her."}
        rows = [{**ann, "password": "three quiet lanterns", **look}] * 3
        (tmp_path / "demo-people.json").write_text(json.dumps(rows), encoding="utf-8")

    def test_offers_the_people_that_one_can_be(self, page, live_server, settings, people, expect_accessible):
        settings.DEMO = True
        page.goto(f"{live_server.url}/account/sign-in/")
        expect_accessible(page, "sign-in-demo")
        page.get_by_role("button", name="Sign in as Ann Okafor").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("My day")

    def test_shows_them_nowhere_else(self, page, live_server, settings, people):
        settings.DEMO = False
        page.goto(f"{live_server.url}/account/sign-in/")
        expect(page.get_by_text("Ann Okafor")).to_have_count(0)
