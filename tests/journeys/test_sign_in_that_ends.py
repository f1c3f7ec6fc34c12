"""A session that ends takes nothing with it: a half-written note is there after signing in again."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.builders.busy_office import a_busy_office, email_of
from tests.journeys.conftest import PASSWORD
from upheld.kernel import clock
from upheld.web.sign_in import idle

ANN = email_of("Ann Okafor")
HALF = "Rosa says that the second letter never came, and"


@pytest.fixture(autouse=True)
def office():
    return a_busy_office()


@pytest.fixture
def half_a_note(page, sign_in):
    """Ann has written half a note on the case of Rosa Fielding, and it was kept by the service."""
    sign_in(page, ANN)
    page.get_by_role("link", name="Rosa Fielding: call back", exact=True).click()
    note = page.locator("textarea[data-autosave]")
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.status == 204):
        note.fill(HALF)
    return page


def end_every_session():
    """What half an hour without use does."""
    Session.objects.update(expire_date=clock.now())


def sign_in_here(page, button="Sign in"):
    page.get_by_label("Email address").fill(ANN)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name=button, exact=True).click()


class TestHalfANoteWhenTheSessionEnds:
    def test_is_there_on_the_same_page_after_signing_in_again(self, half_a_note):
        page, before = half_a_note, half_a_note.url
        end_every_session()
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
        sign_in_here(page)
        expect(page).to_have_url(before)
        expect(page.locator("textarea[data-autosave]")).to_have_value(HALF)

    def test_is_there_in_another_browser_too(self, half_a_note, browser, browser_context_args):
        end_every_session()
        context = browser.new_context(**browser_context_args)
        page = context.new_page()
        page.goto(half_a_note.url)
        sign_in_here(page)
        expect(page.locator("textarea[data-autosave]")).to_have_value(HALF)
        context.close()

    def test_is_shown_when_it_was_sent_too_late(self, half_a_note, expect_accessible):
        page, before = half_a_note, half_a_note.url
        end_every_session()
        page.get_by_role("button", name="Save the note").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("You were signed out")
        expect(page.get_by_label("What you wrote")).to_have_value(HALF)
        expect_accessible(page, "session-ended")
        page.get_by_role("link", name="Sign in again").click()
        sign_in_here(page)
        expect(page).to_have_url(before)
        expect(page.locator("textarea[data-autosave]")).to_have_value(HALF)


class TestSomebodyWhoIsAwayForAWhile:
    @pytest.fixture
    def soon(self, monkeypatch, page, sign_in):
        """Ann's day is open, and four minutes of her session are left."""
        page.clock.install()
        sign_in(page, ANN)
        expect(page.get_by_role("heading", level=1)).to_have_text("My day")
        monkeypatch.setattr(idle, "idle_minutes", lambda: 4)
        page.clock.run_for("25:01")
        return page

    def test_is_warned_and_can_stay(self, soon, monkeypatch, expect_accessible):
        expect(soon.get_by_text("You will be signed out at")).to_be_visible()
        expect_accessible(soon, "session-ends-soon")
        monkeypatch.undo()
        soon.get_by_role("button", name="Stay signed in").click()
        expect(soon.get_by_text("You will be signed out at")).to_be_hidden()

    def test_is_led_to_the_sign_in_page_when_it_has_ended(self, soon):
        expect(soon.get_by_text("You will be signed out at")).to_be_visible()
        end_every_session()
        soon.clock.run_for("04:02")
        expect(soon.get_by_role("heading", level=1)).to_have_text("Sign in")
        sign_in_here(soon)
        expect(soon.get_by_role("heading", level=1)).to_have_text("My day")

    def test_is_not_warned_when_they_were_busy_elsewhere(self, page, sign_in):
        page.clock.install()
        sign_in(page, ANN)
        expect(page.get_by_role("heading", level=1)).to_have_text("My day")
        with page.expect_response("**/account/session/left/"):
            page.clock.run_for("25:01")
        expect(page.get_by_text("You will be signed out at")).to_be_hidden()


class TestWithoutJavaScript:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return {**browser_context_args, "java_script_enabled": False}

    def test_every_page_says_when_it_ends(self, page, sign_in):
        sign_in(page, ANN)
        expect(page.get_by_text("When you open no page for 30 minutes, you are signed out.")).to_be_visible()
        expect(page.get_by_text("You will be signed out at")).to_be_hidden()
