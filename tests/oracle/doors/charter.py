"""Doors of the charter: promises in lists, in counts and as facts for measuring."""

from uuid import UUID

from tests.oracle.doors.door import LATER, MANY, Door, Here, of_promises
from upheld.domains.access.queries import Viewer
from upheld.domains.charter import queries

STANDING = ("open", "broken")


def _owed(here: Here, viewer: Viewer) -> set[UUID]:
    return {
        one.id
        for owner in here.facts.accounts
        for one in queries.list_promises_to_keep(viewer=viewer, owner_id=owner, as_of=here.at, limit=MANY)
    }


def _counted(here: Here, viewer: Viewer) -> int:
    counts = queries.count_promises(viewer=viewer)
    return counts.open + counts.kept + counts.kept_late + counts.broken + counts.withdrawn


DOORS = {
    "list_promises_to_keep": Door(
        _owed, of_promises(lambda one: one.owner is not None and one.state in STANDING)
    ),
    "list_promises_about_to_break": Door(
        lambda here, viewer: {
            one.id
            for one in queries.list_promises_about_to_break(
                viewer=viewer, team_ids=list(here.facts.teams), before=LATER, as_of=here.at, limit=MANY
            )
        },
        of_promises(lambda one: one.state == "open"),
    ),
    "list_broken_promises": Door(
        lambda here, viewer: {
            one.id for one in queries.list_broken_promises(viewer=viewer, as_of=here.at, limit=MANY)
        },
        of_promises(lambda one: one.state == "broken"),
    ),
    "list_promises_of_client": Door(
        lambda here, viewer: {
            one.id
            for client in here.facts.clients
            for one in queries.list_promises_of_client(viewer=viewer, client_id=client, as_of=here.at)
        },
        of_promises(),
    ),
    "list_promises_of_case": Door(
        lambda here, viewer: {
            one.id
            for case in here.facts.cases
            for one in queries.list_promises_of_case(viewer=viewer, case_id=case, as_of=here.at)
        },
        of_promises(lambda one: one.case is not None),
    ),
    "list_own_promises": Door(
        lambda here, viewer: {one.id for one in queries.list_own_promises(viewer=viewer, as_of=here.at)},
        lambda here, who: {one.id for one in here.facts.promises if here.oracle.is_own(who, one.client)},
    ),
    "count_promises": Door(_counted, lambda here, who: len(of_promises()(here, who))),
    "iterate_standard_facts": Door(
        lambda here, viewer: {one.id for one in queries.iterate_standard_facts(viewer=viewer)},
        of_promises(lambda one: one.state != "withdrawn" or one.was_broken),
    ),
}
