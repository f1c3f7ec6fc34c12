"""Doors of access: what was given, what is restricted, closed or opened, and who looked."""

from uuid import UUID

from tests.builders.random_agency import TODAY
from tests.oracle.doors.door import LATER, MANY, Door, Here, found, refused
from tests.oracle.rules import READING_ROLES
from upheld.domains.access import queries
from upheld.domains.access.queries import Viewer

NOT_YOURS = "NotYoursToDo"


def _challenges(here: Here, who: UUID) -> set[UUID]:
    return {one.id for one in here.facts.challenges if here.oracle.knows_of_challenge(who, one)}


def _keeps_grants(here: Here, who: UUID) -> bool:
    return here.oracle.has_role(who, "administrator") or here.oracle.has_role(who, "auditor")


def _restrictions(here: Here, who: UUID) -> set[UUID]:
    """Those in offices that they manage or look after, of which they may know."""
    return {
        one.client
        for one in here.facts.restrictions
        if here.oracle.may_know_of(who, one.client)
        and (
            here.oracle.manages_everywhere(who)
            or any(here.oracle.manages(who, office) for office in one.offices)
            or here.oracle.safeguards(who, one.offices)
        )
    }


def _grants(here: Here, viewer: Viewer) -> object:
    return refused(lambda: len(queries.list_grants(viewer=viewer, limit=MANY)))


def _own_grants(here: Here, viewer: Viewer) -> int:
    own = queries.list_grants(viewer=viewer, account_id=viewer.account_id, limit=MANY)
    return len({one.account_id for one in own} - {viewer.account_id})


def _open_to(here: Here, who: UUID) -> set[UUID]:
    return {one for one in here.facts.clients if here.oracle.may_know_of(who, one)}


def _looks(here: Here, viewer: Viewer) -> object:
    """Of which clients an auditor's search speaks; for others, nothing."""

    def clients() -> set[UUID]:
        rows = queries.search_looks(viewer=viewer, limit=MANY)
        return {client for row in rows for client in row.client_ids}

    return refused(clients)


def _looks_at_clients(here: Here, viewer: Viewer) -> dict[UUID, object]:
    """For each client, at how many doors they were seen, or the refusal."""
    return {
        one.id: refused(
            lambda one=one: bool(
                queries.list_looks_at_client(one.id, viewer=viewer, offices=one.offices, limit=MANY)
            )
        )
        for one in here.facts.clients.values()
    }


def _told_of_looks(here: Here, who: UUID) -> dict[UUID, object]:
    told: dict[UUID, object] = {}
    for one in here.facts.clients.values():
        if here.oracle.is_own(who, one.id):
            told[one.id] = one.id in here.facts.looked_at
        elif here.oracle.reads_looks(who, one.offices):
            told[one.id] = here.oracle.may_know_of(who, one.id) and one.id in here.facts.looked_at
        else:
            told[one.id] = NOT_YOURS
    return told


DOORS = {
    "list_challenges": Door(
        lambda here, viewer: {one.id for one in queries.list_challenges(viewer=viewer, limit=MANY)},
        _challenges,
    ),
    "get_challenge": Door(
        lambda here, viewer: found(
            [one.id for one in here.facts.challenges], lambda one: queries.get_challenge(one, viewer=viewer)
        ),
        _challenges,
    ),
    "count_challenges_to_review": Door(
        lambda here, viewer: queries.count_challenges_to_review(viewer=viewer),
        lambda here, who: sum(
            1 for one in here.facts.challenges if not one.is_reviewed and here.oracle.reviews(who, one)
        ),
    ),
    "list_restrictions": Door(
        lambda here, viewer: {one.client_id for one in queries.list_restrictions(viewer=viewer, limit=MANY)},
        _restrictions,
    ),
    "get_restriction": Door(
        lambda here, viewer: {
            one for one in here.facts.clients if queries.get_restriction(viewer=viewer, client_id=one)
        },
        lambda here, who: _open_to(here, who) & {one.client for one in here.facts.restrictions},
    ),
    "list_conflicts": Door(
        lambda here, viewer: {one.id for one in queries.list_conflicts(viewer=viewer)},
        lambda here, who: {one.id for one in here.facts.conflicts if here.oracle.sees_conflict(who, one)},
    ),
    "list_grants": Door(
        lambda here, viewer: (_grants(here, viewer), _own_grants(here, viewer)),
        lambda here, who: (len(here.facts.grants) if _keeps_grants(here, who) else NOT_YOURS, 0),
    ),
    "list_clearances": Door(
        lambda here, viewer: refused(lambda: len(queries.list_clearances(viewer=viewer))),
        lambda here, who: len(here.facts.clearances) if _keeps_grants(here, who) else NOT_YOURS,
    ),
    "list_accounts": Door(
        lambda here, viewer: refused(lambda: len(queries.list_accounts(viewer=viewer))),
        lambda here, who: len(here.facts.accounts) if _keeps_grants(here, who) else NOT_YOURS,
    ),
    "list_regions": Door(
        lambda here, viewer: refused(lambda: set(queries.list_regions(viewer=viewer))),
        lambda here, who: set(here.facts.places.values()) if _keeps_grants(here, who) else NOT_YOURS,
    ),
    "search_looks": Door(
        _looks,
        lambda here, who: (
            _open_to(here, who) & here.facts.looked_at if here.oracle.has_role(who, "auditor") else NOT_YOURS
        ),
    ),
    "list_looks_at_client": Door(_looks_at_clients, _told_of_looks),
}


def _counted(name: str, facts: str, **more: object) -> Door:
    """A list of what was given, or whom: all of it for those who keep or audit grants, else refused."""
    return Door(
        lambda here, viewer: refused(lambda: len(getattr(queries, name)(viewer=viewer, **more))),
        lambda here, who: len(getattr(here.facts, facts)) if _keeps_grants(here, who) else NOT_YOURS,
    )


def _ending(name: str, facts: str) -> Door:
    """What counts today and ends one day, for those who keep or audit grants."""
    return Door(
        lambda here, viewer: refused(
            lambda: len(getattr(queries, name)(viewer=viewer, on=TODAY, until=LATER.date()))
        ),
        lambda here, who: (
            sum(
                1
                for one in getattr(here.facts, facts)
                if one.ends_on and here.oracle.is_live(one.starts_on, one.ends_on)
            )
            if _keeps_grants(here, who)
            else NOT_YOURS
        ),
    )


def _cleared(here: Here, who: UUID) -> set[UUID]:
    """In which of the offices that somebody manages or safeguards there is anybody who is cleared."""
    return {
        office
        for office in here.facts.offices
        if (here.oracle.manages(who, office) or here.oracle.safeguards(who, [office]))
        and any(
            here.oracle.clearance_of(one) > 0
            and any(here.oracle.is_in(grant, office) for grant in here.oracle.grants_of(one, *READING_ROLES))
            for one in here.facts.accounts
        )
    }


DOORS |= {
    "list_people": _counted("list_people", "accounts", on=TODAY, limit=MANY),
    "list_grants_ending": _ending("list_grants_ending", "grants"),
    "list_clearances_ending": _ending("list_clearances_ending", "clearances"),
    "list_grants_without_end": Door(
        lambda here, viewer: refused(
            lambda: len(queries.list_grants_without_end(viewer=viewer, on=here.on, limit=MANY))
        ),
        lambda here, who: (
            sum(1 for one in here.facts.grants if not one.ends_on and one.starts_on <= here.on)
            if _keeps_grants(here, who)
            else NOT_YOURS
        ),
    ),
    "list_places": Door(
        lambda here, viewer: refused(lambda: queries.list_places(viewer=viewer)),
        lambda here, who: here.facts.places if _keeps_grants(here, who) else NOT_YOURS,
    ),
    "get_person": Door(
        lambda here, viewer: {
            one
            for one in here.facts.accounts
            if refused(lambda one=one: queries.get_person(one, viewer=viewer, on=here.on)) != NOT_YOURS
        },
        lambda here, who: set(here.facts.accounts) if _keeps_grants(here, who) else {who},
    ),
    "get_grant": Door(
        lambda here, viewer: {
            one
            for one in here.made.grants
            if not isinstance(refused(lambda one=one: queries.get_grant(one, viewer=viewer)), str)
        },
        lambda here, who: set(here.made.grants) if _keeps_grants(here, who) else set(),
    ),
    "list_cleared_by_office": Door(
        lambda here, viewer: {
            office
            for office, people in queries.list_cleared_by_office(
                viewer=viewer, offices=here.facts.offices, on=here.on
            ).items()
            if people
        },
        _cleared,
    ),
}

SHOWS_NOTHING = {
    "get_clearance": "As get_grant, by the same rule of the same module.",
    "count_due_records": "How much is due to be erased, for those who answer for it: numbers.",
    "get_counter": "Through whose eyes an analyst's figures are counted: figures, and nobody's record.",
    "of_viewer": "A value of a condition, which other queries put into their own.",
    "places_in_scope": "A condition, by which counts are read.",
    "clients_in_scope": "A condition, which the queries of people put into their own.",
    "matters_in_scope": "A condition, which the queries of casework and the charter put into their own.",
    "open_to": "A condition, which other queries put into their own.",
}
