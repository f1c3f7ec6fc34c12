"""The few addresses of allauth that are used. A forgotten password is reset by email only where email is
set up.
"""

from allauth.account import views
from django.conf import settings
from django.urls import URLPattern, path, re_path

from upheld.web.doors import ANYONE, SIGNED_IN, page
from upheld.web.sign_in import SignInView

_open = page(for_=ANYONE, posts=True)

urlpatterns: list[URLPattern] = [
    path("sign-in/", _open(SignInView.as_view()), name="account_login"),
    path("sign-out/", _open(views.logout), name="account_logout"),
    path("closed/", page(for_=ANYONE)(views.account_inactive), name="account_inactive"),
    path(
        "password/change/",
        page(for_=SIGNED_IN, posts=True)(views.PasswordChangeView.as_view(success_url="/")),
        name="account_change_password",
    ),
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

if settings.EMAIL_HOST:
    urlpatterns += password_reset
