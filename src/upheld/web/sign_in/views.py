"""The pages of signing in that say a little more than allauth's own."""

from typing import Any

from allauth.account import views as allauth_views
from allauth.account.utils import get_next_redirect_url
from allauth.core.internal.httpkit import authenticated_user
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy

from upheld.web.demo_people import demo_people
from upheld.web.sign_in.single_sign_on import name_on_the_button


class SignInView(allauth_views.LoginView):
    """The sign-in page; in the demonstration it also lists whom one can be."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the agency's own sign-in and the people of the demonstration."""
        return {
            **super().get_context_data(**kwargs),
            "single_sign_on": name_on_the_button(),
            "next": get_next_redirect_url(self.request) or "",
            "demo_people": demo_people(),
        }


class _EndsOtherSessions:
    """Whoever knew the old password is out."""

    request: HttpRequest

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Save the password, and sign out everywhere else."""
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        end_other_sessions(self.request, authenticated_user(self.request))
        return answer


class ChangePasswordView(_EndsOtherSessions, allauth_views.PasswordChangeView):
    """Change the password. Somebody without one is led to set a first."""

    success_url = reverse_lazy("security")


class FirstPasswordView(_EndsOtherSessions, allauth_views.PasswordSetView):
    """A first password, for somebody who signs in without one."""

    success_url = reverse_lazy("security")


def sign_in_again(request: HttpRequest) -> HttpResponse:
    """For those who only have the agency's sign-in: prove there that it is still you."""
    context = {"name": name_on_the_button(), "next": get_next_redirect_url(request) or "/"}
    return render(request, "socialaccount/again.html", context)
