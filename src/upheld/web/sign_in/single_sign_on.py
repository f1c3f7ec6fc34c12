"""The agency's own sign-in, by OpenID Connect: for those who have an account here already, and only them."""

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.openid_connect import views
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET
from requests import RequestException

from upheld.web.doors import ANYONE

PROVIDER = "agency"


def name_on_the_button() -> str:
    """What the agency calls its sign-in; empty when there is none."""
    apps: list[dict[str, Any]] = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return str(apps[0]["name"]) if apps else ""


class OnlyThoseWhoHaveAnAccount(DefaultSocialAccountAdapter):
    """Links who comes to the account with the email address that the provider verified. Signs nobody up."""

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: Any
    ) -> AbstractBaseUser | None:
        """Keep nothing of what the provider tells about a person but its own name for them.

        When they last proved there that it is them is passed on to this sign-in alone.
        """
        told = sociallogin.account.extra_data.get("id_token") or {}
        request.proved_there_at = told.get("auth_time", 0)  # type: ignore[attr-defined]
        sociallogin.account.extra_data = {}
        return sociallogin.user

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Link the account at the first visit; refuse where there is none, or where it is linked to another.

        An email address may pass to a new colleague; the account of the one before must not pass with it.
        """
        sociallogin.state["proved_there_at"] = getattr(request, "proved_there_at", 0)
        if sociallogin.is_existing:
            return
        account = _account_with(sociallogin)
        if account is None or SocialAccount.objects.filter(user_id=account.pk, provider=PROVIDER).exists():
            page = render(
                request, "socialaccount/no_account.html", {"name": name_on_the_button()}, status=403
            )
            raise ImmediateHttpResponse(page)
        sociallogin.connect(request, account)


def _account_with(sociallogin: SocialLogin) -> AbstractBaseUser | None:
    verified = [known.email.lower() for known in sociallogin.email_addresses if known.verified is True]
    found: AbstractBaseUser | None = get_user_model().objects.filter(email__in=verified).first()
    return found


def begin(request: HttpRequest) -> HttpResponse:
    """Go to the agency's sign-in, by a page in between: a form may only be sent to ourselves."""
    if not name_on_the_button():
        return HttpResponseRedirect(reverse("account_login"))
    provider = get_adapter(request).get_provider(request, provider=PROVIDER)
    context = {"name": name_on_the_button()}
    try:
        answer = provider.redirect(
            request, AuthProcess.LOGIN, next_url=get_next_redirect_url(request), auth_params=_ask(request)
        )
    except RequestException:
        return render(request, "socialaccount/authentication_error.html", context, status=502)
    if not isinstance(answer, HttpResponseRedirect):
        return HttpResponse(answer.content, status=answer.status_code)
    return render(request, "socialaccount/going.html", {**context, "href": answer.url})


def _ask(request: HttpRequest) -> dict[str, str]:
    """Somebody who is in already comes to prove that it is still them: an open session there is no proof.

    With `max_age` a provider must also say when they proved it (`auth_time`, OpenID Connect Core 3.1.2.1).
    """
    return {"prompt": "login", "max_age": "300"} if request.user.is_authenticated else {}


def cancelled(request: HttpRequest) -> HttpResponse:
    """Somebody turned round at the agency's sign-in."""
    return render(request, "socialaccount/cancelled.html", {"name": name_on_the_button()})


@require_GET
def came_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """The agency's sign-in sends the browser back. The one page that writes when it is read: a provider sends
    people back by GET, and whatever it sends is good for one use, in the browser that began.
    """
    if not name_on_the_button():
        return HttpResponseRedirect(reverse("account_login"))
    answer: HttpResponse = views.callback(request, provider_id)
    return answer


came_back.who_may_use = ANYONE  # type: ignore[attr-defined]
