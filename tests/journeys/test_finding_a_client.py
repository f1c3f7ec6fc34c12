"""Finding whoever is on the telephone."""

import pytest
from playwright.sync_api import expect

from tests.builders.front_desk import NUMBER, front_desk


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
def search(page, live_server, sign_in, desk, sam, ann):
    """Sign in as Sam, and type something into the box."""
    sign_in(page, desk.emails[sam])
    page.get_by_role("navigation", name="Upheld").get_by_role("link", name="Search").click()

    def type_in(text: str) -> None:
        page.get_by_label("Name, date of birth").fill(text)
        page.keyboard.press("Enter")

    return type_in


class TestSomeoneWhoIsThere:
    @pytest.mark.parametrize(
        "said", ["ann whitfield", "WHITFIELD, Ánn", "ann whitfeeld", "Whitfield 14/3/1961"]
    )
    def test_is_found_by_what_they_say_of_themselves(self, search, page, said):
        search(said)
        expect(page.get_by_role("heading", name="Found 1 person")).to_be_visible()
        page.get_by_role("main").get_by_role("link", name="Ann Whitfield").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("What is happening")

    def test_is_opened_at_once_by_their_number(self, search, page, ann):
        search(NUMBER)
        expect(page).to_have_title("Ann Whitfield - Upheld")


class TestTwoOfTheSameName:
    @pytest.fixture
    def both(self, search, desk, page):
        desk.person("Whitfield", "Ann")
        search("ann whitfield")
        expect(page.get_by_role("heading", name="Found 2 people")).to_be_visible()

    def test_are_told_apart(self, both, page, expect_accessible):
        found = page.get_by_role("main").get_by_role("listitem")
        expect(found).to_have_count(2)
        expect(found.filter(has_text="Born 14 March 1961")).to_contain_text("lives in NG1")
        expect(found.filter(has_text="Date of birth not held")).to_contain_text("No open case here")
        expect_accessible(page, "search-results")

    def test_stay_when_the_page_is_loaded_again_or_come_back_to(self, both, page):
        page.reload()
        expect(page.get_by_role("heading", name="Found 2 people")).to_be_visible()
        page.get_by_role("main").get_by_role("link", name="Ann Whitfield").first.click()
        page.go_back()
        expect(page.get_by_label("Name, date of birth")).to_have_value("ann whitfield")

    def test_are_not_named_in_any_address(self, both, page):
        assert "ann" not in page.url
        assert "whitfield" not in page.url


class TestManyOfTheSameName:
    def test_are_shown_in_pages(self, search, desk, page):
        for number in range(24):
            desk.person("Whitfield", f"Ann {chr(97 + number)}")
        search("ann whitfield")
        page.get_by_role("link", name="Next page").click()
        expect(page.get_by_role("main").get_by_role("listitem")).to_have_count(5)


class TestSomeoneWhoIsNot:
    def test_leads_to_what_can_be_tried(self, search, page, expect_accessible):
        search("Nobody Atall")
        expect(page.get_by_role("heading", name="Nobody found")).to_be_visible()
        expect(page.get_by_text("Try fewer words")).to_be_visible()
        expect_accessible(page, "search-nobody")


class TestAnEmptyBox:
    def test_says_what_to_type(self, search, page, expect_accessible):
        search("")
        expect(page.get_by_role("alert")).to_contain_text("Enter a name, a date of birth")
        expect_accessible(page, "search-empty")


class TestWithoutJavaScript:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return {**browser_context_args, "java_script_enabled": False}

    def test_searching_works_the_same(self, search, page):
        search("ann whitfield")
        expect(page.get_by_role("heading", name="Found 1 person")).to_be_visible()
