"""“Your sign-in and security”: nothing is changed there by somebody who only found a desk unattended."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time
from django.contrib.auth import get_user_model
from django.test import Client

from tests.builders.sign_in import PASSWORD, is_let_in, somebody, try_to_sign_in, with_an_app
from tests.conftest import ROOT
from upheld.kernel import clock

pytestmark = pytest.mark.django_db

NEW = "seven copper kettles"
LATER = timedelta(minutes=6)
CHANGES = [
    "/account/security/app/",
    "/account/security/passkeys/add/",
    "/account/security/recovery-codes/",
    "/account/password/set/",
]


@pytest.fixture
def robin():
    """Robin's account."""
    return somebody()


@pytest.fixture
def desk(robin):
    """A browser in which Robin has just signed in."""
    made = Client()
    try_to_sign_in(client=made)
    return made


class TestSomebodyWhoSignedInAWhileAgo:
    @pytest.mark.parametrize("address", CHANGES)
    def test_proves_first_that_it_is_them(self, desk, address):
        with clock.freeze(clock.now() + LATER):
            answer = desk.get(address)
        assert answer["Location"].startswith("/account/prove/password/?next=")

    def test_comes_back_to_where_they_were_going(self, desk):
        with clock.freeze(clock.now() + LATER):
            prove = desk.get(CHANGES[0])["Location"]
            answer = desk.post(prove, {"password": PASSWORD, "next": CHANGES[0]})
        assert answer["Location"] == CHANGES[0]

    def test_is_slowed_down_when_they_guess(self, desk):
        for _ in range(10):
            desk.post("/account/prove/password/", {"password": "not the password"})
        answer = desk.post("/account/prove/password/", {"password": PASSWORD})
        assert answer.status_code == 429
        assert "Too many tries" in answer.content.decode()


class TestSomebodyWhoHasJustSignedIn:
    def test_is_not_asked_again(self, desk):
        assert desk.get(CHANGES[0]).status_code == 200


class TestSomebodyWithoutAPassword:
    @pytest.fixture
    def without(self, robin):
        get_user_model().objects.filter(pk=robin).update(password="!")
        made = Client()
        made.force_login(get_user_model().objects.get(pk=robin))
        return made

    def test_is_led_to_set_one(self, without):
        assert without.get("/account/password/change/")["Location"] == "/account/password/set/"

    def test_proves_first_that_it_is_them(self, without):
        answer = without.get("/account/password/set/")
        assert answer["Location"].startswith("/account/prove/agency/?next=")
        assert without.get(answer["Location"]).status_code == 200

    def test_sees_that_they_have_none(self, without):
        assert "You have none" in without.get("/account/security/").content.decode()


class TestANewPassword:
    def test_ends_every_other_session(self, desk):
        other = Client()
        try_to_sign_in(client=other)
        form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
        desk.post("/account/password/change/", form)
        assert desk.get("/account/security/").status_code == 200
        assert other.get("/account/security/").status_code == 302
        assert is_let_in(try_to_sign_in(password=NEW))

    @pytest.mark.parametrize("weak", ["short", "1q2w3e4r5t6y"])
    def test_is_held_to_the_rules(self, desk, weak):
        form = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
        assert desk.post("/account/password/change/", form).context["form"].errors
        assert is_let_in(try_to_sign_in())


class TestAnAuthenticatorApp:
    def test_is_kept_encrypted(self, robin):
        key = with_an_app(robin)
        assert key not in str(Authenticator.objects.get().data)

    def test_is_asked_for_after_the_password(self, robin):
        with_an_app(robin)
        answer = try_to_sign_in()
        assert answer["Location"] == "/account/sign-in/second-step/"

    def test_gives_codes_that_cannot_be_guessed_for_long(self, robin):
        with_an_app(robin)
        desk = Client()
        try_to_sign_in(client=desk)
        said = [
            desk.post("/account/sign-in/second-step/", {"code": "000000"}).content.decode() for _ in range(6)
        ]
        assert "That did not work" in said[0]
        assert "too many tries" in said[-1]


class TestRecoveryCodes:
    @pytest.fixture
    def codes(self, robin, desk):
        with_an_app(robin)
        return desk.post("/account/security/recovery-codes/", {"do": "new"}).context["codes"]

    def test_are_ten_and_shown_once(self, desk, codes):
        assert len(codes) == 10
        again = desk.post("/account/security/recovery-codes/", {"do": "show"}).content.decode()
        assert "cannot be shown again" in again
        assert codes[0] not in again

    def test_let_somebody_in_once_each(self, codes):
        for expected in ("/", None):
            other = Client()
            try_to_sign_in(client=other)
            answer = other.post("/account/sign-in/second-step/", {"code": codes[0]})
            assert answer.headers.get("Location") == expected

    def test_need_a_second_step_to_stand_in_for(self, desk):
        answer = desk.get("/account/security/recovery-codes/")
        assert answer["Location"] == "/account/security/second-step/"


class TestARoleThatNeedsASecondStep:
    @pytest.fixture(autouse=True)
    def pack(self, tmp_path, monkeypatch):
        """The pack of an agency whose officers need one."""
        pack = shutil.copytree(ROOT / "packs" / "dwp", tmp_path / "strict")
        roles = Path(pack) / "roles.yaml"
        text = roles.read_text(encoding="utf-8")
        strict = text.replace("name: Officer\n", "name: Officer\n      second_factor: true\n")
        roles.write_text(strict, encoding="utf-8")
        monkeypatch.setenv("UPHELD_PACK", str(pack))

    def test_leads_there_before_anything_else(self, desk):
        for address in ("/", "/search/"):
            assert desk.get(address)["Location"] == "/account/security/second-step/"
        assert "Your role opens records" in desk.get("/account/security/second-step/").content.decode()

    def test_lets_them_go_on_once_it_is_set_up(self, robin, desk):
        with_an_app(robin)
        assert desk.get("/search/").status_code == 200

    def test_keeps_their_only_one(self, robin, desk):
        with_an_app(robin)
        answer = desk.post("/account/security/app/remove/")
        assert "Your role needs a second step" in answer.content.decode()
        assert Authenticator.objects.filter(type="totp").exists()

    def test_lets_them_sign_out(self, desk):
        desk.post("/account/sign-out/")
        assert desk.get("/account/security/").status_code == 302


class TestTheDemonstrationsPack:
    def test_asks_nobody_for_a_second_step(self, desk):
        assert desk.get("/search/").status_code == 200


class TestTheClockOfAPhone:
    def test_may_be_half_a_minute_wrong(self):
        assert len(list(yield_hotp_counters_from_time())) == 3
