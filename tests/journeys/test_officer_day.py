"""A day's work: what was promised, what is to do, and writing down what happened."""

import re

import pytest
from playwright.sync_api import expect

from tests.builders.busy_office import a_busy_office, email_of

ANN = email_of("Ann Okafor")


@pytest.fixture(autouse=True)
def office():
    return a_busy_office()


def press(page, role, words, about):
    """Press what says these words, about this."""
    page.get_by_role(role, name=re.compile(f"^{words}\\s*: {about}")).click()


@pytest.fixture
def elsewhere(browser, browser_context_args):
    """Another browser."""
    context = browser.new_context(**browser_context_args)
    yield context.new_page()
    context.close()


@pytest.fixture
def rosas_case(page, sign_in):
    """Ann has opened the case of Rosa Fielding from her day."""
    sign_in(page, ANN)
    page.get_by_role("link", name="Rosa Fielding: call back", exact=True).click()
    return page


class TestTheStartOfADay:
    def test_shows_what_breaks_first(self, page, sign_in, expect_accessible):
        sign_in(page, ANN)
        expect(page.get_by_role("heading", level=1)).to_have_text("My day")
        first = page.get_by_role("list", name="What you promised").get_by_role("listitem").first
        expect(first).to_contain_text("Rosa Fielding: first contact")
        expect(first).to_contain_text("late")
        expect_accessible(page, "my-day")

    def test_shows_the_load_against_the_limit(self, page, sign_in):
        sign_in(page, ANN)
        expect(page.get_by_text("of 120 points")).to_be_visible()
        page.get_by_role("link", name="See your").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("My cases")

    def test_tells_who_leaves_what_is_to_hand_over(self, page, sign_in, expect_accessible):
        sign_in(page, email_of("Dev Patel"))
        expect(page.get_by_text("You leave on")).to_contain_text("1 case still needs a new owner")
        expect_accessible(page, "my-day-leaving")
        page.get_by_role("link", name="Choose cases to hand over").click()
        expect_accessible(page, "my-cases")

    def test_is_not_empty_without_a_word(self, page, sign_in, office, expect_accessible):
        office.officer("Nia New")
        sign_in(page, email_of("Nia New"))
        expect(page.get_by_text("Nothing is promised for these days")).to_be_visible()
        expect_accessible(page, "my-day-empty")


class TestDoingATask:
    def test_keeps_the_promise_and_leads_back_to_the_day(self, page, sign_in, expect_accessible):
        sign_in(page, ANN)
        press(page, "link", "Record it done", "Rosa Fielding: call back")
        expect_accessible(page, "task-done")
        page.get_by_label("What is next? (optional)").select_option("chase_information")
        page.get_by_role("button", name="Record it done").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("My day")
        expect(page.get_by_role("alert")).to_contain_text("Done: Call the customer back")
        expect(page.get_by_text("Rosa Fielding: call back")).to_have_count(0)

    def test_can_be_put_off_with_a_reason(self, rosas_case, expect_accessible):
        page = rosas_case
        press(page, "link", "Put off", "Call the customer back")
        expect_accessible(page, "task-postpone")
        page.get_by_role("button", name="Put it off").click()
        expect(page.get_by_role("alert")).to_contain_text("Say why it is put off")
        expect_accessible(page, "task-postpone-wrong")


class TestACase:
    def test_answers_a_caller_on_one_page(self, rosas_case, expect_accessible):
        page = rosas_case
        strip = page.get_by_role("region", name="Client")
        expect(strip).to_contain_text("Write in large print.")
        expect(strip).to_contain_text("Ring after 2pm.")
        expect(strip).to_contain_text("Ann Okafor")
        expect(page.get_by_text("We wait for the letter of her consultant.")).to_be_visible()
        expect_accessible(page, "case")

    def test_keeps_a_note(self, rosas_case, expect_accessible):
        page = rosas_case
        page.get_by_label("Write a note").fill("Rosa will bring the letter on Monday.")
        page.get_by_role("button", name="Save the note").click()
        expect(page.get_by_role("alert")).to_contain_text("The note is saved.")
        expect(page.get_by_role("list", name="Notes, the latest first")).to_contain_text("on Monday.")
        expect(page.get_by_label("Write a note")).to_have_value("")

    def test_keeps_the_draft_of_a_note_on_another_computer(self, rosas_case, elsewhere, sign_in):
        page = rosas_case
        address = page.url
        with page.expect_response("**/notes/draft/"):
            page.get_by_label("Write a note").press_sequentially("Half a thought")
        sign_in(elsewhere, ANN)
        elsewhere.goto(address)
        expect(elsewhere.get_by_label("Write a note")).to_have_value("Half a thought")

    def test_loses_nothing_typed_when_the_connection_is_lost(self, rosas_case):
        page, address = rosas_case, rosas_case.url
        page.get_by_label("Write a note").fill("Typed in a tunnel")
        page.context.set_offline(True)
        with page.expect_event("requestfailed"):
            page.get_by_role("button", name="Save the note").click()
        page.context.set_offline(False)
        page.goto(address)
        expect(page.get_by_label("Write a note")).to_have_value("Typed in a tunnel")


class TestDeedsOnACase:
    @pytest.mark.parametrize(
        ("link", "name"),
        [
            ("Add a task", "task-add"),
            ("Make a promise", "promise"),
            ("Put it on hold", "hold"),
            ("Give it back", "give-back"),
            ("Close it", "close"),
            ("Move on stage", "move"),
        ],
    )
    def test_each_page_is_accessible_with_its_errors(self, rosas_case, link, name, expect_accessible):
        page = rosas_case
        page.get_by_role("link", name=link).click()
        expect_accessible(page, f"case-{name}")
        page.locator("main form button").click()
        expect(page.get_by_role("alert")).to_contain_text("There is a problem")
        expect_accessible(page, f"case-{name}-wrong")

    def test_a_promise_stands_on_the_case(self, rosas_case):
        page = rosas_case
        page.get_by_role("link", name="Make a promise").click()
        page.get_by_label("Reply to a message").check()
        page.get_by_role("button", name="Make this promise").click()
        expect(page.get_by_role("list", name="Promises that are still owed")).to_contain_text(
            "We will answer"
        )


class TestTwoWhoEditWhereACaseStands:
    def test_the_second_sees_both_versions(self, rosas_case, elsewhere, sign_in, expect_accessible):
        page = rosas_case
        page.get_by_role("link", name="Change where it stands").click()
        page.get_by_label("Where this case stands").fill("Mine: the letter came.")
        sign_in(elsewhere, email_of("Lena Moss"))
        elsewhere.goto(page.url)
        elsewhere.get_by_label("Where this case stands").fill("Theirs: she moved house.")
        elsewhere.get_by_role("button", name="Save").click()
        expect(elsewhere.get_by_role("alert")).to_contain_text("Where the case stands is saved.")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Theirs: she moved house.")).to_be_visible()
        expect(page.get_by_label("Where this case stands")).to_have_value("Mine: the letter came.")
        expect_accessible(page, "summary-both")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("alert")).to_contain_text("Where the case stands is saved.")


class TestWithoutJavaScript:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return {**browser_context_args, "java_script_enabled": False}

    def test_a_note_is_kept_and_a_task_is_done(self, rosas_case):
        page = rosas_case
        page.get_by_label("Write a note").fill("Rosa rang.")
        page.get_by_role("button", name="Save the note").click()
        expect(page.get_by_role("list", name="Notes, the latest first")).to_contain_text("Rosa rang.")
        press(page, "link", "Done", "Call the customer back")
        page.get_by_role("button", name="Record it done").click()
        expect(page.get_by_role("alert")).to_contain_text("Done: Call the customer back")
