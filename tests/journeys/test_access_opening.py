"""Opening a record of another office for a day, with a reason that others read and review."""

import pytest
from playwright.sync_api import expect

from tests.builders.front_desk import NUMBER, front_desk
from tests.builders.roles import email_of
from upheld.domains.access.queries import Role

WHY = "She stands at our desk and needs her payment today."


@pytest.fixture(autouse=True)
def elsewhere():
    """The office that serves Ann, whose case Sam looks after."""
    desk = front_desk()
    desk.ann(desk.officer("Sam Boateng"))
    return desk


@pytest.fixture(autouse=True)
def here():
    """The office where Ann stands today."""
    desk = front_desk()
    desk.officer("Tess Hall")
    desk.officer("Lena Moss", Role.TEAM_LEADER)
    return desk


@pytest.fixture
def asking(page, sign_in):
    """Tess asks to open a record."""
    sign_in(page, email_of("Tess Hall"))
    page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_role("link", name="Ask to open a record").click()
    return page


def ask(page, number=NUMBER, reason=WHY):
    page.get_by_label("National Insurance number").fill(number)
    page.get_by_label("The customer is here or on the phone now").check()
    page.get_by_label("Why do you need to open it today?").fill(reason)
    page.get_by_role("button", name="Open this record").click()


class TestSomeoneOfAnotherOffice:
    def test_opens_a_record_for_today(self, asking, expect_accessible):
        expect_accessible(asking, "ask-to-open")
        ask(asking)
        expect(asking.get_by_role("region", name="About this record")).to_contain_text(
            "You opened this record for today."
        )
        assert NUMBER not in asking.url
        expect_accessible(asking, "client-opened")

    def test_learns_nothing_when_there_is_nothing_to_open(self, asking, expect_accessible):
        ask(asking, number="AB987654D")
        expect(asking.locator("#id_number-error")).to_contain_text(
            "no record with this number that you may open"
        )
        expect_accessible(asking, "ask-to-open-nothing")

    def test_is_led_there_from_a_page_that_was_not_found(self, page, sign_in, live_server, elsewhere):
        sign_in(page, email_of("Tess Hall"))
        page.goto(f"{live_server.url}/clients/{elsewhere.person()}/")
        page.get_by_role("link", name="ask to open it").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Ask to open a record")


class TestTheOwnerOfTheRecord:
    def test_sees_it_at_once(self, asking, page, sign_in, context, expect_accessible):
        ask(asking)
        context.clear_cookies()
        sign_in(page, email_of("Sam Boateng"))
        opened = page.get_by_role("list", name="Someone opened a record")
        expect(opened).to_contain_text("Tess Hall opened the record of Ann Whitfield")
        expect_accessible(page, "my-day-opened")


class TestTheirLeader:
    def test_reviews_it_in_words(self, asking, page, sign_in, context, expect_accessible):
        ask(asking)
        context.clear_cookies()
        sign_in(page, email_of("Lena Moss"))
        page.get_by_role("link", name="Team", exact=True).click()
        page.get_by_role("link", name="Review it").click()
        rows = page.get_by_role("list", name="Opened records")
        expect(rows).to_contain_text(WHY)
        expect(rows).not_to_contain_text("Whitfield")
        expect_accessible(page, "opened")
        page.get_by_role("link", name="Review it").click()
        expect_accessible(page, "opened-review")
        page.get_by_label("Yes, it was justified").check()
        page.get_by_label("Why do you think so?").fill("I saw her at the desk with Ann.")
        page.get_by_role("button", name="Keep this review").click()
        expect(rows).to_contain_text("Lena Moss found it justified")
