"""The first run: nobody is there until an account is opened, and settings say what is wrong with them."""

import pytest
from django.contrib.auth import authenticate, get_user_model

from tests.builders.sign_in import ROBIN, is_let_in, somebody, try_to_sign_in
from upheld.config.sign_in import SettingNotUnderstood, range_service, single_sign_on
from upheld.web.demo_people import demo_people

URL = "https://login.agency.example"


@pytest.mark.django_db
class TestANewInstallation:
    def test_has_no_account_and_so_no_password(self):
        assert not get_user_model().objects.exists()

    def test_lists_nobody_whom_one_can_be(self, settings, tmp_path):
        settings.DEMO, settings.UPHELD_HOME = False, tmp_path
        (tmp_path / "demo-people.json").write_text('[{"name": "Ann"}]', encoding="utf-8")
        assert demo_people() == []

    @pytest.mark.parametrize("password", ["", "!", "password", "upheld"])
    def test_lets_nobody_in_to_an_account_without_a_password(self, password):
        somebody(password=None)
        assert authenticate(None, email=ROBIN, password=password) is None
        assert not is_let_in(try_to_sign_in(password=password))


class TestTheSettingsOfSingleSignOn:
    def test_may_be_left_out(self):
        assert single_sign_on("", "", "", "") == {}

    def test_name_the_provider_as_it_is(self):
        known = single_sign_on(URL, "upheld", "a secret", "Agency")["openid_connect"]["APPS"][0]
        assert known["settings"] == {"server_url": URL, "oauth_pkce_enabled": True}

    @pytest.mark.parametrize("url", ["http://login.agency.example", "login.agency.example", "file:///etc/x"])
    def test_refuse_an_address_that_anybody_could_listen_to(self, url):
        with pytest.raises(SettingNotUnderstood, match="UPHELD_OIDC_URL must be an address"):
            single_sign_on(url, "upheld", "a secret", "Agency")

    def test_refuse_a_provider_without_a_client(self):
        with pytest.raises(SettingNotUnderstood, match="_CLIENT_SECRET"):
            single_sign_on(URL, "upheld", "", "Agency")


class TestTheSettingOfLeakedPasswords:
    @pytest.mark.parametrize("said", ["", "0", "no"])
    def test_is_off_unless_it_is_asked_for(self, said):
        assert range_service(said) == ""

    def test_may_name_a_copy_of_the_service(self):
        assert range_service(f"{URL}/range/") == f"{URL}/range/"
        assert range_service("1") == "https://api.pwnedpasswords.com/range/"

    def test_refuses_an_address_that_anybody_could_listen_to(self):
        with pytest.raises(SettingNotUnderstood, match="UPHELD_BREACH_CHECK"):
            range_service("http://ranges.agency.example/")
