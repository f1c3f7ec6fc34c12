"""Plain facts of an agency as its tables hold them, read without any code of the product."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection


class Grant(NamedTuple):
    """A role that somebody was given: in an office, a region, or everywhere when neither is named."""

    account: UUID
    role: str
    office: UUID | None
    team: UUID | None
    region: str
    benefit: str
    client: UUID | None
    starts_on: date
    ends_on: date | None


class Clearance(NamedTuple):
    """Up to which rank somebody may see restricted records."""

    account: UUID
    rank: int
    starts_on: date
    ends_on: date | None


class Restriction(NamedTuple):
    """A record that stands restricted."""

    client: UUID
    rank: int
    offices: list[UUID]


class Conflict(NamedTuple):
    """A record that stands closed to somebody."""

    id: UUID
    account: UUID
    client: UUID


class Challenge(NamedTuple):
    """A record that somebody opened for a day."""

    id: UUID
    account: UUID
    client: UUID
    day: date
    teams: list[UUID]
    from_offices: list[UUID]
    offices: list[UUID]
    owners: list[UUID]
    is_reviewed: bool


class Person(NamedTuple):
    """A client, with the offices that serve them."""

    id: UUID
    offices: list[UUID]


class Case(NamedTuple):
    """A case."""

    id: UUID
    client: UUID
    office: UUID
    team: UUID
    benefit: str
    owner: UUID | None
    reference: str
    is_open: bool
    has_due: bool
    is_measured: bool
    """Not one that was closed without a decision before it was due."""


class Offer(NamedTuple):
    """A case that somebody is asked to take and has not answered."""

    id: UUID
    case: UUID
    to: UUID


class Promise(NamedTuple):
    """A promise to a client."""

    id: UUID
    client: UUID
    case: UUID | None
    office: UUID
    team: UUID | None
    benefit: str
    owner: UUID | None
    state: str
    was_broken: bool


class Task(NamedTuple):
    """Something to do on a case."""

    id: UUID
    case: UUID
    state: str
    for_leader: bool


class Note(NamedTuple):
    """A note on a case."""

    id: UUID
    case: UUID
    text: str


class Record(NamedTuple):
    """What a system holds about a client."""

    client: UUID
    system: str
    reference: str
    benefit: str
    id: UUID


class Pair(NamedTuple):
    """Two records that may be about one person."""

    id: UUID
    one: UUID
    other: UUID
    state: str
    decided_by: UUID | None


class Link(NamedTuple):
    """That a record belongs to a client, or did."""

    record: UUID
    is_live: bool
    is_elsewhere: bool
    """Whether the record has left the client whom this link names, and not by joining or parting clients."""


class Row(NamedTuple):
    """A row of an extract that was set aside."""

    id: int
    office: UUID | None
    state: str


class Log(NamedTuple):
    """A log that cases came from."""

    id: UUID
    name: str
    office: UUID
    benefit: str
    has_workers: bool


class OutOfReach(NamedTuple):
    """A case that nobody who is at work may open."""

    id: UUID
    case: UUID


class Officer(NamedTuple):
    """Somebody who works in a team."""

    id: UUID
    team: UUID
    office: UUID


class Merge(NamedTuple):
    """That one client was joined to another, and whether that still counts."""

    id: UUID
    into: UUID
    absorbed: UUID
    is_live: bool


@dataclass(frozen=True)
class Facts:
    """Who was given what and when, and what there is."""

    accounts: dict[UUID, bool]
    grants: list[Grant]
    places: dict[UUID, str]
    clearances: list[Clearance]
    restrictions: list[Restriction]
    conflicts: list[Conflict]
    challenges: list[Challenge]
    clients: dict[UUID, Person]
    cases: dict[UUID, Case]
    offers: list[Offer]
    promises: list[Promise]
    tasks: list[Task]
    notes: list[Note]
    records: list[Record]
    pairs: list[Pair]
    links: list[Link]
    rows: list[Row]
    logs: list[Log]
    out_of_reach: list[OutOfReach]
    officers: list[Officer]
    offices: list[UUID]
    teams: dict[UUID, UUID]
    legal_holds: list[tuple[UUID, UUID]]
    looked_at: set[UUID]
    absorbed: dict[UUID, UUID]
    merges: list[Merge]
    breaches: list[tuple[UUID, UUID]]


NOBODY = UUID(int=0)
"""Whoever stands for people who were erased is no client; the builders erase nobody."""


def read_facts() -> Facts:
    """Everything, table by table."""
    return Facts(**_of_access(), **_of_people(), **_of_casework(), **_of_the_rest())


def _of_access() -> dict[str, Any]:
    """Who was given what, and what is hidden."""
    return {
        "accounts": dict(_rows("SELECT id, is_active FROM access_account")),
        "grants": _all(
            Grant,
            "SELECT account_id, role, office_id, team_id, region, benefit, client_id, starts_on, ends_on"
            " FROM access_grant",
        ),
        "places": dict(_rows("SELECT office_id, region FROM access_place")),
        "clearances": _all(Clearance, "SELECT account_id, rank, starts_on, ends_on FROM access_clearance"),
        "restrictions": _all(
            Restriction,
            "SELECT client_id, rank, offices FROM access_restriction WHERE lifted_at IS NULL"
            " AND client_id NOT IN (SELECT id FROM people_client WHERE merged_into_id IS NOT NULL)",
        ),
        "conflicts": _all(
            Conflict,
            "SELECT id, account_id, client_id FROM access_conflict WHERE ended_at IS NULL"
            " AND client_id NOT IN (SELECT id FROM people_client WHERE merged_into_id IS NOT NULL)",
        ),
        "challenges": _all(
            Challenge,
            "SELECT id, account_id, client_id, day, teams, from_offices, offices, owners,"
            " reviewed_at IS NOT NULL FROM access_challenge",
        ),
    }


def _of_people() -> dict[str, Any]:
    """Clients, what is held about them, and who was looked at."""
    return {
        "clients": _by_id(Person, "SELECT id, offices FROM people_client WHERE merged_into_id IS NULL"),
        "records": _all(
            Record,
            "SELECT client_id, system, reference, coalesce(facts->>'benefit', ''), id"
            " FROM people_source_record",
        ),
        "pairs": _all(Pair, "SELECT id, one_id, other_id, state, decided_by FROM people_doubtful_pair"),
        "links": _all(
            Link,
            "SELECT link.record_id, link.ended_at IS NULL, link.client_id <> record.client_id"
            " AND client.merged_into_id IS NULL AND NOT EXISTS (SELECT 1 FROM people_merge AS merge"
            " WHERE merge.into_id = link.client_id AND merge.undone_at = link.ended_at)"
            " FROM people_link AS link JOIN people_source_record AS record ON record.id = link.record_id"
            " JOIN people_client AS client ON client.id = link.client_id",
        ),
        "rows": _all(Row, "SELECT id, office_id, state FROM people_quarantined_row"),
        "legal_holds": _rows("SELECT id, client_id FROM people_legal_hold WHERE lifted_at IS NULL"),
        "looked_at": {
            client
            for (client,) in _rows(
                "SELECT DISTINCT coalesce(client.merged_into_id, client.id) FROM people_client AS client"
                " JOIN access_look AS look ON client.id = ANY (look.clients)"
            )
        },
        "absorbed": dict(
            _rows("SELECT id, merged_into_id FROM people_client WHERE merged_into_id IS NOT NULL")
        ),
        "merges": _all(Merge, "SELECT id, into_id, absorbed_id, undone_at IS NULL FROM people_merge"),
        "breaches": _rows("SELECT id, client_id FROM people_breach WHERE told_at IS NULL"),
    }


def _of_casework() -> dict[str, Any]:
    """Cases, and what is done on them."""
    return {
        "cases": _by_id(
            Case,
            "SELECT id, client_id, office_id, team_id, benefit, owner_id, reference, closed_at IS NULL,"
            " due_at IS NOT NULL, due_at IS NOT NULL AND (decided_at IS NOT NULL OR closed_at IS NULL"
            " OR closed_at > due_at) FROM casework_case",
        ),
        "offers": _all(Offer, "SELECT id, case_id, to_id FROM casework_handover WHERE state = 'offered'"),
        "promises": _all(
            Promise,
            "SELECT id, client_id, case_id, office_id, team_id, benefit, owner_id, state,"
            " broken_at IS NOT NULL FROM charter_promise",
        ),
        "tasks": _all(Task, "SELECT id, case_id, state, for_leader FROM casework_task"),
        "notes": _all(Note, "SELECT id, case_id, text FROM casework_note"),
    }


def _of_the_rest() -> dict[str, Any]:
    """Logs, officers and places."""
    return {
        "logs": _all(
            Log,
            "SELECT id, name, office_id, benefit, EXISTS (SELECT 1 FROM casework_log_worker AS one"
            " WHERE one.log_id = log.id) FROM casework_source_log AS log",
        ),
        "out_of_reach": _all(
            OutOfReach, "SELECT id, case_id FROM casework_out_of_reach WHERE ended_at IS NULL"
        ),
        "officers": _all(
            Officer,
            "SELECT account_id, team_id, office_id FROM workforce_officer"
            " JOIN workforce_team ON workforce_team.id = team_id",
        ),
        "offices": [office for (office,) in _rows("SELECT id FROM workforce_office")],
        "teams": dict(_rows("SELECT id, office_id FROM workforce_team")),
    }


def _rows(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def _all(kind: Any, sql: str) -> list[Any]:
    return [kind(*row) for row in _rows(sql)]


def _by_id(kind: Any, sql: str) -> dict[UUID, Any]:
    found: Iterable[Any] = _all(kind, sql)
    return {one.id: one for one in found}
