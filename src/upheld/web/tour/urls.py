"""The address of the guided first visit."""

from django.urls import URLPattern, path

from upheld.web.doors import SIGNED_IN, page
from upheld.web.tour.view import tour

urlpatterns: list[URLPattern] = [path("tour/", page(for_=SIGNED_IN)(tour), name="tour")]
