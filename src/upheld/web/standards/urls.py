"""The address of the page about standards."""

from django.urls import URLPattern, path

from upheld.web.doors import SIGNED_IN, page
from upheld.web.standards.view import standards

urlpatterns: list[URLPattern] = [
    path("standards/", page(for_=SIGNED_IN)(standards), name="standards"),
]
