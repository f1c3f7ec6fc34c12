"""The addresses of pages."""

from django.urls import URLPattern, URLResolver, include, path

from upheld.web.doors import ANYONE, SIGNED_IN, page
from upheld.web.health import health
from upheld.web.home import home

urlpatterns: list[URLPattern | URLResolver] = [
    path("", page(for_=SIGNED_IN)(home), name="home"),
    path("account/", include("upheld.web.account_urls")),
    path("health", page(for_=ANYONE)(health), name="health"),
]
