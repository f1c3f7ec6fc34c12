"""The addresses of leaders' pages. The domain says whose team is whose."""

from django.urls import URLPattern, path

from upheld.web.doors import LEADERS, MANAGERS, button, page
from upheld.web.leader import officers, team

_LEADERS = LEADERS | MANAGERS
_reads = page(for_=_LEADERS)
_form = page(for_=_LEADERS, posts=True)
_OFFICER = "team/officers/<uuid:officer_id>/"

urlpatterns: list[URLPattern] = [
    path("team/", _reads(team.teams), name="team"),
    path("team/<uuid:team_id>/", _reads(team.team), name="team-page"),
    path("team/<uuid:team_id>/unowned/", _reads(team.unowned), name="team-unowned"),
    path(_OFFICER, _reads(officers.officer), name="officer"),
    path(f"{_OFFICER}absence/", _form(officers.absence), name="officer-absence"),
    path(f"{_OFFICER}return/", _form(officers.returned), name="officer-return"),
    path(f"{_OFFICER}leaving/", _form(officers.leaving), name="officer-leaving"),
    path(f"{_OFFICER}own-again/", button(for_=_LEADERS)(officers.own_again), name="officer-own-again"),
]
