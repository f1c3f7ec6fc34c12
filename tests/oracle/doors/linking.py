"""Doors of people about links: pairs in doubt, what is held where, and how many links there are."""

from uuid import UUID

from tests.oracle.doors.door import MANY, Door, Here
from tests.oracle.facts import Pair
from upheld.domains.access.queries import Viewer
from upheld.domains.people import queries
from upheld.kernel.errors import NotFound

OPEN = ("waiting", "asked", "proposed")


def _read(here: Here, who: UUID, *states: str) -> list[Pair]:
    pairs = (one for one in here.facts.pairs if not states or one.state in states)
    return [one for one in pairs if here.oracle.reads_pair(who, one)]


def _listed(here: Here, viewer: Viewer) -> list[set[UUID]]:
    lists = (
        queries.list_pairs(viewer=viewer, on=here.on, states=states, limit=MANY)
        for states in (OPEN, ("different",))
    )
    return [{row.id for row in rows} for rows in lists]


def _found(here: Here, viewer: Viewer) -> set[UUID]:
    shown = set()
    for one in here.facts.pairs:
        try:
            shown.add(queries.get_pair(one.id, viewer=viewer, on=here.on).row.id)
        except NotFound:
            continue
    return shown


def _held(here: Here, viewer: Viewer) -> dict[UUID, set[str]]:
    shown = {}
    for client in here.facts.clients:
        try:
            held = queries.get_held(client, viewer=viewer, on=here.on)
        except NotFound:
            continue
        shown[client] = {record.reference for record in held.records}
    return shown


def _readable(here: Here, who: UUID) -> dict[UUID, set[str]]:
    records = [one for one in here.facts.records if here.oracle.reads_record(who, one)]
    seen = [one for one in here.facts.clients if here.oracle.sees_client(who, one)]
    return {client: {one.reference for one in records if one.client == client} for client in seen}


def _read_records(here: Here, who: UUID) -> set[UUID]:
    return {one.id for one in here.facts.records if here.oracle.reads_record(who, one)}


def _clients_of(here: Here, pair: Pair) -> set[UUID]:
    return {one.client for one in here.facts.records if one.id in (pair.one, pair.other)}


DOORS = {
    "list_pairs": Door(
        _listed,
        lambda here, who: [
            {one.id for one in _read(here, who, *states)} for states in (OPEN, ("different",))
        ],
    ),
    "get_pair": Door(_found, lambda here, who: {one.id for one in _read(here, who)}),
    "count_pairs": Door(
        lambda here, viewer: sum(one.number for one in queries.count_pairs(viewer=viewer)),
        lambda here, who: len(_read(here, who)),
    ),
    "count_pairs_waiting": Door(
        lambda here, viewer: queries.count_pairs_waiting(viewer=viewer),
        lambda here, who: sum(
            one.state == "waiting" or one.decided_by != who for one in _read(here, who, "waiting", "proposed")
        ),
    ),
    "list_pairs_of_client": Door(
        lambda here, viewer: {
            (client, pair)
            for client in here.facts.clients
            for pair in queries.list_pairs_of_client(client, viewer=viewer)
        },
        lambda here, who: {
            (client, one.id) for one in _read(here, who, *OPEN) for client in _clients_of(here, one)
        },
    ),
    "get_held": Door(_held, _readable),
    "count_links": Door(
        lambda here, viewer: sum(one.number for one in queries.count_links(viewer=viewer)),
        lambda here, who: sum(
            one.is_live and one.record in _read_records(here, who) for one in here.facts.links
        ),
    ),
    "count_reviewed": Door(
        lambda here, viewer: sum(one.number for one in queries.count_reviewed(viewer=viewer)),
        lambda here, who: len(_read(here, who, "same", "different")),
    ),
    "count_link_changes": Door(
        lambda here, viewer: queries.count_link_changes(viewer=viewer).taken_out,
        lambda here, who: sum(
            not one.is_live and one.is_elsewhere and one.record in _read_records(here, who)
            for one in here.facts.links
        ),
    ),
}
