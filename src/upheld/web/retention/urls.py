"""The addresses of pages about keeping and erasing."""

from django.urls import URLPattern, path

from upheld.web.doors import ADMINISTRATORS, MANAGERS, SAFEGUARDING_LEADS, page
from upheld.web.retention.holding import legal_hold
from upheld.web.retention.keeping import keeping

urlpatterns: list[URLPattern] = [
    path("keeping/", page(for_=MANAGERS | SAFEGUARDING_LEADS | ADMINISTRATORS)(keeping), name="keeping"),
    path(
        "clients/<uuid:client_id>/legal-hold/",
        page(for_=MANAGERS | SAFEGUARDING_LEADS, posts=True)(legal_hold),
        name="legal_hold",
    ),
]
