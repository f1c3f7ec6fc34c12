"""The second step: its secrets are kept encrypted, and some roles may not go without one."""

import base64
import hashlib
from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from upheld.domains.access.queries import Viewer
from upheld.web.sign_in.pack_rules import ask_for_second_step

STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as a second step. Recovery codes only stand in for one."""


class SecondStep(DefaultMFAAdapter):
    """Encrypts what is kept with the key of the service, and says errors in plain words."""

    error_messages: dict[str, Any] = {  # noqa: RUF012 - declared so by allauth
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That did not work. A code is good for half a minute: try the next one.",
        "cannot_delete_authenticator": "Your role needs a second step. Add another one first.",
        "cannot_generate_recovery_codes": "Set up an authenticator app or a passkey first.",
    }

    def encrypt(self, text: str) -> str:
        """A secret as it is kept."""
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """A secret as it is used."""
        return _keys().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether another second step remains, or none is needed."""
        return may_be_removed(self.request, authenticator)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """What a passkey is called until its holder names it."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Passkey {count + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The service as a passkey knows it."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Upheld"}


def needs_second_step(request: HttpRequest) -> bool:
    """Whether a role of this person may not go without a second step."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    return viewer is not None and ask_for_second_step(viewer.roles)


def may_be_removed(request: HttpRequest, authenticator: Authenticator) -> bool:
    """Whether this step may go: one that a role needs only when another remains."""
    others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=STEPS)
    return not needs_second_step(request) or others.exclude(pk=authenticator.pk).exists()


class SecondStepFirst:
    """Leads those whose role needs a second step to set one up before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Send away from every page but those of their own account."""
        if request.path.startswith("/account/") or not request.user.is_authenticated:
            return None
        if not needs_second_step(request) or is_mfa_enabled(request.user, STEPS):
            return None
        return HttpResponseRedirect(reverse("second_step"))


def _keys() -> MultiFernet:
    known = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(str(secret))) for secret in known])


def _key(secret: str) -> bytes:
    made = hashlib.sha256(b"upheld.web.sign_in.second_step:" + secret.encode()).digest()
    return base64.urlsafe_b64encode(made)
