"""The addresses of pages about who may see what. The domain says who may do what on them."""

from django.urls import URLPattern, path

from upheld.web.access import challenging, conflicts, giving, looks, offices, people, restricting
from upheld.web.doors import (
    ADMINISTRATORS,
    AUDITORS,
    CASE_READERS,
    LEADERS,
    MANAGERS,
    SAFEGUARDING_LEADS,
    SIGNED_IN,
    button,
    page,
)

_kept = page(for_=ADMINISTRATORS | AUDITORS)
_gives = page(for_=ADMINISTRATORS, posts=True)
_PERSON = "access/people/<uuid:account_id>/"
_CLIENT = "clients/<uuid:client_id>/"
_LOOK_AFTER = MANAGERS | SAFEGUARDING_LEADS

given: list[URLPattern] = [
    path("access/", page(for_=ADMINISTRATORS | AUDITORS, posts=True)(people.people), name="access"),
    path("access/found/<str:key>/", _kept(people.people), name="access_found"),
    path("access/ending/", _kept(people.ending), name="access_ending"),
    path("access/offices/", _kept(offices.offices), name="access_offices"),
    path("access/offices/<uuid:office_id>/", _gives(offices.region), name="access_region"),
    path(_PERSON, _kept(people.person), name="access_person"),
    path(f"{_PERSON}role/", _gives(giving.give_role), name="access_give_role"),
    path(f"{_PERSON}clearance/", _gives(giving.give_clearance), name="access_give_clearance"),
    path("access/grants/<uuid:grant_id>/end/", _gives(giving.end_grant), name="access_end_grant"),
    path(
        "access/clearances/<uuid:clearance_id>/end/",
        _gives(giving.end_clearance),
        name="access_end_clearance",
    ),
    path("account/access/", page(for_=SIGNED_IN)(people.own), name="own_access"),
]

closed: list[URLPattern] = [
    path(
        f"{_CLIENT}restrict/",
        page(for_=CASE_READERS, posts=True)(restricting.restrict),
        name="client_restrict",
    ),
    path(f"{_CLIENT}lift/", page(for_=_LOOK_AFTER, posts=True)(restricting.lift), name="client_lift"),
    path("restricted/", page(for_=_LOOK_AFTER)(restricting.restricted), name="restricted"),
    path(f"{_CLIENT}known/", page(for_=CASE_READERS, posts=True)(conflicts.known), name="client_known"),
    path("access/conflicts/", page(for_=LEADERS | MANAGERS)(conflicts.conflicts), name="conflicts"),
    path(
        "access/conflicts/<uuid:conflict_id>/end/",
        page(for_=LEADERS | MANAGERS, posts=True)(conflicts.end),
        name="end_conflict",
    ),
]

opened: list[URLPattern] = [
    path("open-a-record/", page(for_=CASE_READERS, posts=True)(challenging.ask), name="ask_to_open"),
    path("access/opened/", page(for_=CASE_READERS | AUDITORS)(challenging.opened), name="opened"),
    path(
        "access/opened/<uuid:challenge_id>/",
        page(for_=LEADERS | MANAGERS, posts=True)(challenging.review),
        name="opened_review",
    ),
]

looked: list[URLPattern] = [
    path(f"{_CLIENT}looks/", page(for_=_LOOK_AFTER)(looks.client_looks), name="client_looks"),
    path("looks/", page(for_=AUDITORS)(looks.looks), name="looks"),
    path("looks/file/", button(for_=AUDITORS)(looks.looks_file), name="looks_file"),
]

urlpatterns: list[URLPattern] = [*given, *closed, *opened, *looked]
