"""People who can sign in, and what they send to do it."""

from uuid import UUID

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import get_user_model
from django.http import HttpResponseBase
from django.test import Client

from tests.builders.access import an_account

PASSWORD = "a quiet morning in Leith"
ROBIN = "robin@agency.example"
SAM = "sam@agency.example"


def somebody(email: str = ROBIN, password: str | None = PASSWORD, *, granted: bool = True) -> UUID:
    """An account that can sign in, of an officer."""
    details = {"email": email} | ({"password": password} if password else {})
    return an_account(granted=granted, **details)


def try_to_sign_in(
    email: str = ROBIN, password: str = PASSWORD, *, at: str = "192.0.2.1", client: Client | None = None
) -> HttpResponseBase:
    """Send the form of the sign-in page from a network address, in a new browser unless one is given."""
    form = {"login": email, "password": password}
    return (client or Client()).post("/account/sign-in/", form, REMOTE_ADDR=at)


def is_let_in(answer: HttpResponseBase) -> bool:
    """Whether an answer to the form leads into the service."""
    return answer.status_code == 302 and answer["Location"] == "/"


def with_an_app(account_id: UUID) -> str:
    """Set up an authenticator app for somebody; returns its key."""
    key = generate_totp_secret()
    TOTP.activate(get_user_model().objects.get(pk=account_id), key)
    return key
