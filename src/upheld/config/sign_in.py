"""Settings of signing in: passwords, second steps, single sign-on, guessing, sessions (see sign-in.md).

UPHELD_BREACH_CHECK       1 asks haveibeenpwned.com whether a new password has leaked, without saying which;
                          an address asks that copy of its range service (default: only our own list)
UPHELD_OIDC_URL           the agency's OpenID provider, for single sign-on, with UPHELD_OIDC_CLIENT_ID,
                          UPHELD_OIDC_CLIENT_SECRET and UPHELD_OIDC_NAME, which stands on the button
UPHELD_TRUSTED_PROXIES    how many reverse proxies of the agency's own stand before the service; without it,
                          the address that a proxy passes on is not believed
"""

import os
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from upheld.kernel.errors import RuleBroken

_RANGES = "https://api.pwnedpasswords.com/range/"
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class SettingNotUnderstood(RuleBroken):
    """A setting of signing in cannot be used. Nothing was started. See docs/how-to/sign-in.md."""


def safe_address(name: str, url: str) -> str:
    """The address of another service, when it is safe to send to: HTTPS, or this machine.

    Raises SettingNotUnderstood.
    """
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        return url
    raise SettingNotUnderstood(f"{name} must be an address that begins with https://, and is “{url}”.")


def single_sign_on(url: str, client_id: str, client_secret: str, name: str) -> dict[str, Any]:
    """What allauth must know of the agency's OpenID provider; nothing without an address of one.

    Raises SettingNotUnderstood when the address is not safe or the client is not named.
    """
    if not url:
        return {}
    if not (client_id and client_secret):
        raise SettingNotUnderstood("UPHELD_OIDC_URL also needs UPHELD_OIDC_CLIENT_ID and _CLIENT_SECRET.")
    provider = {"server_url": safe_address("UPHELD_OIDC_URL", url), "oauth_pkce_enabled": True}
    known = {"provider_id": "agency", "name": name, "client_id": client_id, "secret": client_secret}
    return {"openid_connect": {"APPS": [{**known, "settings": provider}]}}


def range_service(wanted: str) -> str:
    """Where leaked passwords are asked for; empty when they are not. Raises SettingNotUnderstood."""
    if wanted in {"", "0", "false", "no"}:
        return ""
    return _RANGES if wanted in {"1", "true", "yes"} else safe_address("UPHELD_BREACH_CHECK", wanted)


def _number(name: str) -> int:
    given = os.environ.get(name, "") or "0"
    if not given.isdigit():
        raise SettingNotUnderstood(f"{name} must be a whole number, and is “{given}”.")
    return int(given)


AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = [
    "upheld.web.sign_in.guessing.SlowsGuessing",
    "allauth.account.auth_backends.AuthenticationBackend",
]
_RULES = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_RULES}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_RULES}.CommonPasswordValidator"},
    {"NAME": f"{_RULES}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("name", "email")}},
    {"NAME": "upheld.web.sign_in.passwords.HasNotLeaked"},
]
UPHELD_RANGE_SERVICE = range_service(os.environ.get("UPHELD_BREACH_CHECK", ""))

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "upheld.web.sign_in.accounts.OpenedByAdministrators"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "upheld.web.sign_in.accounts.name_of_holder"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
_FORMS = "upheld.web.sign_in.forms"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.SignInForm",
    "change_password": f"{_FORMS}.ChangePasswordForm",
    "set_password": f"{_FORMS}.SetPasswordForm",
    "reset_password": f"{_FORMS}.ResetPasswordForm",
    "reset_password_from_key": f"{_FORMS}.ResetPasswordKeyForm",
    "reauthenticate": f"{_FORMS}.PasswordAgainForm",
}
# Never by network address alone: an office stands behind one. See docs/adr/0008.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "signup": None,
    "password_anywhere": "100/h/key",  # nosec B105 - how often, not a password
    "password_known_browser": "10/15m/key",  # nosec B105 - how often, not a password
    "login_failed": "5/5m/key",
    "reset_password": "5/m/key",  # nosec B105 - how often, not a password
    "reset_password_from_key": None,  # nosec B105 - how often, not a password
}

MFA_ADAPTER = "upheld.web.sign_in.second_step.SecondStep"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Upheld"
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": None}
MFA_FORMS = {
    "authenticate": f"{_FORMS}.CodeForm",
    "reauthenticate": f"{_FORMS}.CodeAgainForm",
    "activate_totp": f"{_FORMS}.FirstCodeForm",
    "add_webauthn": f"{_FORMS}.AddPasskeyForm",
}

SOCIALACCOUNT_ADAPTER = "upheld.web.sign_in.single_sign_on.OnlyThoseWhoHaveAnAccount"
SOCIALACCOUNT_PROVIDERS = single_sign_on(
    os.environ.get("UPHELD_OIDC_URL", ""),
    os.environ.get("UPHELD_OIDC_CLIENT_ID", ""),
    os.environ.get("UPHELD_OIDC_CLIENT_SECRET", ""),
    os.environ.get("UPHELD_OIDC_NAME", "your agency’s sign-in"),
)

AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "upheld.web.sign_in.guessing.account_tried"
AXES_CLIENT_IP_CALLABLE = "upheld.web.sign_in.address.client_address"
AXES_WHITELIST_CALLABLE = "upheld.web.sign_in.guessing.comes_from_a_known_browser"
AXES_LOCKOUT_CALLABLE = "upheld.web.sign_in.guessing.wait_a_while"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "email", "next", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
ALLAUTH_TRUSTED_PROXY_COUNT = _number("UPHELD_TRUSTED_PROXIES")

SESSION_ENGINE = "upheld.web.sign_in.session_store"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
