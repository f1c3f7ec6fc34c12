"""Recovery codes: shown once, in the answer to the press of a button."""

from typing import Any

from allauth.core.internal.httpkit import authenticated_user
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import flows
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode


def recovery_codes(request: HttpRequest) -> HttpResponse:
    """How many are left; new ones; and those that were just made, if nobody has seen them yet."""
    if not flows.can_generate_recovery_codes(authenticated_user(request)):
        return HttpResponseRedirect(reverse("second_step"))
    kept = _kept(request)
    if request.method == "POST" and request.POST.get("do") == "new":
        kept = RecoveryCodes(flows.generate_recovery_codes(request))
    if request.method == "POST" and kept and not kept.did_view:
        return _shown(request, kept)
    context = {
        "left": len(kept.get_unused_codes()) if kept else 0,
        "unseen": bool(kept and not kept.did_view),
    }
    return render(request, "mfa/codes.html", context)


def _kept(request: HttpRequest) -> RecoveryCodes | None:
    types = Authenticator.Type
    row = Authenticator.objects.filter(user=request.user, type=types.RECOVERY_CODES).first()
    return RecoveryCodes(row) if row else None


def _shown(request: HttpRequest, kept: RecoveryCodes) -> HttpResponse:
    kept.mark_as_viewed()
    codes = [f"{code[:4]} {code[4:]}" for code in kept.get_unused_codes()]
    words = "Recovery codes of Upheld. Each works once.\r\n\r\n" + "\r\n".join(codes) + "\r\n"
    context: dict[str, Any] = {"codes": codes, "file": "data:text/plain;charset=utf-8," + _quoted(words)}
    return render(request, "mfa/codes_shown.html", context)


def _quoted(words: str) -> str:
    return urlencode({"": words})[1:].replace("+", "%20")
