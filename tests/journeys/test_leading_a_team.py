"""A leader's work: seeing who carries what, finding owners, and people's time at work."""

import re

import pytest
from playwright.sync_api import expect

from tests.builders.busy_office import a_busy_office, email_of

LENA = email_of("Lena Moss")


@pytest.fixture(autouse=True)
def office():
    return a_busy_office()


@pytest.fixture
def team(page, sign_in):
    """Lena has opened her team."""
    sign_in(page, LENA)
    page.get_by_role("link", name="Team", exact=True).click()
    return page


class TestTheTeamPage:
    def test_shows_what_needs_a_leader(self, team, expect_accessible):
        expect(team.get_by_role("heading", level=1)).to_have_text("Amber team")
        reasons = team.get_by_role("list", name="Cases without an owner, by reason")
        expect(reasons).to_contain_text("New and not given to anyone yet")
        expect(reasons).to_contain_text("Given back by its owner")
        expect_accessible(team, "team")

    def test_shows_officers_by_name_with_what_was_taken_off_their_limit(self, team):
        officers = team.get_by_role("list", name="Officers of this team").get_by_role("listitem")
        names = [one.get_by_role("link").inner_text() for one in officers.all()]
        assert names == sorted(names)
        ben = officers.filter(has_text="Ben Achterberg")
        expect(ben).to_contain_text("of 97 points")
        expect(ben).to_contain_text("23 points off the limit: 30 of 37 hours a week")
        expect(officers.filter(has_text="Carys")).to_contain_text("Away since")

    def test_shows_on_my_day_what_is_asked_of_a_leader(self, page, sign_in, expect_accessible):
        sign_in(page, LENA)
        expect(page.get_by_role("list", name="Asked of you as a leader")).to_contain_text("Noor Siddiqui")
        expect_accessible(page, "my-day-leader")


class TestFindingAnOwner:
    def test_asks_someone_who_then_decides(self, team, expect_accessible):
        team.get_by_role("link", name="Given back by its owner").click()
        expect_accessible(team, "unowned")
        team.get_by_role("link", name=re.compile("Find an owner.*Noor")).click()
        expect(team.get_by_text("Until they accept, the case stays where it is.")).to_be_visible()
        team.get_by_label("Dev Patel").check()
        team.get_by_label("Your note to them").fill("Ben knows the family. Noor was told.")
        team.get_by_role("button", name="Ask them to take it").click()
        expect(team.get_by_text("Lena Moss asked Dev Patel to take this case.")).to_be_visible()
        expect(team.get_by_text("Nobody owns this case")).to_be_visible()
        expect_accessible(team, "case-unowned-offered")


class TestPeoplesTimeAtWork:
    def test_an_absence_is_recorded(self, team, expect_accessible):
        team.get_by_role("link", name="Ann Okafor").click()
        expect_accessible(team, "officer")
        team.get_by_role("link", name="Record an absence").click()
        expect_accessible(team, "absence")
        for part, typed in (("Day", "1"), ("Month", "12"), ("Year", "2025")):
            team.get_by_role("group", name="First day away").get_by_label(part).fill(typed)
        team.get_by_label("Sickness").check()
        team.get_by_role("button", name="Record the absence").click()
        officers = team.get_by_role("list", name="Officers of this team")
        expect(officers).to_contain_text("Away since 1 December 2025, return not known")

    def test_a_leaving_date_says_what_will_happen(self, team, expect_accessible):
        team.get_by_role("link", name="Ann Okafor").click()
        team.get_by_role("link", name="Record a leaving date").click()
        expect(team.get_by_text("On that day every case that is left becomes unowned")).to_be_visible()
        team.get_by_role("button", name="Record the leaving date").click()
        expect(team.get_by_role("alert")).to_contain_text("Say why they leave")
        expect_accessible(team, "leaving-wrong")


class TestWithoutJavaScript:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return {**browser_context_args, "java_script_enabled": False}

    def test_an_owner_is_found_the_same_way(self, team):
        team.get_by_role("link", name="New and not given to anyone yet").click()
        team.get_by_role("link", name=re.compile("Find an owner.*Owen")).click()
        team.get_by_label("Ann Okafor").check()
        team.get_by_label("Your note to them").fill("New today. Nobody rang yet.")
        team.get_by_role("button", name="Ask them to take it").click()
        expect(team.get_by_role("alert")).to_contain_text("They are asked.")
