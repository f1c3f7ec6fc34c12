"""Guessing passwords is slowed down, and nobody can be locked out by somebody else's guesses."""

import pytest
from axes.models import AccessAttempt
from django.test import Client

from tests.builders.sign_in import PASSWORD, ROBIN, SAM, is_let_in, somebody, try_to_sign_in

pytestmark = pytest.mark.django_db

OFFICE, HOME = "192.0.2.1", "198.51.100.7"


@pytest.fixture(autouse=True)
def people():
    """Robin and Sam, who work in the same office."""
    somebody(ROBIN)
    somebody(SAM)


def guess(times: int, *, at: str = OFFICE, email: str = ROBIN, **headers: str) -> list[int]:
    """Wrong guesses of a password: the status of each answer."""
    form = {"login": email, "password": "not the password"}
    return [
        Client().post("/account/sign-in/", form, REMOTE_ADDR=at, **headers).status_code for _ in range(times)
    ]


class TestTwentyWrongGuessesFromAnOffice:
    @pytest.fixture(autouse=True)
    def guesses(self):
        return guess(20)

    def test_are_answered_only_at_first(self, guesses):
        assert guesses == [200] * 9 + [429] * 11

    def test_stop_the_right_password_there_for_a_while(self):
        answer = try_to_sign_in(at=OFFICE)
        assert answer.status_code == 429
        assert b"Wait 15 minutes" in answer.content

    def test_do_not_stop_a_colleague_at_the_same_address(self):
        assert is_let_in(try_to_sign_in(SAM, at=OFFICE))

    def test_do_not_stop_the_person_at_another_address(self):
        assert is_let_in(try_to_sign_in(at=HOME))

    def test_leave_no_address_of_anybody_behind(self):
        kept = AccessAttempt.objects.get()
        assert ROBIN not in f"{kept.username} {kept.get_data} {kept.post_data}"
        assert "not the password" not in kept.post_data


class TestABrowserInWhichSomebodySignedInBefore:
    @pytest.fixture
    def own_browser(self):
        """Robin's, signed in once and out again."""
        browser = Client()
        assert is_let_in(try_to_sign_in(client=browser))
        browser.post("/account/sign-out/")
        return browser

    def test_lets_them_in_whatever_others_guess_in_the_same_office(self, own_browser):
        guess(20)
        assert is_let_in(try_to_sign_in(client=own_browser))

    def test_lets_them_in_whatever_the_world_guesses(self, own_browser):
        for number in range(1, 15):
            guess(9, at=f"203.0.113.{number}")
        assert not is_let_in(try_to_sign_in(at=HOME))
        assert is_let_in(try_to_sign_in(client=own_browser))

    def test_is_not_known_for_anybody_else(self, own_browser):
        guess(20, email=SAM)
        assert not is_let_in(try_to_sign_in(SAM, client=own_browser))

    def test_may_not_guess_for_ever(self, own_browser):
        for _ in range(10):
            try_to_sign_in(password="not the password", client=own_browser)
        assert not is_let_in(try_to_sign_in(client=own_browser))

    def test_cannot_be_forged(self, own_browser):
        forged = Client()
        forged.cookies["upheld_known"] = own_browser.cookies["upheld_known"].value[:-1] + "x"
        guess(20)
        assert not is_let_in(try_to_sign_in(client=forged))


class TestARightPassword:
    def test_forgets_the_wrong_ones_before_it(self):
        guess(8)
        assert is_let_in(try_to_sign_in())
        assert guess(8) == [200] * 8


class TestAnOfficeOfSixtyAtNine:
    def test_all_come_in_from_one_address_within_a_minute(self):
        emails = [f"officer{number}@agency.example" for number in range(60)]
        for email in emails:
            somebody(email)
        assert all(is_let_in(try_to_sign_in(email)) for email in emails)


class TestAnAddressThatTheClientClaims:
    def test_is_not_believed(self):
        for number in range(20):
            guess(1, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
        assert not is_let_in(try_to_sign_in())

    def test_is_believed_of_the_agencys_own_proxy_and_nothing_before_it(self, settings):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
        for number in range(20):
            guess(1, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}, 198.51.100.99")
        form = {"login": ROBIN, "password": PASSWORD}
        behind = {"HTTP_X_FORWARDED_FOR": HOME}
        assert is_let_in(Client().post("/account/sign-in/", form, REMOTE_ADDR=OFFICE, **behind))
        assert AccessAttempt.objects.get().ip_address == "198.51.100.99"
