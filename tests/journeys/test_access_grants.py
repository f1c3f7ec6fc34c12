"""Giving and ending roles: the administrator's work, what an auditor reads of it, what everyone sees of
their own.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.builders.front_desk import front_desk
from tests.builders.roles import email_of, someone_as
from upheld.domains.access.queries import Role

ADA = email_of("Ada Kerr")
WHY = "She moves to the pensions team on Monday."


@pytest.fixture(autouse=True)
def desk():
    made = front_desk()
    made.officer("Sam Boateng")
    someone_as(Role.ADMINISTRATOR, "Ada Kerr")
    return made


@pytest.fixture
def sam(page, sign_in):
    """Ada has found Sam."""
    sign_in(page, ADA)
    page.get_by_label("Name of a colleague").fill("boat")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Sam Boateng").click()
    return page


class TestAnAdministrator:
    def test_begins_with_who_has_what(self, page, sign_in, expect_accessible):
        sign_in(page, ADA)
        expect(page.get_by_role("heading", level=1)).to_have_text("Who has what")
        expect(page.get_by_role("list", name="People")).to_contain_text("Sam Boateng")
        expect_accessible(page, "access-people")

    def test_finds_someone_without_writing_the_name_into_the_address(self, sam):
        assert "boat" not in sam.url.lower()

    def test_reads_what_someone_has_and_why(self, sam, expect_accessible):
        has = sam.get_by_role("list", name="What they have")
        expect(has).to_contain_text("Officer")
        expect(has).to_contain_text("Disability and pensions")
        expect(has).to_contain_text("Needed for this test of a page.")
        expect_accessible(sam, "access-person")

    def test_gives_a_role_in_a_place_for_a_time(self, sam, expect_accessible, desk):
        sam.get_by_role("link", name="Give a role").click()
        expect_accessible(sam, "access-give-role")
        sam.get_by_label("Support partner").check()
        sam.get_by_label("Where?").select_option(value=f"office:{desk.office_id}")
        sam.get_by_label("For which benefit?").select_option(label="State Pension")
        sam.get_by_label("Why do they need it?").fill(WHY)
        sam.get_by_role("button", name="Give this role").click()
        has = sam.get_by_role("list", name="What they have")
        expect(has).to_contain_text("Support partner")
        expect(has).to_contain_text("State Pension only")
        expect(has).to_contain_text("Given by Ada Kerr on")

    def test_is_told_at_its_field_what_cannot_be(self, sam, expect_accessible, desk):
        sam.get_by_role("link", name="Give a role").click()
        sam.get_by_label("Auditor").check()
        sam.get_by_label("Where?").select_option(value="everywhere")
        sam.get_by_label("Why do they need it?").fill("Please do.")
        sam.get_by_role("button", name="Give this role").click()
        expect(sam.locator("#id_reason-error")).to_contain_text("at least five different words")
        sam.get_by_label("Why do they need it?").fill(WHY)
        sam.get_by_role("button", name="Give this role").click()
        expect(sam.locator("#id_role-error")).to_contain_text("nobody may hold together")
        expect_accessible(sam, "access-give-role-wrong")

    def test_gives_a_clearance_and_ends_it(self, sam, expect_accessible):
        sam.get_by_role("link", name="Give a clearance").click()
        expect_accessible(sam, "access-give-clearance")
        sam.get_by_label("Danger from someone").check()
        sam.get_by_label("Why do they need it?").fill(WHY)
        sam.get_by_role("button", name="Give this clearance").click()
        sam.get_by_role("link", name=re.compile("End.*Cleared for")).click()
        expect_accessible(sam, "access-end-clearance")
        sam.get_by_label("Now, at once").check()
        sam.get_by_label("Why does it end?").fill("She no longer works with these records.")
        sam.get_by_role("button", name="End this clearance").click()
        sam.get_by_text("What they had before").click()
        expect(sam.get_by_role("list", name="What they had before")).to_contain_text("Ended by Ada Kerr")

    def test_gives_nothing_to_themselves(self, page, sign_in):
        sign_in(page, ADA)
        page.get_by_role("list", name="People").get_by_role("link", name="Ada Kerr").click()
        expect(page.get_by_text("Nobody gives a role or a clearance to themselves")).to_be_visible()
        expect(page.get_by_role("link", name="Give a role")).to_have_count(0)

    def test_sees_what_ends_soon_or_never(self, page, sign_in, expect_accessible):
        sign_in(page, ADA)
        page.get_by_role("link", name="Ends soon, or never").click()
        expect(page.get_by_role("list", name="Without an end")).to_contain_text("Sam Boateng")
        expect(page.get_by_text("Nothing ends within 30 days")).to_be_visible()
        expect_accessible(page, "access-ending")

    def test_says_in_which_region_an_office_lies(self, page, sign_in, expect_accessible):
        sign_in(page, ADA)
        page.get_by_role("link", name="Offices and regions").click()
        page.get_by_role("link", name="Northgate").first.click()
        page.get_by_label("Region").fill("North East")
        page.get_by_role("button", name="Save the region").click()
        expect(page.get_by_role("list", name="Offices")).to_contain_text("North East")
        expect_accessible(page, "access-offices")


class TestAnAuditor:
    def test_reads_who_has_what_and_changes_nothing(self, page, sign_in, expect_accessible):
        sign_in(page, someone_as(Role.AUDITOR, "Ines Vale"))
        page.get_by_role("link", name="Who has what").click()
        page.get_by_role("link", name="Sam Boateng").click()
        expect(page.get_by_role("list", name="What they have")).to_contain_text("Officer")
        expect(page.get_by_role("link", name="Give a role")).to_have_count(0)
        expect(page.get_by_role("link", name="What they looked at")).to_be_visible()
        expect_accessible(page, "access-person-auditor")


class TestAnOfficer:
    def test_reads_what_they_may_see_in_plain_words(self, page, sign_in, expect_accessible):
        sign_in(page, email_of("Sam Boateng"))
        page.get_by_text("Sam Boateng", exact=True).click()
        page.get_by_role("link", name="What I may see").click()
        expect(page.get_by_role("list", name="What I have")).to_contain_text("Talks to customers")
        expect_accessible(page, "own-access")
