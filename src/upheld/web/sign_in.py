"""Sign-in by allauth: accounts are opened by an administrator, never by their holders."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class NoSelfSignUp(DefaultAccountAdapter):
    """Closes the door of signing up by oneself."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
