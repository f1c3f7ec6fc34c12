"""Passkeys, an authenticator app and recovery codes, as people set them up and use them."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, expect

EMAIL = "ann.okafor@agency.example"
INSIDE = "My day"


@pytest.fixture(autouse=True)
def _ann(someone):
    someone("Ann Okafor", EMAIL)


@pytest.fixture
def finger(page):
    """A computer that unlocks passkeys with a finger, as Chromium pretends one."""
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    made = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made_id = wire.send("WebAuthn.addVirtualAuthenticator", {"options": made})["authenticatorId"]

    def unlock(is_right: bool) -> None:
        wire.send("WebAuthn.setUserVerified", {"authenticatorId": made_id, "isUserVerified": is_right})

    return unlock


def code_of(key: str) -> str:
    """The digits that an app with this key shows now."""
    now = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(key.replace(" ", ""), now))


def heading(page: Page):
    return page.get_by_role("heading", level=1)


def sign_out(page: Page) -> None:
    page.get_by_text("Ann Okafor", exact=True).click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(heading(page)).to_have_text("Sign in")


@pytest.fixture
def passkey(page, live_server, sign_in, finger):
    """Ann has added a passkey, and is signed in."""
    sign_in(page, EMAIL)
    expect(heading(page)).to_have_text(INSIDE)
    page.goto(f"{live_server.url}/account/security/passkeys/add/")
    page.get_by_label("Name of the passkey").fill("Work laptop")
    page.get_by_role("button", name="Add the passkey").click()
    expect(heading(page)).to_have_text("Recovery codes")
    return page


class TestAPasskey:
    def test_is_added_named_and_removed(self, page, live_server, sign_in, finger, expect_accessible):
        sign_in(page, EMAIL)
        page.get_by_text("Ann Okafor").click()
        page.get_by_role("link", name="Your sign-in and security").click()
        expect_accessible(page, "security-at-first")
        page.get_by_role("link", name="Add a second step").click()
        expect_accessible(page, "second-step")
        page.get_by_role("link", name="Add a passkey").click()
        expect_accessible(page, "passkey-add")
        page.get_by_label("Name of the passkey").fill("Work laptop")
        page.get_by_role("button", name="Add the passkey").click()
        expect(heading(page)).to_have_text("Recovery codes")
        page.goto(f"{live_server.url}/account/security/")
        expect(page.get_by_text("Passkey: Work laptop")).to_be_visible()
        expect_accessible(page, "security")
        page.get_by_role("link", name="Remove the passkey Work laptop").click()
        expect_accessible(page, "passkey-remove")
        page.get_by_role("button", name="Remove it").click()
        expect(page.get_by_text("The passkey is removed.")).to_be_visible()
        expect(page.get_by_text("Passkey: Work laptop")).to_have_count(0)

    def test_signs_in_alone_and_comes_to_the_page_asked_for(self, page, live_server, passkey):
        sign_out(page)
        page.goto(f"{live_server.url}/account/security/")
        page.get_by_role("button", name="Sign in with a passkey").click()
        expect(heading(page)).to_have_text("Your sign-in and security")
        expect(page.get_by_text("Last used on").first).to_be_visible()

    def test_is_the_second_step_after_a_password(self, page, passkey, sign_in, expect_accessible):
        sign_out(page)
        sign_in(page, EMAIL)
        expect(heading(page)).to_have_text("Second step")
        expect_accessible(page, "second-step-asked")
        page.get_by_role("button", name="Use a passkey").click()
        expect(heading(page)).to_have_text(INSIDE)

    def test_lets_nobody_else_in(self, page, passkey, finger, expect_accessible):
        sign_out(page)
        finger(False)
        page.get_by_role("button", name="Sign in with a passkey").click()
        expect(page.get_by_text("No passkey was used.")).to_be_visible()
        expect_accessible(page, "passkey-refused")

    def test_proves_that_it_is_still_you(self, page, passkey, live_server, settings, expect_accessible):
        settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
        page.goto(f"{live_server.url}/account/security/app/")
        expect_accessible(page, "prove-password")
        page.get_by_role("link", name="Use a passkey").click()
        expect_accessible(page, "prove-passkey")
        settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
        page.get_by_role("button", name="Use a passkey").click()
        expect(heading(page)).to_have_text("Set up an authenticator app")


class TestAnAuthenticatorApp:
    @pytest.fixture
    def app(self, page, live_server, sign_in):
        """Ann has set up an app and sees that she has codes to keep: the key of the app."""
        sign_in(page, EMAIL)
        expect(heading(page)).to_have_text(INSIDE)
        page.goto(f"{live_server.url}/account/security/app/")
        page.get_by_text("I cannot use the camera").click()
        key = page.locator(".upheld-key").inner_text()
        page.get_by_label("Code").fill(code_of(key))
        page.get_by_role("button", name="Set up the app").click()
        expect(heading(page)).to_have_text("Recovery codes")
        return key

    def test_shows_a_picture_for_the_camera(self, page, live_server, sign_in, expect_accessible):
        sign_in(page, EMAIL)
        expect(heading(page)).to_have_text(INSIDE)
        page.goto(f"{live_server.url}/account/security/app/")
        picture = page.get_by_role("img", name=re.compile("camera"))
        assert picture.locator("svg").bounding_box()["width"] > 150
        expect_accessible(page, "app-set-up")

    def test_lets_nobody_in_by_a_password_alone(self, page, app, sign_in, expect_accessible):
        sign_out(page)
        sign_in(page, EMAIL)
        page.get_by_label("Code").fill("000000")
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("That did not work.")
        expect_accessible(page, "second-step-wrong")

    def test_leaves_codes_that_stand_in_for_it(self, page, app, sign_in, expect_accessible):
        expect_accessible(page, "codes-unseen")
        page.get_by_role("button", name="Show my recovery codes").click()
        codes = page.locator(".upheld-codes > li").all_inner_texts()
        expect_accessible(page, "codes")
        with page.expect_download() as saved:
            page.get_by_role("link", name="Save them as a file").click()
        assert codes[-1] in saved.value.path().read_text(encoding="utf-8")
        page.get_by_role("link", name="I have kept them").click()
        sign_out(page)
        sign_in(page, EMAIL)
        page.get_by_label("Code").fill(codes[-1])
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(heading(page)).to_have_text(INSIDE)

    def test_is_removed(self, page, app, live_server, expect_accessible):
        page.goto(f"{live_server.url}/account/security/app/remove/")
        expect_accessible(page, "app-remove")
        page.get_by_role("button", name="Remove it").click()
        expect(page.get_by_text("Your authenticator app is removed.")).to_be_visible()


class TestWithoutJavaScript:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return {**browser_context_args, "java_script_enabled": False}

    def test_an_app_is_offered_in_place_of_a_passkey(self, page, live_server, sign_in):
        sign_in(page, EMAIL)
        expect(heading(page)).to_have_text(INSIDE)
        page.goto(f"{live_server.url}/account/security/passkeys/add/")
        expect(page.get_by_role("button", name="Add the passkey")).to_be_hidden()
        page.get_by_role("link", name="use an authenticator app").click()
        page.get_by_text("I cannot use the camera").click()
        page.get_by_label("Code").fill(code_of(page.locator(".upheld-key").inner_text()))
        page.get_by_role("button", name="Set up the app").click()
        page.get_by_role("button", name="Show my recovery codes").click()
        expect(page.locator(".upheld-codes > li")).to_have_count(10)
