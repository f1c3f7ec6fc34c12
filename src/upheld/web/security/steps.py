"""Setting up and removing second steps: an authenticator app, and passkeys."""

import json
from typing import Any

from allauth.core.internal.httpkit import authenticated_user
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView, RemoveWebAuthnView
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy

from upheld.web.components.figures import drawing
from upheld.web.sign_in.second_step import may_be_removed


class _WithPasskeys:
    """Says in one text what the script of the page must ask the browser for."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Put what the browser is asked for into `passkey_options`."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        asked: Any = next(iter(context.pop("js_data", {}).values()), {})
        return {**context, "passkey_options": json.dumps(asked, cls=DjangoJSONEncoder)}


class SecondStepView(_WithPasskeys, AuthenticateView):
    """The second step of signing in: a code, or a passkey where there is one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add which steps this person has."""
        kept = Authenticator.objects.filter(user=self.stage.login.user)
        types = set(kept.values_list("type", flat=True))
        return {
            **super().get_context_data(**kwargs),
            "has_passkey": Authenticator.Type.WEBAUTHN in types,
            "has_app": Authenticator.Type.TOTP in types,
        }


class PasskeyAgainView(_WithPasskeys, ReauthenticateWebAuthnView):
    """Prove with a passkey that it is still you."""


class _ThenCodes:
    """After a first second step come the recovery codes; after a later one, the overview."""

    did_generate_recovery_codes = False

    def get_success_url(self) -> str:
        """Where to go when it is set up."""
        return reverse("recovery_codes" if self.did_generate_recovery_codes else "security")


class SetUpAppView(_ThenCodes, ActivateTOTPView):
    """Set up an authenticator app."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the picture as part of the page, and the key in groups of four for those who type it."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret: str = context["form"].secret
        key = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        return {**context, "key": key, "picture": drawing(context["totp_svg"])}


class RemoveAppView(DeactivateTOTPView):
    """Remove the authenticator app."""

    success_url = reverse_lazy("security")


class AddPasskeyView(_WithPasskeys, _ThenCodes, AddWebAuthnView):
    """Add a passkey, which can also sign in alone."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask for a passkey that the device keeps and that knows its owner."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = auth.begin_registration(authenticated_user(self.request), True)
        return {**context, "passkey_options": json.dumps(options, cls=DjangoJSONEncoder)}


class RemovePasskeyView(RemoveWebAuthnView):
    """Remove a passkey, unless a role needs it."""

    success_url = reverse_lazy("security")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say whether it may go."""
        context = super().get_context_data(**kwargs)  # type: ignore[no-untyped-call]
        return {**context, "may_go": may_be_removed(self.request, self.object)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Remove it; when a role needs it, show the page that says so."""
        if not may_be_removed(request, self.get_object()):
            refused: HttpResponse = self.get(request, *args, **kwargs)
            return refused
        removed: HttpResponse = super().post(request, *args, **kwargs)
        return removed
