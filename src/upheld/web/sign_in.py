"""Sign-in by allauth, in our words: accounts are opened by an administrator, never by their holders."""

from typing import Any, ClassVar

from allauth.account import forms as allauth_forms
from allauth.account import views as allauth_views
from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from upheld.web.demo_people import demo_people


class NoSelfSignUp(DefaultAccountAdapter):
    """Closes the door of signing up by oneself, and says errors in plain words."""

    error_messages: dict[str, Any] = {  # noqa: RUF012 - declared so by allauth
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is closed. Ask your administrator to open it again.",
        "email_password_mismatch": "The email address or the password is not right. Check both.",
        "enter_current_password": "The current password is not right. Check it and try again.",
        "too_many_login_attempts": "There were too many tries. Wait 5 minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False


class _PlainWords:
    """Gives the fields of one of allauth's forms our labels, hints and messages. `words`: name -> (label,
    hint).
    """

    words: ClassVar[dict[str, tuple[str, str]]] = {}
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, (label, hint) in self.words.items():
            field = self.fields[name]
            field.label, field.help_text = label, hint
            field.error_messages["required"] = f"Enter your {label[:1].lower()}{label[1:]}"
            if "email" in label.lower():
                field.error_messages["invalid"] = "Enter an email address in the form name@example.com"


_CHOOSE = ("New password", "At least 12 characters. Three random words are a good choice.")
_AGAIN = ("New password again", "")


class SignInForm(_PlainWords, allauth_forms.LoginForm):
    """Email address and password."""

    words: ClassVar = {"login": ("Email address", ""), "password": ("Password", "")}


class ChangePasswordForm(_PlainWords, allauth_forms.ChangePasswordForm):
    """The password of now, and a new one twice."""

    words: ClassVar = {"oldpassword": ("Current password", ""), "password1": _CHOOSE, "password2": _AGAIN}


class ResetPasswordForm(_PlainWords, allauth_forms.ResetPasswordForm):
    """Where to send the link."""

    words: ClassVar = {"email": ("Email address", "")}


class ResetPasswordKeyForm(_PlainWords, allauth_forms.ResetPasswordKeyForm):
    """A new password, twice."""

    words: ClassVar = {"password1": _CHOOSE, "password2": _AGAIN}


class SignInView(allauth_views.LoginView):
    """The sign-in page; in the demonstration it also lists whom one can be."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the people of the demonstration."""
        return {**super().get_context_data(**kwargs), "demo_people": demo_people()}
