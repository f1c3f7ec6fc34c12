"""The addresses of clients' own pages."""

from django.urls import URLPattern, path

from upheld.web.doors import CLIENTS, page
from upheld.web.my_record.views import my_looks, my_record

urlpatterns: list[URLPattern] = [
    path("my-record/", page(for_=CLIENTS)(my_record), name="my_record"),
    path("my-record/looks/", page(for_=CLIENTS)(my_looks), name="my_looks"),
]
