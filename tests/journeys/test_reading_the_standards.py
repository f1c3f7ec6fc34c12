"""Seeing how much was done in time, and looking around for the first time."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.builders.front_desk import PENSION, PIP, ago, front_desk
from upheld.domains.access.queries import Role
from upheld.domains.casework import commands as casework
from upheld.domains.casework.queries import Stage


@pytest.fixture
def desk():
    return front_desk()


@pytest.fixture
def sam(desk):
    return desk.officer("Sam Boateng")


@pytest.fixture
def decided(desk, sam):
    """Four State Pension claims that fell due within the year: three decided in time and one still open."""
    for months in (3, 4, 5):
        case_id = desk.case(desk.person("Okafor", f"Lee {months}"), PENSION, sam, days=30 * months)
        at = ago(days=30 * months) + timedelta(days=3)
        for stage in (Stage.DECISION, Stage.AWARD):
            casework.move_case(case_id=case_id, to_stage=stage, by=sam, at=at)
    desk.case(desk.person("Okafor", "Late"), PENSION, sam, days=60)


@pytest.fixture
def open_page(page, live_server, sign_in, desk, sam):
    sign_in(page, desk.emails[sam])
    return lambda address: page.goto(f"{live_server.url}{address}")


class TestTheStandards:
    def test_say_the_finding_and_keep_the_numbers_behind_it(
        self, decided, open_page, page, expect_accessible
    ):
        open_page("/standards/")
        pension = page.get_by_role("region", name="State Pension", exact=True)
        expect(pension.locator("svg")).to_contain_text("of State Pension was done in time")
        pension.get_by_text("The numbers as a table").click()
        expect(pension.get_by_role("columnheader", name="Done in time")).to_be_visible()
        expect_accessible(page, "standards")

    def test_show_in_red_only_what_a_person_must_act_on(self, decided, open_page, page):
        open_page("/standards/")
        expect(page.locator(".upheld-due--act")).to_have_text(["1 case is past the day and still open"])

    def test_say_what_was_counted_and_whose_standard_it_is(self, decided, open_page, page):
        open_page("/standards/")
        expect(page.get_by_role("region", name="How this is counted")).to_contain_text("version 1")
        expect(page.get_by_role("region", name="State Pension", exact=True)).to_contain_text(
            "Planned timescale"
        )

    def test_are_narrowed_to_a_benefit_in_the_address(self, decided, open_page, page):
        open_page("/standards/")
        page.get_by_role("navigation", name="Benefit").get_by_text("Personal Independence Payment").click()
        assert page.url.endswith(f"?benefit={PIP}")
        expect(page.get_by_role("heading", level=2, name="State Pension")).to_have_count(0)

    def test_say_so_when_nothing_was_due(self, open_page, page, expect_accessible):
        open_page("/standards/")
        expect(
            page.get_by_text("Nothing fell due in these months in the offices that you see.")
        ).to_be_visible()
        expect_accessible(page, "standards-nothing")


class TestAFirstVisitToTheDemonstration:
    def test_leads_to_examples_that_are_alive(self, settings, desk, sam, open_page, page, expect_accessible):
        settings.DEMO = True
        desk.ann(sam)
        open_page("/")
        page.get_by_text("Sam Boateng", exact=True).first.click()
        page.get_by_role("link", name="What to look at").click()
        expect_accessible(page, "tour")
        page.get_by_role("link", name="Answer this client").click()
        expect(page).to_have_title("Ann Whitfield - Upheld")

    def test_begins_with_the_team_for_those_who_lead(self, settings, desk, page, live_server, sign_in):
        settings.DEMO = True
        sign_in(page, desk.emails[desk.officer("Mel Leader", Role.TEAM_LEADER)])
        page.goto(f"{live_server.url}/tour/")
        expect(page.get_by_role("heading", level=2).first).to_have_text("Your team")

    def test_leads_to_my_day_elsewhere(self, settings, open_page, page):
        settings.DEMO = False
        open_page("/tour/")
        expect(page.get_by_role("heading", level=1)).to_have_text("My day")
