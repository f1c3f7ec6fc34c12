"""The components that pages are made of, in a browser."""

import re

import component_gallery
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.urls("component_gallery")
EMAIL = "sam.boateng@agency.example"


@pytest.fixture(autouse=True)
def _sam_signed_in(someone, page, sign_in):
    component_gallery.NOTES.clear()
    someone("Sam Boateng", EMAIL)
    sign_in(page, EMAIL)


@pytest.fixture
def open_page(page, live_server):
    return lambda address: page.goto(live_server.url + address)


@pytest.fixture
def write_note(page, open_page):
    def write(text: str, year: str = "2026") -> None:
        open_page("/note/")
        page.get_by_label("What happened").fill(text)
        page.get_by_label("Ann herself").check()
        page.get_by_label("Benefit").select_option("pip")
        page.get_by_label("Day").fill("14")
        page.get_by_label("Month").fill("March")
        page.get_by_label("Year").fill(year)

    return write


class TestAPageOfEveryComponent:
    def test_is_accessible_and_fits_the_screen(self, open_page, page, expect_accessible):
        open_page("/gallery/")
        expect_accessible(page, "components")

    def test_shows_only_the_places_that_the_viewer_may_use(self, open_page, page):
        open_page("/gallery/")
        links = page.get_by_role("navigation", name="Upheld", exact=True).get_by_role("link")
        expect(links).to_have_text(["My day", "Search", "Standards"])

    def test_keeps_who_the_client_is_in_sight(self, open_page, page):
        open_page("/gallery/")
        page.get_by_role("heading", name="Figures").scroll_into_view_if_needed()
        page.mouse.wheel(0, 600)
        expect(page.get_by_text("Speak slowly, Ann lip-reads.")).to_be_in_viewport()

    def test_keeps_filters_in_the_address_of_the_next_page(self, open_page, page):
        open_page("/gallery/?name=ann")
        page.get_by_role("link", name="Next page").click()
        expect(page).to_have_url(re.compile(r"/gallery/\?name=ann&after=0192f3$"))
        expect(page.get_by_role("link", name="Back to the start of the list")).to_be_visible()

    def test_opens_the_numbers_behind_a_chart(self, open_page, page):
        open_page("/gallery/")
        page.get_by_text("The numbers as a table").click()
        expect(page.get_by_role("figure").get_by_role("rowheader", name="September 2026")).to_be_visible()


class TestAFormWithMistakes:
    def test_says_at_the_top_and_at_each_field_how_to_mend_them(self, open_page, page, expect_accessible):
        open_page("/note/")
        page.get_by_role("button", name="Save note").click()
        expect(page).to_have_title("Error: Write a note - Upheld")
        expect(page.get_by_role("alert").get_by_role("link")).to_have_text(
            ["Enter what happened", "Answer “Who told us?”", "Choose benefit", "Answer “When did it happen?”"]
        )
        expect_accessible(page, "form-errors")

    def test_leads_from_the_top_to_the_field(self, open_page, page):
        open_page("/note/")
        page.get_by_role("button", name="Save note").click()
        page.get_by_role("link", name="Answer “When did it happen?”").click()
        expect(page.get_by_label("Day")).to_be_focused()

    def test_shows_a_broken_rule_at_its_field_and_keeps_what_was_typed(self, page, write_note):
        write_note("Ann rang.", year="1999")
        page.get_by_role("button", name="Save note").click()
        expect(page.get_by_role("group", name="When did it happen?")).to_contain_text("That day has passed.")
        expect(page.get_by_label("What happened")).to_have_value("Ann rang.")


class TestALongText:
    def test_is_put_back_after_the_connection_was_lost(self, page, write_note, open_page):
        write_note("Ann rang about her letter.")
        page.context.set_offline(True)
        page.get_by_role("button", name="Save note").click()
        page.context.set_offline(False)
        open_page("/note/")
        expect(page.get_by_label("What happened")).to_have_value("Ann rang about her letter.")
        expect(page.get_by_text("We put back what you typed before.")).to_be_visible()

    def test_is_forgotten_once_it_is_saved(self, page, write_note, open_page):
        write_note("Ann rang about her letter.")
        page.get_by_role("button", name="Save note").click()
        expect(page.get_by_role("alert")).to_contain_text("The note is saved.")
        open_page("/note/")
        expect(page.get_by_label("What happened")).to_have_value("")

    def test_does_not_stay_when_its_writer_signs_out(self, page, write_note):
        write_note("Ann rang about her letter.")
        page.wait_for_timeout(600)
        page.get_by_text("Sam Boateng", exact=True).first.click()
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
        assert (
            page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('upheld-draft'))") == []
        )


class TestAFormThatIsSentTwice:
    def test_is_done_once(self, page, write_note):
        write_note("Ann rang.")
        page.get_by_role("button", name="Save note").dblclick()
        expect(page.get_by_role("alert")).to_contain_text("The note is saved.")
        assert component_gallery.NOTES == ["Ann rang."]

    def test_leads_to_where_the_first_time_led(self, page, write_note):
        write_note("Ann rang.")
        again = page.evaluate(
            """async () => {
                const form = new URLSearchParams(new FormData(document.querySelector("main form")));
                await fetch("/note/", {method: "POST", body: form});
                return (await fetch("/note/", {method: "POST", body: form})).url;
            }"""
        )
        assert again.endswith("/gallery/")
        assert component_gallery.NOTES == ["Ann rang."]


class TestWithoutJavaScript:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return {**browser_context_args, "java_script_enabled": False}

    def test_a_note_can_be_written(self, page, write_note):
        write_note("Ann rang.")
        page.get_by_role("button", name="Save note").click()
        expect(page.get_by_role("alert")).to_contain_text("The note is saved.")

    def test_a_promise_can_be_kept_from_the_list(self, page, open_page):
        open_page("/gallery/")
        page.get_by_role("button", name="Promise kept").click()
        assert component_gallery.NOTES == ["kept"]
