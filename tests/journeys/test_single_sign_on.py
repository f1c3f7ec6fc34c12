"""The agency's own sign-in, before a certified OpenID provider that runs for the test."""

import json
import os
import re
import shutil
import subprocess

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user_model
from playwright.sync_api import Page, expect

from tests.conftest import ROOT, lacking
from upheld.config.sign_in import single_sign_on
from upheld.domains.access.commands import close_account, open_account
from upheld.kernel import clock
from upheld.kernel.identifiers import SYSTEM

ANN = "ann.okafor@agency.example"
PEOPLE = {
    "ann": {"name": "Ann Okafor", "email": "Ann.Okafor@agency.example", "email_verified": True},
    "ann-not-checked": {"email": ANN, "email_verified": False},
    "ann-badly-said": {"email": ANN, "email_verified": "false"},
    "her-successor": {"email": ANN, "email_verified": True},
    "stranger": {"email": "stranger@elsewhere.example", "email_verified": True},
}
NAMED = "Northgate sign-in"


@pytest.fixture(autouse=True)
def provider(live_server, settings):
    """The provider, known to the service by its settings."""
    node = shutil.which("node", path=f"{os.environ['PATH']}:{ROOT}/.tools/node/path")
    if not node or not (ROOT / "node_modules" / "oidc-provider").is_dir():
        lacking("The OpenID provider is not installed: run make setup")
    back = f"{live_server.url}/account/sign-in/agency/back/"
    script = ROOT / "tests" / "journeys" / "sign_in_provider.mjs"
    with subprocess.Popen(
        [node, str(script), back, json.dumps(PEOPLE)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as running:
        address = running.stdout.readline().strip()
        settings.SOCIALACCOUNT_PROVIDERS = single_sign_on(address, "upheld", "only for this test", NAMED)
        yield address
        running.kill()


@pytest.fixture
def sign_in_there():
    """Sign in on the pages of the provider."""

    def as_they_would(page: Page, name: str) -> None:
        page.get_by_placeholder("Enter any login").fill(name)
        page.get_by_placeholder("and password").fill("anything")
        page.get_by_role("button", name="Sign-in").click()

    return as_they_would


@pytest.fixture
def come_in(live_server, sign_in_there):
    """Go to a page, choose the agency's sign-in, sign in there and agree: come_in(page, "ann")."""

    def as_they_would(page: Page, name: str, to: str = "/") -> None:
        page.goto(f"{live_server.url}{to}")
        page.get_by_role("button", name=f"Sign in with {NAMED}").click()
        sign_in_there(page, name)
        page.get_by_role("button", name="Continue").click()

    return as_they_would


class TestAnOfficerWhoHasAnAccount:
    @pytest.fixture(autouse=True)
    def _ann(self, someone):
        someone("Ann Okafor", ANN)

    def test_comes_in_and_is_linked(self, page, come_in):
        come_in(page, "ann")
        expect(page.get_by_role("heading", level=1)).to_have_text("My day")
        linked = SocialAccount.objects.get()
        assert (linked.uid, linked.user.email, linked.extra_data) == ("ann", ANN, {})

    def test_comes_to_the_page_that_they_asked_for(self, page, come_in):
        come_in(page, "ann", to="/account/security/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Your sign-in and security")
        expect(page.get_by_text("Linked on")).to_be_visible()

    def test_keeps_their_password(self, page, come_in, sign_in):
        come_in(page, "ann")
        page.context.clear_cookies()
        sign_in(page, ANN)
        expect(page.get_by_role("heading", level=1)).to_have_text("My day")

    def test_may_turn_round(self, page, live_server, expect_accessible):
        page.goto(live_server.url)
        expect_accessible(page, "sign-in-agency")
        page.get_by_role("button", name=f"Sign in with {NAMED}").click()
        page.get_by_role("link", name="Cancel").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("You did not sign in")
        expect_accessible(page, "agency-cancelled")

    @pytest.mark.parametrize("name", ["ann-not-checked", "ann-badly-said"])
    def test_stays_outside_when_the_provider_has_not_checked_their_address(self, page, come_in, name):
        come_in(page, name)
        expect(page.get_by_role("heading", level=1)).to_have_text("No account here yet")
        assert not SocialAccount.objects.exists()

    def test_keeps_their_account_when_their_address_passes_to_somebody_else(self, page, come_in):
        come_in(page, "ann")
        expect(page.get_by_role("heading", level=1)).to_have_text("My day")
        page.context.clear_cookies()
        come_in(page, "her-successor")
        expect(page.get_by_role("heading", level=1)).to_have_text("No account here yet")
        assert SocialAccount.objects.get().uid == "ann"


class TestSomebodyWithoutAnAccount:
    def test_is_told_so_and_gets_none(self, page, come_in, expect_accessible):
        come_in(page, "stranger")
        expect(page.get_by_role("heading", level=1)).to_have_text("No account here yet")
        expect_accessible(page, "agency-no-account")
        assert not get_user_model().objects.exists()


class TestAClosedAccount:
    def test_stays_closed(self, page, come_in, someone):
        close_account(account_id=someone("Ann Okafor", ANN), by=SYSTEM, at=clock.now())
        come_in(page, "ann")
        expect(page.get_by_role("heading", level=1)).to_have_text("Your account is closed")


class TestSomebodyWithNothingButTheAgencysSignIn:
    def test_proves_there_that_it_is_them(self, page, come_in, sign_in_there, expect_accessible):
        open_account(name="Ann Okafor", email=ANN, by=SYSTEM, at=clock.now())
        come_in(page, "ann", to="/account/security/")
        page.get_by_role("link", name="Set a password").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Prove that it is you")
        expect_accessible(page, "agency-again")
        page.get_by_role("button", name=f"Sign in again with {NAMED}").click()
        sign_in_there(page, "ann")
        expect(page.get_by_role("heading", level=1)).to_have_text("Set a password")

    def test_cannot_leave_the_proof_out(self, page, come_in):
        open_account(name="Ann Okafor", email=ANN, by=SYSTEM, at=clock.now())
        come_in(page, "ann", to="/account/security/")
        page.get_by_role("link", name="Set a password").click()
        asked = re.compile("&(prompt|max_age)=[^&]*")
        page.route("**/auth?*", lambda route: route.continue_(url=asked.sub("", route.request.url)))
        with page.expect_request("**/agency/back/*"):
            page.get_by_role("button", name=f"Sign in again with {NAMED}").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Prove that it is you")


class TestAProviderThatIsAway:
    def test_is_said_in_words(self, page, live_server, settings, expect_accessible):
        away = single_sign_on("http://127.0.0.1:9", "upheld", "only for this test", NAMED)
        settings.SOCIALACCOUNT_PROVIDERS = away
        page.goto(live_server.url)
        page.get_by_role("button", name=f"Sign in with {NAMED}").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("That sign-in did not work")
        expect_accessible(page, "agency-away")


class TestWithoutJavaScript:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return {**browser_context_args, "java_script_enabled": False}

    def test_it_works_the_same(self, page, come_in, someone):
        someone("Ann Okafor", ANN)
        come_in(page, "ann")
        expect(page.get_by_role("heading", level=1)).to_have_text("My day")
