"""The forms of signing in, in our words."""

from typing import Any, ClassVar

from allauth.account import forms as allauth_forms
from allauth.mfa.base import forms as code_forms
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm


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
            field.widget.attrs.pop("placeholder", None)
            field.error_messages["required"] = f"Enter your {label[:1].lower()}{label[1:]}"
            if "email" in label.lower():
                field.error_messages["invalid"] = "Enter an email address in the form name@example.com"
            if name == "code":
                field.widget.attrs |= {"class": "govuk-input--width-10", "inputmode": "numeric"}


_CHOOSE = ("New password", "At least 12 characters. Three random words are a good choice.")
_AGAIN = ("New password again", "")
_CODE = ("Code", "Six digits from your authenticator app, or one of your recovery codes.")


class SignInForm(_PlainWords, allauth_forms.LoginForm):
    """Email address and password."""

    words: ClassVar = {"login": ("Email address", ""), "password": ("Password", "")}


class PasswordAgainForm(_PlainWords, allauth_forms.ReauthenticateForm):
    """The password, to prove that it is still you."""

    words: ClassVar = {"password": ("Password", "")}


class ChangePasswordForm(_PlainWords, allauth_forms.ChangePasswordForm):
    """The password of now, and a new one twice."""

    words: ClassVar = {"oldpassword": ("Current password", ""), "password1": _CHOOSE, "password2": _AGAIN}


class SetPasswordForm(_PlainWords, allauth_forms.SetPasswordForm):
    """A first password, twice, for someone who signs in without one."""

    words: ClassVar = {"password1": _CHOOSE, "password2": _AGAIN}


class ResetPasswordForm(_PlainWords, allauth_forms.ResetPasswordForm):
    """Where to send the link."""

    words: ClassVar = {"email": ("Email address", "")}


class ResetPasswordKeyForm(_PlainWords, allauth_forms.ResetPasswordKeyForm):
    """A new password, twice."""

    words: ClassVar = {"password1": _CHOOSE, "password2": _AGAIN}


class CodeForm(_PlainWords, code_forms.AuthenticateForm):
    """The second step of signing in."""

    words: ClassVar = {"code": _CODE}


class CodeAgainForm(_PlainWords, code_forms.ReauthenticateForm):
    """A code, to prove that it is still you."""

    words: ClassVar = {"code": _CODE}


class FirstCodeForm(_PlainWords, ActivateTOTPForm):
    """The first code that a new authenticator app shows."""

    words: ClassVar = {"code": ("Code", "The six digits that the app shows for Upheld.")}


class AddPasskeyForm(_PlainWords, AddWebAuthnForm):
    """A name for a passkey, and what the browser says of it. Each can sign in alone."""

    passwordless = None  # type: ignore[assignment]
    words: ClassVar = {
        "name": ("Name of the passkey", "So that you can tell it from others, for example “Work laptop”.")
    }
