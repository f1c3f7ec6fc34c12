"""The addresses of officers' pages. Whoever may read cases finds them; the domain says who may do what."""

from django.urls import URLPattern, path

from upheld.web.doors import CASE_READERS, SIGNED_IN, button, page
from upheld.web.officer import cases, handovers, my_day, notes, tasks

_reads = page(for_=CASE_READERS)
_form = page(for_=CASE_READERS, posts=True)
_button = button(for_=CASE_READERS)
_CASE = "cases/<uuid:case_id>/"

urlpatterns: list[URLPattern] = [
    path("", page(for_=SIGNED_IN)(my_day.my_day), name="home"),
    path("cases/", _reads(my_day.my_cases), name="my-cases"),
    path(_CASE, _reads(cases.case), name="case"),
    path(f"{_CASE}summary/", _form(cases.describe), name="case-summary"),
    path(f"{_CASE}move/", _form(cases.move), name="case-move"),
    path(f"{_CASE}close/", _form(cases.close), name="case-close"),
    path(f"{_CASE}hold/", _form(cases.hold), name="case-hold"),
    path(f"{_CASE}hold/end/", _button(cases.end_hold), name="case-end-hold"),
    path(f"{_CASE}notes/", _form(notes.notes), name="case-notes"),
    path(f"{_CASE}notes/draft/", _button(notes.draft), name="case-draft"),
    path(f"{_CASE}hand-over/", _form(handovers.hand_over), name="case-hand-over"),
    path(f"{_CASE}offer/accept/", _button(handovers.accept), name="offer-accept"),
    path(f"{_CASE}offer/decline/", _form(handovers.decline), name="offer-decline"),
    path(f"{_CASE}offer/withdraw/", _form(handovers.withdraw), name="offer-withdraw"),
    path(f"{_CASE}give-back/", _form(handovers.give_back), name="case-give-back"),
    path(f"{_CASE}take/", _button(handovers.take), name="case-take"),
    path(f"{_CASE}tasks/", _reads(tasks.open_tasks), name="case-tasks"),
    path(f"{_CASE}tasks/add/", _form(tasks.add_task), name="task-add"),
    path(f"{_CASE}promises/make/", _form(tasks.make_promise), name="promise-make"),
    path("tasks/<uuid:task_id>/done/", _form(tasks.complete_task), name="task-done"),
    path("tasks/<uuid:task_id>/postpone/", _form(tasks.postpone_task), name="task-postpone"),
]
