"""Accounts as allauth sees them: opened by an administrator, never by their holders."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse

from upheld.web.sign_in.guessing import account_key
from upheld.web.sign_in.known_browser import known_browser, remember_browser
from upheld.web.sign_in.step_up import PROVED_THERE, proved_recently


def name_of_holder(user: AbstractBaseUser) -> str:
    """The name that a passkey is kept under."""
    return str(getattr(user, "name", "")) or "Upheld"


class OpenedByAdministrators(DefaultAccountAdapter):
    """Closes the door of signing up by oneself, counts wrong guesses, and says errors in plain words."""

    error_messages: dict[str, Any] = {  # noqa: RUF012 - declared so by allauth
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is closed. Ask your administrator to open it again.",
        # Words about passwords are taken for passwords (B105).
        "email_password_mismatch": "The email address or the password is not right. Check both.",  # nosec B105
        "enter_current_password": "The current password is not right. Check it again.",  # nosec B105
        "incorrect_password": "The password is not right. Check it and try again.",  # nosec B105
        "too_many_login_attempts": "There were too many tries. Wait 15 minutes, then try again.",
        "rate_limited": "There were too many tries. Wait 15 minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a try of a password: for this browser where the account is known, else for the account.

        Raises ValidationError when there were too many.
        """
        account = account_key(credentials.get("email", ""))
        browser = known_browser(request, account)
        self._login_failed_rl_usage = ratelimit.consume(
            request,
            app="allauth.account",
            action="password_known_browser" if browser else "password_anywhere",
            key=browser or account,
        )
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **how: Any) -> HttpResponse:
        """Know this browser the next time, and when the agency's sign-in last saw them prove who they are."""
        response: HttpResponse = super().post_login(request, user, **how)
        came_from = (how.get("signal_kwargs") or {}).get("sociallogin")
        if came_from:
            request.session[PROVED_THERE] = came_from.state.get("proved_there_at", 0)
        remember_browser(request, response, account_key(getattr(user, "email", "") or ""))
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether more than five minutes passed since they signed in or proved that it is them."""
        return not proved_recently(self.request)
