"""Doors about clients who were joined and parted: where an id leads, what came later, who is told."""

from datetime import UTC, datetime
from uuid import UUID

from tests.oracle.doors.door import MANY, Door, Here, found, seen_clients
from upheld.domains.access.queries import Viewer
from upheld.domains.casework.queries import list_cases_came_later
from upheld.domains.charter.queries import list_promises_came_later
from upheld.domains.people import queries

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def _led(here: Here, viewer: Viewer) -> dict[UUID, UUID]:
    shown = {one: queries.find_survivor(viewer=viewer, client_id=one) for one in here.facts.absorbed}
    return {one: now for one, now in shown.items() if now}


def _seen_merges(here: Here, who: UUID) -> set[UUID]:
    return {one.id for one in here.facts.merges if one.is_live and here.oracle.sees_client(who, one.into)}


def _beside_the_first(here: Here, viewer: Viewer) -> set[UUID]:
    """Whom somebody may compare with the first client of all."""
    first = here.made.clients[0]
    return found(
        here.facts.clients,
        lambda one: queries.list_differences(viewer=viewer, into=one, absorbed=first, on=here.on),
    )


def _comparable(here: Here, who: UUID) -> set[UUID]:
    first = here.made.clients[0]
    return seen_clients(here, who) - {first} if here.oracle.sees_client(who, first) else set()


def _told(here: Here, who: UUID) -> set[UUID]:
    """The breaches of clients whom somebody sees and whose office they manage or look after."""
    return {
        id_
        for id_, client in here.facts.breaches
        if here.oracle.sees_client(who, client)
        and (
            any(here.oracle.manages(who, office) for office in here.facts.clients[client].offices)
            or here.oracle.safeguards(who, here.facts.clients[client].offices)
        )
    }


def _cases_later(here: Here, viewer: Viewer) -> set[UUID]:
    """The cases and notes of all clients of which a word is said."""
    return {
        row.id
        for client in here.facts.clients
        for row in list_cases_came_later(viewer=viewer, client_id=client, known=(), since=LONG_AGO)
        if row.told
    }


def _read_later(here: Here, who: UUID) -> set[UUID]:
    seen = {one.id for one in here.facts.cases.values() if here.oracle.sees_matter(who, one)}
    return seen | {note.id for note in here.facts.notes if note.case in seen}


OF_PEOPLE = {
    "find_survivor": Door(
        _led,
        lambda here, who: {
            one: now for one, now in here.facts.absorbed.items() if here.oracle.sees_client(who, now)
        },
    ),
    "list_merges": Door(
        lambda here, viewer: found(
            here.facts.clients, lambda one: queries.list_merges(viewer=viewer, client_id=one)
        ),
        seen_clients,
    ),
    "get_merge": Door(
        lambda here, viewer: found(
            [one.id for one in here.facts.merges], lambda one: queries.get_merge(viewer=viewer, merge_id=one)
        ),
        _seen_merges,
    ),
    "list_came_later": Door(
        lambda here, viewer: found(
            [one.id for one in here.facts.merges],
            lambda one: queries.list_came_later(viewer=viewer, merge_id=one, on=here.on),
        ),
        _seen_merges,
    ),
    "get_parted_name": Door(
        lambda here, viewer: found(
            [one.id for one in here.facts.merges],
            lambda one: queries.get_parted_name(viewer=viewer, merge_id=one),
        ),
        _seen_merges,
    ),
    "list_differences": Door(_beside_the_first, _comparable),
    "list_breaches": Door(
        lambda here, viewer: {one.id for one in queries.list_breaches(viewer=viewer, limit=MANY)}, _told
    ),
    "count_breaches": Door(
        lambda here, viewer: queries.count_breaches(viewer=viewer), lambda here, who: len(_told(here, who))
    ),
}

OF_CASEWORK = {"list_cases_came_later": Door(_cases_later, _read_later)}

OF_THE_CHARTER = {
    "list_promises_came_later": Door(
        lambda here, viewer: {
            id_
            for client in here.facts.clients
            for id_, row in list_promises_came_later(viewer=viewer, client_id=client, known=(), as_of=here.at)
            if row
        },
        lambda here, who: {
            one.id for one in here.facts.promises if one.case is None and here.oracle.sees_matter(who, one)
        },
    ),
}
