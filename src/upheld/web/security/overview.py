"""The page that shows somebody all that they sign in with."""

from dataclasses import dataclass
from datetime import datetime

from allauth.core.internal.httpkit import authenticated_user
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.webauthn.internal.auth import WebAuthn
from allauth.socialaccount.models import SocialAccount
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from upheld.web.security.sessions import SignedIn, my_sessions
from upheld.web.sign_in.second_step import needs_second_step
from upheld.web.sign_in.single_sign_on import PROVIDER, name_on_the_button


@dataclass(frozen=True)
class Passkey:
    """A passkey as its holder knows it."""

    id: int
    name: str
    added: datetime
    used: datetime | None


@dataclass(frozen=True)
class WhatYouSignInWith:
    """Everything about one person's signing in. `codes_left` is None when there are no recovery codes."""

    has_password: bool
    app_since: datetime | None
    passkeys: list[Passkey]
    codes_left: int | None
    single_sign_on: str
    single_sign_on_since: datetime | None
    sessions: list[SignedIn]

    @property
    def has_second_step(self) -> bool:
        """Whether somebody with their password alone is kept out."""
        return bool(self.app_since or self.passkeys)


def security(request: HttpRequest) -> HttpResponse:
    """Password, second steps, recovery codes, and where one is signed in."""
    return render(request, "account/security.html", {"yours": what_you_sign_in_with(request)})


def second_step(request: HttpRequest) -> HttpResponse:
    """A choice of second steps, with what each needs; the first page of those whose role needs one."""
    yours = what_you_sign_in_with(request)
    return render(request, "mfa/choose.html", {"yours": yours, "is_needed": needs_second_step(request)})


def what_you_sign_in_with(request: HttpRequest) -> WhatYouSignInWith:
    """Read it all. Four queries."""
    account = authenticated_user(request)
    kept = list(Authenticator.objects.filter(user_id=account.pk).order_by("created_at"))
    first = {row.type: row for row in reversed(kept)}
    app, codes = first.get(Authenticator.Type.TOTP), first.get(Authenticator.Type.RECOVERY_CODES)
    linked = SocialAccount.objects.filter(user_id=account.pk, provider=PROVIDER).first()
    return WhatYouSignInWith(
        has_password=account.has_usable_password(),
        app_since=app.created_at if app else None,
        passkeys=[_passkey(row) for row in kept if row.type == Authenticator.Type.WEBAUTHN],
        codes_left=len(RecoveryCodes(codes).get_unused_codes()) if codes else None,
        single_sign_on=name_on_the_button(),
        single_sign_on_since=linked.date_joined if linked else None,
        sessions=my_sessions(request),
    )


def _passkey(row: Authenticator) -> Passkey:
    return Passkey(row.pk, WebAuthn(row).name, row.created_at, row.last_used_at)
