"""The addresses of pages."""

from django.urls import URLPattern, URLResolver, include, path

from upheld.web.doors import ANYONE, page
from upheld.web.health import health, ready
from upheld.web.metrics import metrics

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("upheld.web.officer.urls")),
    path("", include("upheld.web.leader.urls")),
    path("", include("upheld.web.access.urls")),
    path("", include("upheld.web.my_record.urls")),
    path("account/", include("upheld.web.account_urls")),
    path("", include("upheld.web.clients.urls")),
    path("", include("upheld.web.linking.urls")),
    path("", include("upheld.web.standards.urls")),
    path("", include("upheld.web.retention.urls")),
    path("", include("upheld.web.tour.urls")),
    path("health", page(for_=ANYONE)(health), name="health"),
    path("health/ready", page(for_=ANYONE)(ready), name="ready"),
    path("metrics", page(for_=ANYONE)(metrics), name="metrics"),
]
