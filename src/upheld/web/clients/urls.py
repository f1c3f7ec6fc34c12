"""The addresses of pages about clients."""

from django.urls import URLPattern, path

from upheld.web.clients.needs import client_needs
from upheld.web.clients.opening import client_open_case
from upheld.web.clients.record import client, summary
from upheld.web.clients.search import search, search_results
from upheld.web.doors import CASE_READERS, page

urlpatterns: list[URLPattern] = [
    path("search/", page(for_=CASE_READERS, posts=True)(search), name="search"),
    path("search/<str:key>/", page(for_=CASE_READERS)(search_results), name="search_results"),
    path("clients/<uuid:client_id>/", page(for_=CASE_READERS)(client), name="client"),
    path("clients/<uuid:client_id>/summary/", page(for_=CASE_READERS)(summary), name="client_summary"),
    path(
        "clients/<uuid:client_id>/needs/",
        page(for_=CASE_READERS, posts=True)(client_needs),
        name="client_needs",
    ),
    path(
        "clients/<uuid:client_id>/open-case/",
        page(for_=CASE_READERS, posts=True)(client_open_case),
        name="client_open_case",
    ),
]
