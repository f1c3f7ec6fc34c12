"""The addresses of signing in and of one's own account. A forgotten password is reset by email only where
email is set up.
"""

from allauth.account import views
from allauth.mfa.base.views import reauthenticate as code_again
from allauth.mfa.webauthn.views import login_webauthn
from django.conf import settings
from django.urls import URLPattern, path, re_path

from upheld.web.doors import ANYONE, SIGNED_IN, button, page
from upheld.web.security.codes import recovery_codes
from upheld.web.security.overview import second_step, security
from upheld.web.security.sessions import end_everywhere, end_session
from upheld.web.security.steps import (
    AddPasskeyView,
    PasskeyAgainView,
    RemoveAppView,
    RemovePasskeyView,
    SecondStepView,
    SetUpAppView,
)
from upheld.web.sign_in.idle import seconds_left, stay
from upheld.web.sign_in.single_sign_on import PROVIDER, begin, came_back, cancelled
from upheld.web.sign_in.step_up import proven
from upheld.web.sign_in.views import ChangePasswordView, FirstPasswordView, SignInView, sign_in_again

_open = page(for_=ANYONE, posts=True)
_own = page(for_=SIGNED_IN, posts=True)

coming_in: list[URLPattern] = [
    path("sign-in/", _open(SignInView.as_view()), name="account_login"),
    path("sign-in/passkey/", _open(login_webauthn), name="mfa_login_webauthn"),
    path("sign-in/second-step/", _open(SecondStepView.as_view()), name="mfa_authenticate"),
    path("sign-in/agency/", button(for_=ANYONE)(begin), name="single_sign_on"),
    path("sign-in/agency/back/", came_back, {"provider_id": PROVIDER}, name="openid_connect_callback"),
    path("sign-in/agency/cancelled/", page(for_=ANYONE)(cancelled), name="socialaccount_login_cancelled"),
    path("sign-out/", _open(views.logout), name="account_logout"),
    path("closed/", page(for_=ANYONE)(views.account_inactive), name="account_inactive"),
    path("session/left/", page(for_=ANYONE)(seconds_left), name="session_left"),
    path("session/stay/", button(for_=SIGNED_IN)(stay), name="session_stay"),
]

still_you: list[URLPattern] = [
    path("prove/password/", _own(views.reauthenticate), name="account_reauthenticate"),
    path("prove/code/", _own(code_again), name="mfa_reauthenticate"),
    path("prove/passkey/", _own(PasskeyAgainView.as_view()), name="mfa_reauthenticate_webauthn"),
    path("prove/agency/", page(for_=SIGNED_IN)(sign_in_again), name="sign_in_again"),
]

own: list[URLPattern] = [
    path("security/", page(for_=SIGNED_IN)(security), name="security"),
    path("security/second-step/", page(for_=SIGNED_IN)(second_step), name="second_step"),
    path("security/app/", _own(proven(SetUpAppView.as_view())), name="mfa_activate_totp"),
    path("security/app/remove/", _own(proven(RemoveAppView.as_view())), name="mfa_deactivate_totp"),
    path("security/passkeys/add/", _own(proven(AddPasskeyView.as_view())), name="mfa_add_webauthn"),
    path(
        "security/passkeys/<int:pk>/remove/",
        _own(proven(RemovePasskeyView.as_view())),
        name="mfa_remove_webauthn",
    ),
    path("security/recovery-codes/", _own(proven(recovery_codes)), name="recovery_codes"),
    path("security/sessions/end/", button(for_=SIGNED_IN)(end_session), name="end_session"),
    path("security/sessions/end-all/", button(for_=SIGNED_IN)(end_everywhere), name="end_everywhere"),
    path("password/change/", _own(ChangePasswordView.as_view()), name="account_change_password"),
    path("password/set/", _own(proven(FirstPasswordView.as_view())), name="account_set_password"),
]

password_reset: list[URLPattern] = [
    path("password/reset/", _open(views.password_reset), name="account_reset_password"),
    path(
        "password/reset/sent/",
        page(for_=ANYONE)(views.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        _open(views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        page(for_=ANYONE)(views.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]

urlpatterns: list[URLPattern] = [*coming_in, *still_you, *own]
if settings.EMAIL_HOST:
    urlpatterns += password_reset
