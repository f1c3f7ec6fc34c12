"""A case goes from one owner to another: asked with a note, and moved only when it is accepted."""

import pytest
from playwright.sync_api import expect

from tests.builders.busy_office import a_busy_office, email_of

ANN, BEN = email_of("Ann Okafor"), email_of("Ben Achterberg")
NOTE = "Rosa was told that someone will ring on Monday. The letter of her consultant is on its way."


@pytest.fixture(autouse=True)
def office():
    return a_busy_office()


def hand_over_rosas_case(page, sign_in):
    """Ann asks Ben to take the case of Rosa Fielding."""
    sign_in(page, ANN)
    page.get_by_role("link", name="Rosa Fielding: call back", exact=True).click()
    page.get_by_role("link", name="Hand over this case").click()
    page.get_by_label("Ben Achterberg").check()
    page.get_by_label("Your note to them").fill(NOTE)
    page.get_by_role("button", name="Ask them to take it").click()


class TestAskingSomeone:
    def test_needs_a_person_and_a_note(self, page, sign_in, expect_accessible):
        sign_in(page, ANN)
        page.get_by_role("link", name="Rosa Fielding: call back", exact=True).click()
        page.get_by_role("link", name="Hand over this case").click()
        expect_accessible(page, "hand-over")
        page.get_by_role("button", name="Ask them to take it").click()
        expect(page.get_by_role("alert")).to_contain_text("Write a note: what the client was told")
        expect_accessible(page, "hand-over-wrong")

    def test_leaves_the_case_where_it_is_until_they_accept(self, page, sign_in, expect_accessible):
        hand_over_rosas_case(page, sign_in)
        expect(page.get_by_role("alert")).to_contain_text("The case stays where it is until they accept.")
        expect(page.get_by_role("region", name="Client")).to_contain_text("Looked after by Ann Okafor")
        expect_accessible(page, "case-offered")


class TestTheAnswer:
    @pytest.fixture
    def bens_page(self, page, sign_in, browser, browser_context_args):
        hand_over_rosas_case(page, sign_in)
        context = browser.new_context(**browser_context_args)
        bens = context.new_page()
        sign_in(bens, BEN)
        yield bens
        context.close()

    def test_yes_moves_the_case_and_keeps_every_hop(self, bens_page, expect_accessible):
        page = bens_page
        expect(page.get_by_text(NOTE)).to_be_visible()
        page.get_by_role("button", name="Accept").click()
        expect(page.get_by_role("alert")).to_contain_text("The case is yours.")
        expect(page.get_by_role("region", name="Client")).to_contain_text("Looked after by Ben Achterberg")
        owners = page.get_by_role("region", name="Who has looked after it")
        expect(owners.get_by_role("listitem").nth(1)).to_contain_text("Ann Okafor")
        expect_accessible(page, "case-accepted")

    def test_no_is_said_right_there_with_a_reason(self, bens_page, expect_accessible):
        page = bens_page
        page.locator("summary", has_text="Decline").click()
        expect_accessible(page, "offer-decline-open")
        page.get_by_label("Why not?").fill("I am away next week.")
        page.get_by_role("button", name="Decline this case").click()
        expect(page.get_by_role("alert")).to_contain_text("You declined.")

    def test_no_without_a_reason_is_asked_for_it(self, bens_page, expect_accessible):
        page = bens_page
        page.locator("summary", has_text="Decline").click()
        page.get_by_role("button", name="Decline this case").click()
        expect(page.get_by_role("alert")).to_contain_text("Give a reason")
        expect_accessible(page, "offer-decline-wrong")


class TestWithoutJavaScript:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return {**browser_context_args, "java_script_enabled": False}

    def test_it_works_the_same(self, page, sign_in, browser, browser_context_args):
        hand_over_rosas_case(page, sign_in)
        context = browser.new_context(**browser_context_args)
        bens = context.new_page()
        sign_in(bens, BEN)
        bens.get_by_role("button", name="Accept").click()
        expect(bens.get_by_role("alert")).to_contain_text("The case is yours.")
        context.close()
