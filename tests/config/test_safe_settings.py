"""Settings behind HTTPS, in a process of its own: Django's own check finds nothing, and cookies are bound."""

import json
import os
import secrets
import subprocess
import sys
from typing import Any

import pytest

BEHIND_HTTPS = {"UPHELD_HTTPS": "1", "UPHELD_DEBUG": "", "DATABASE_URL": "postgresql://nobody@127.0.0.1/none"}
ASKED = """
import json
from upheld.config import settings
names = [name for name in dir(settings) if name.isupper()]
print(json.dumps({name: getattr(settings, name) for name in names}, default=str))
"""


def run(*command: str, **given: str) -> subprocess.CompletedProcess[str]:
    """Run Python with these surroundings, without what the journeys of the browser set for themselves."""
    here = {**os.environ, "UPHELD_SECRET_KEY": secrets.token_urlsafe(50), **given}
    here.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    return subprocess.run([sys.executable, *command], env=here, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def settings() -> dict[str, Any]:
    """The settings behind HTTPS."""
    found = run("-c", ASKED, **BEHIND_HTTPS)
    assert found.returncode == 0, found.stderr
    return json.loads(found.stdout)


class TestDjangosOwnCheck:
    def test_it_finds_nothing_behind_https(self) -> None:
        check = ["-m", "upheld.config.manage", "check", "--deploy", "--fail-level", "WARNING"]
        found = run(*check, **BEHIND_HTTPS)
        assert found.returncode == 0, found.stderr
        assert "no issues" in found.stdout

    def test_it_would_find_a_service_that_is_not_behind_https(self) -> None:
        check = ["-m", "upheld.config.manage", "check", "--deploy", "--fail-level", "WARNING"]
        assert run(*check, **BEHIND_HTTPS | {"UPHELD_HTTPS": ""}).returncode == 1


class TestBehindHttps:
    @pytest.mark.parametrize("cookie", ["SESSION", "CSRF"])
    def test_cookies_are_for_this_host_over_https_and_not_for_scripts(self, settings, cookie) -> None:
        assert settings[f"{cookie}_COOKIE_NAME"].startswith("__Host-")
        assert settings[f"{cookie}_COOKIE_SECURE"]
        assert settings[f"{cookie}_COOKIE_HTTPONLY"]
        assert settings[f"{cookie}_COOKIE_SAMESITE"] in {"Lax", "Strict"}

    def test_nothing_travels_without_it_for_two_years(self, settings) -> None:
        assert settings["SECURE_SSL_REDIRECT"]
        assert settings["SECURE_HSTS_SECONDS"] == 2 * 365 * 24 * 60 * 60
        assert settings["SECURE_HSTS_INCLUDE_SUBDOMAINS"]

    def test_only_the_preload_list_is_left_to_the_agency(self, settings) -> None:
        assert settings["SILENCED_SYSTEM_CHECKS"] == ["security.W021"]


class TestOnOneMachine:
    def test_a_demonstration_works_without_https(self) -> None:
        found = run("-c", ASKED, UPHELD_HTTPS="")
        told = json.loads(found.stdout)
        assert (told["SECURE_SSL_REDIRECT"], told["SESSION_COOKIE_SECURE"]) == (False, False)
