"""The addresses of pages about links."""

from django.urls import URLPattern, path

from upheld.web.doors import (
    ANALYSTS,
    CASE_READERS,
    LEADERS,
    MANAGERS,
    SAFEGUARDING_LEADS,
    button,
    page,
)
from upheld.web.linking.comparison import answer, doubt_record, pair, undo
from upheld.web.linking.held import held_print, held_where
from upheld.web.linking.parting import breaches, part, tell
from upheld.web.linking.quality import draw, quality
from upheld.web.linking.queue import pairs
from upheld.web.linking.training import deciders

urlpatterns: list[URLPattern] = [
    path("pairs/", page(for_=CASE_READERS)(pairs), name="pairs"),
    path("pairs/quality/", page(for_=CASE_READERS | ANALYSTS)(quality), name="link_quality"),
    path("pairs/quality/draw", button(for_=CASE_READERS)(draw), name="draw_links"),
    path("pairs/training/", page(for_=LEADERS | MANAGERS, posts=True)(deciders), name="deciders"),
    path("pairs/<uuid:pair_id>/", page(for_=CASE_READERS, posts=True)(pair), name="pair"),
    path("pairs/<uuid:pair_id>/answer/", page(for_=CASE_READERS, posts=True)(answer), name="pair_answer"),
    path("pairs/<uuid:pair_id>/undo/", page(for_=CASE_READERS, posts=True)(undo), name="pair_undo"),
    path("clients/<uuid:client_id>/held/", page(for_=CASE_READERS)(held_where), name="held_where"),
    path("clients/<uuid:client_id>/held/print/", page(for_=CASE_READERS)(held_print), name="held_print"),
    path(
        "clients/<uuid:client_id>/held/<uuid:record_id>/doubt/",
        page(for_=CASE_READERS, posts=True)(doubt_record),
        name="doubt_record",
    ),
    path(
        "merges/<uuid:merge_id>/part/",
        page(for_=LEADERS | MANAGERS | SAFEGUARDING_LEADS, posts=True)(part),
        name="part_clients",
    ),
    path("breaches/", page(for_=MANAGERS | SAFEGUARDING_LEADS)(breaches), name="breaches"),
    path(
        "breaches/<uuid:breach_id>/",
        page(for_=MANAGERS | SAFEGUARDING_LEADS, posts=True)(tell),
        name="tell_breach",
    ),
]
