"""Answering a caller from one page."""

import pytest
from playwright.sync_api import expect

from tests.builders.front_desk import PENSION, front_desk
from upheld.domains.people.commands import change_needs
from upheld.domains.people.queries import Needs, get_client
from upheld.kernel import clock

LAPTOP = {"width": 1366, "height": 768}


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
def open_client(page, live_server, sign_in, desk, sam, ann):
    """Sign in as Sam and open Ann's page, or one beneath it."""
    sign_in(page, desk.emails[sam])

    def go(beneath: str = "") -> None:
        page.goto(f"{live_server.url}/clients/{ann}/{beneath}")

    return go


class TestWhenAnnRings:
    @pytest.mark.parametrize(
        "answer",
        [
            "Ann Whitfield",
            "Write in large print.",
            "Speak slowly, Ann lip-reads.",
            "Never leave a voicemail.",
            "Sam Boateng for Personal Independence Payment",
            "Gathering supporting information.",
            "We will call you back by the end of",
            "07700 900123",
            "SP/0091/77, as of",
        ],
    )
    def test_the_answer_is_seen_without_scrolling_on_a_laptop(self, open_client, page, answer):
        page.set_viewport_size(LAPTOP)
        open_client()
        expect(page.get_by_text(answer).first).to_be_in_viewport()

    def test_the_page_is_accessible(self, open_client, page, expect_accessible):
        open_client()
        expect_accessible(page, "client")

    def test_a_broken_promise_stands_first_and_says_so(self, open_client, page):
        open_client()
        first = page.get_by_role("list", name="Promises that we owe").get_by_role("listitem").first
        expect(first).to_contain_text("We broke this promise and still owe it.")

    def test_the_row_as_a_system_sent_it_can_be_read(self, open_client, page):
        open_client()
        page.get_by_text("Pensions system").first.click()
        expect(page.get_by_text("12 LANTERN ROW").first).to_be_visible()


class TestWhatHappened:
    def test_says_who_did_what_and_which_promises_were_kept_and_broken(self, open_client, page):
        open_client()
        story = page.get_by_role("region", name="What happened")
        for sentence in (
            "Sam Boateng opened the case.",
            "Sam Boateng wrote a note.",
            "We kept a promise: First contact",
            "We broke a promise: Call back",
        ):
            expect(story.get_by_text(sentence).first).to_be_visible()

    def test_can_be_narrowed_to_one_benefit_in_the_address(self, open_client, page):
        open_client()
        page.get_by_role("navigation", name="Benefit").get_by_role("link", name="State Pension").click()
        assert f"benefit={PENSION}" in page.url
        expect(page.get_by_text("Sam Boateng wrote a note.")).to_have_count(0)
        expect(page.get_by_role("region", name="What happened")).to_contain_text("opened the case")

    def test_is_told_in_parts_without_losing_a_word(self, open_client, page, desk, sam, ann):
        case_id = desk.case(ann, owner=sam, days=20)
        for number in range(50):
            desk.note(case_id, f"Note number {number} of fifty.", sam, 19 - number / 5)
        open_client()
        seen = page.get_by_text("of fifty").count()
        page.get_by_role("link", name="What happened before this").click()
        assert seen + page.get_by_text("of fifty").count() == 50
        page.get_by_role("link", name="Back to the newest").click()
        assert page.get_by_text("of fifty").count() == seen


class TestASummaryOnPaper:
    def test_says_what_an_officer_needs_on_a_visit(self, open_client, page, expect_accessible):
        open_client()
        page.get_by_role("link", name="Print a summary").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Summary of Ann Whitfield")
        expect(page.get_by_text("Joy Adeyemi").last).to_be_visible()
        expect_accessible(page, "client-summary")

    def test_leaves_out_what_can_only_be_pressed(self, open_client, page):
        open_client("summary/")
        page.emulate_media(media="print")
        expect(page.get_by_role("navigation", name="Upheld")).to_be_hidden()
        expect(page.get_by_text("Print this page with your browser.")).to_be_hidden()


class TestChangingWhatTheyNeed:
    def test_stands_on_every_page_about_them(self, open_client, page, expect_accessible):
        open_client("needs/")
        expect_accessible(page, "client-needs")
        page.get_by_label("How must we write?").select_option("braille")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("alert")).to_contain_text("What they need from us is saved.")
        expect(page.get_by_label("Client", exact=True)).to_contain_text("braille")


class TestTheTwoEditors:
    """The named scenario: a stale edit is refused, shows both versions, and loses nothing typed."""

    @pytest.fixture
    def collision(self, open_client, page, desk, sam, ann):
        open_client("needs/")
        page.get_by_label("How to reach them safely").fill("Ring her sister first.")
        held = get_client(viewer=desk.viewer(sam), client_id=ann, on=clock.today())
        theirs = Needs(format="braille", safe_contact="Write only.")
        change_needs(client_id=ann, needs=theirs, version=held.version, by=sam, at=clock.now())
        page.get_by_role("button", name="Save").click()

    def test_the_second_sees_both_versions(self, collision, page, expect_accessible):
        expect(page.get_by_role("alert")).to_contain_text("Someone else changed this client")
        row = page.get_by_role("row", name="How to reach them safely")
        expect(row.get_by_role("cell")).to_have_text(["Write only.", "Ring her sister first."])
        expect_accessible(page, "client-needs-collision")

    def test_nothing_typed_is_lost(self, collision, page):
        expect(page.get_by_label("How to reach them safely")).to_have_value("Ring her sister first.")

    def test_what_is_saved_after_comparing_stands(self, collision, page):
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_label("Client", exact=True)).to_contain_text("Ring her sister first.")


class TestOpeningACase:
    def test_begins_with_a_promise_and_visibly_without_an_owner(self, open_client, page, expect_accessible):
        open_client("open-case/")
        expect_accessible(page, "client-open-case")
        page.get_by_label("Pension Credit").check()
        page.get_by_role("button", name="Open the case").click()
        expect(page.get_by_role("alert")).to_contain_text("The case is open. It has no owner yet.")

    def test_says_what_is_open_already(self, open_client, page):
        open_client("open-case/")
        expect(page.get_by_label("State Pension (a case is open already)")).to_be_visible()

    def test_asks_for_the_benefit(self, open_client, page):
        open_client("open-case/")
        page.get_by_role("button", name="Open the case").click()
        expect(page.get_by_role("alert")).to_contain_text("Answer “Which benefit is it about?”")
