"""Doors of people: records, names, searches, holds, rows that were set aside."""

from uuid import UUID

from tests.builders.random_agency import SYSTEMS
from tests.oracle.doors.door import MANY, Door, Here, found, seen_clients
from upheld.domains.access.queries import Viewer
from upheld.domains.people import queries
from upheld.journeys.linking.linker import ModelLinker
from upheld.kernel.errors import NotFound


def _records(here: Here, viewer: Viewer) -> dict[UUID, set[str]]:
    shown = {}
    for client in here.facts.clients:
        try:
            record = queries.get_client(viewer=viewer, client_id=client, on=here.on)
        except NotFound:
            continue
        shown[client] = {line.reference for line in record.source_records}
    return shown


def _readable_records(here: Here, who: UUID) -> dict[UUID, set[str]]:
    return {
        client: {
            one.reference
            for one in here.facts.records
            if one.client == client and here.oracle.reads_record(who, one)
        }
        for client in seen_clients(here, who)
    }


def _searched(here: Here, viewer: Viewer) -> tuple[dict[UUID, set[str]], int, set[UUID]]:
    """Everybody by the name that all share, with references; then each by something of their own."""
    page = queries.search_clients(viewer=viewer, text="Robin", on=here.on, limit=MANY)
    one_by_one = set()
    for number, client in enumerate(here.made.clients):
        words = _texts(here, client)
        text = words[(number + viewer.account_id.int) % len(words)]
        hits = queries.search_clients(viewer=viewer, text=text, on=here.on)
        assert hits.found == len(hits.hits)
        one_by_one |= {hit.client_id for hit in hits.hits}
    return {hit.client_id: set(hit.references) for hit in page.hits}, page.found, one_by_one


def _texts(here: Here, client: UUID) -> list[str]:
    """A name, a name with a typo, a date of birth, a number, and a reference if there is one."""
    family, number = here.made.words_of[client][:2]
    born = here.made.born[client]
    references = [one.reference for one in here.facts.records if one.client == client]
    return [family, family[:2] + family[3:], f"{born:%d/%m/%Y}", number, *references[:1]]


def _findable(here: Here, who: UUID) -> tuple[dict[UUID, set[str]], int, set[UUID]]:
    seen = seen_clients(here, who)
    return _readable_records(here, who), len(seen), seen


def _by_reference(here: Here, viewer: Viewer) -> dict[str, UUID]:
    references = [one.reference for one in here.facts.records]
    shown: dict[str, UUID] = {}
    for system in SYSTEMS:
        shown |= queries.find_clients_by_reference(viewer=viewer, system=system, references=references)
    return shown


def _of_several(here: Here, viewer: Viewer) -> bool:
    one = queries.find_client_of_several_systems(viewer=viewer, among=list(here.facts.clients))
    return one is None or here.oracle.sees_client(viewer.account_id, one)


def _references(here: Here, who: UUID) -> set[str]:
    return {one for references in _readable_records(here, who).values() for one in references}


def _rows(here: Here, who: UUID) -> set[int]:
    return {one.id for one in here.facts.rows if here.oracle.sees_row(who, one.office)}


DOORS = {
    "get_client": Door(_records, _readable_records),
    "get_identity_strips": Door(
        lambda here, viewer: set(
            queries.get_identity_strips(viewer=viewer, client_ids=list(here.facts.clients), on=here.on)
        ),
        seen_clients,
    ),
    "get_client_names": Door(
        lambda here, viewer: set(
            queries.get_client_names(viewer=viewer, client_ids=list(here.facts.clients))
        ),
        seen_clients,
    ),
    "find_clients_by_reference": Door(
        _by_reference,
        lambda here, who: {
            one.reference: one.client
            for one in here.facts.records
            if here.oracle.sees_client(who, one.client)
        },
    ),
    "find_client_of_several_systems": Door(_of_several, lambda here, who: True),
    "is_client_in_scope": Door(
        lambda here, viewer: {
            one for one in here.facts.clients if queries.is_client_in_scope(viewer=viewer, client_id=one)
        },
        seen_clients,
    ),
    "iterate_held_identities": Door(
        lambda here, viewer: {one.reference for one in queries.iterate_held_identities(viewer=viewer)},
        _references,
    ),
    "iterate_stale_identities": Door(
        lambda here, viewer: {
            one.reference
            for _, stale in queries.iterate_stale_identities(viewer=viewer, linker=ModelLinker(), size=7)
            for one in stale
        },
        _references,
    ),
    "iterate_held_references": Door(
        lambda here, viewer: {
            one
            for system in SYSTEMS
            for some in queries.iterate_held_references(
                viewer=viewer, system=system, extract_on=here.on, size=7
            )
            for one in some
        },
        _references,
    ),
    "count_clients": Door(
        lambda here, viewer: queries.count_clients(viewer=viewer),
        lambda here, who: len(seen_clients(here, who)),
    ),
    "search_clients": Door(_searched, _findable),
    "find_client_by_number": Door(
        lambda here, viewer: (
            {
                queries.find_client_by_number(here.made.words_of[one][1], viewer=viewer)
                for one in here.made.clients
            }
            - {None}
        ),
        seen_clients,
    ),
    "get_own_records": Door(
        lambda here, viewer: {one.client_id for one in queries.get_own_records(viewer=viewer, on=here.on)},
        lambda here, who: {one for one in here.facts.clients if here.oracle.is_own(who, one)},
    ),
    "get_holding": Door(
        lambda here, viewer: found(
            here.facts.clients, lambda one: queries.get_holding(viewer=viewer, client_id=one)
        ),
        seen_clients,
    ),
    "list_holds": Door(
        lambda here, viewer: {one.client_id for one in queries.list_holds(viewer=viewer, limit=MANY)},
        lambda here, who: {client for _, client in here.facts.legal_holds} & seen_clients(here, who),
    ),
    "list_quarantined": Door(
        lambda here, viewer: {one.id for one in queries.list_quarantined(viewer=viewer, limit=MANY)}, _rows
    ),
    "get_quarantined_row": Door(
        lambda here, viewer: found(
            [one.id for one in here.facts.rows],
            lambda row: queries.get_quarantined_row(viewer=viewer, row_id=row),
        ),
        _rows,
    ),
    "count_quarantined": Door(
        lambda here, viewer: sum(one.waiting for one in queries.count_quarantined(viewer=viewer, on=here.on)),
        lambda here, who: len(_rows(here, who)),
    ),
}

SHOWS_NOTHING = {
    "count_due_records": "How much is due to be erased, for those who answer for it: a number, no client.",
}
