"""Doors of workforce: colleagues, teams and offices."""

from uuid import UUID

from tests.oracle.doors.door import Door, Here, found
from upheld.domains.workforce import queries


def _colleagues(here: Here, who: UUID) -> set[UUID]:
    """Those of the offices that they see, and themself."""
    return {
        one.id for one in here.facts.officers if one.id == who or here.oracle.sees_office(who, one.office)
    }


def _teams(here: Here, who: UUID) -> set[UUID]:
    return {team for team, office in here.facts.teams.items() if here.oracle.sees_office(who, office)}


DOORS = {
    "get_officer": Door(
        lambda here, viewer: found(
            here.facts.accounts, lambda one: queries.get_officer(one, viewer=viewer, on=here.on)
        ),
        _colleagues,
    ),
    "list_officers": Door(
        lambda here, viewer: {one.id for one in queries.list_officers(viewer=viewer, on=here.on)}, _colleagues
    ),
    "list_teams": Door(lambda here, viewer: {one.id for one in queries.list_teams(viewer=viewer)}, _teams),
    "get_team": Door(
        lambda here, viewer: found(here.facts.teams, lambda one: queries.get_team(one, viewer=viewer)), _teams
    ),
    "list_offices": Door(
        lambda here, viewer: {one.id for one in queries.list_offices(viewer=viewer)},
        lambda here, who: {one for one in here.facts.offices if here.oracle.sees_office(who, one)},
    ),
}
