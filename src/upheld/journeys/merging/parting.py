"""Parting two clients who were joined in error: whose is what came later, and who saw what was not theirs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from upheld.domains.access.commands import part_access
from upheld.domains.access.queries import (
    NotYoursToDo,
    Viewer,
    list_grants_for_client,
    name_of,
    who_acts,
    who_looked,
    who_speaks_for,
)
from upheld.domains.casework.commands import part_cases
from upheld.domains.casework.queries import list_cases_came_later
from upheld.domains.charter.commands import part_promises
from upheld.domains.charter.queries import list_promises_came_later
from upheld.domains.people.commands import lock_merge, part_records, record_breaches
from upheld.domains.people.queries import (
    BelongsToNeither,
    IdentityStrip,
    Later,
    MergeRow,
    NotEverythingIsAnswered,
    facts_of_merge,
    get_identity_strips,
    get_merge,
    get_parted_name,
    key_of,
    known_to_merge,
    list_came_later,
)
from upheld.journeys.given_in_words import role_name
from upheld.journeys.nobody import look_for_nobody
from upheld.kernel.commands import command
from upheld.kernel.days import day_of
from upheld.policy import current_pack

HIDDEN = {
    "case": "A case that you may not read",
    "note": "A note that you may not read",
    "promise": "A promise that you may not read",
}


@dataclass(frozen=True, kw_only=True)
class Parting:
    """A merge that may be undone: the client as they stand, what the absorbed one was called, and each thing
    that came later, about which somebody has to say whose it is.
    """

    merge: MergeRow
    strip: IdentityStrip
    absorbed_name: str
    made_by_name: str
    later: tuple[Later, ...]


def plan_parting(merge_id: UUID, viewer: Viewer, *, at: datetime) -> Parting:
    """What has to be answered before a merge is undone. At most sixteen queries.

    What hangs on a case, such as a task or a promise about it, goes with the case and is not asked about; a
    note on a case is. What the viewer may not read has no words, and is asked about all the same.
    Raises NoSuchMerge, NotYoursToDo.
    """
    merge = get_merge(viewer=viewer, merge_id=merge_id)
    if not merge.may_part:
        raise NotYoursToDo
    today = day_of(at, current_pack().time_zone)
    return Parting(
        merge=merge,
        strip=get_identity_strips(viewer=viewer, client_ids=[merge.into], on=today)[merge.into],
        absorbed_name=get_parted_name(viewer=viewer, merge_id=merge_id),
        made_by_name=name_of([merge.made_by]).get(merge.made_by, ""),
        later=tuple(later for later, _ in _came_later(merge_id, viewer, at)),
    )


@command
def part_clients(
    *, merge_id: UUID, belongs: Mapping[str, UUID], because: str, by: UUID, at: datetime
) -> None:
    """Undo a merge: every row goes back to whose it was, and what came later to whom `belongs` says, by key.

    The pair is remembered as different. Where somebody looked meanwhile, each client is to be told. Those who
    own their cases are told. Raises NoSuchMerge, NotYoursToDo, WasJoinedAgain, WhyIsMissing,
    NotEverythingIsAnswered, BelongsToNeither, NoCaseForTheNote.
    """
    lock_merge(merge_id=merge_id, by=by, at=at)
    into, absorbed, made_at, moved, kept = facts_of_merge(merge_id)
    later = _came_later(merge_id, who_acts(by, at), at)
    given = _answered(later, belongs, (into, absorbed))
    theirs = {
        kind: [id_ for key, (one, id_, client) in given.items() if one == kind and client == absorbed]
        for kind in ("case", "promise", "grant")
    }
    part_records(merge_id=merge_id, belongs=belongs, because=because, by=by, at=at)
    case_ids = part_cases(
        into=into,
        absorbed=absorbed,
        moved=moved.get("casework_case", ()),
        given=theirs["case"],
        notes={id_: client for kind, id_, client in given.values() if kind == "note"},
        by=by,
        at=at,
    )
    part_promises(
        into=into,
        absorbed=absorbed,
        moved=moved.get("charter_promise", ()),
        given=theirs["promise"],
        case_ids=case_ids,
        by=by,
        at=at,
    )
    part_access(into=into, absorbed=absorbed, moved=moved, kept=kept, given=theirs["grant"], by=by, at=at)
    record_breaches(merge_id=merge_id, seen=_seen(into, absorbed, made_at, at), by=by, at=at)
    look_for_nobody(client_ids=[into, absorbed], by=by, at=at)


def _came_later(merge_id: UUID, viewer: Viewer, at: datetime) -> list[tuple[Later, UUID | None]]:
    """Everything that has to be answered, each with the id of its row where the journey needs it."""
    into, absorbed, made_at, moved, kept = facts_of_merge(merge_id)
    known = known_to_merge(merge_id)
    today = day_of(at, current_pack().time_zone)
    whose = dict.fromkeys(map(UUID, moved.get("casework_case", ())), absorbed)
    whose |= dict.fromkeys(map(UUID, kept.get("casework_case", ())), into)
    found: list[tuple[Later, UUID | None]] = [
        (one, None) for one in list_came_later(viewer=viewer, merge_id=merge_id, on=today)
    ]
    cases = list_cases_came_later(
        viewer=viewer, client_id=into, known=known.get("casework_case", ()), since=made_at
    )
    for one in cases:
        suggested = whose.get(one.case_id) if one.kind == "note" else None
        found.append((_later(one.kind, one.id, one.told, at=one.at, suggested=suggested), one.id))
    promises = list_promises_came_later(
        viewer=viewer, client_id=into, known=known.get("charter_promise", ()), as_of=at
    )
    for id_, row in promises:
        found.append((_later("promise", id_, row.words if row else "", at=row and row.made_at), id_))
    for grant in list_grants_for_client(client_id=into, known=known.get("access_grant", ())):
        told = f"{role_name(grant.role)}: {grant.account_name}"
        found.append((_later("grant", grant.id, told), grant.id))
    return found


def _later(kind: str, id_: UUID, told: str, **more: Any) -> Later:
    return Later(key=key_of(kind, id_), kind=kind, told=told or HIDDEN.get(kind, ""), **more)


def _answered(
    later: list[tuple[Later, UUID | None]], belongs: Mapping[str, UUID], both: tuple[UUID, UUID]
) -> dict[str, tuple[str, UUID, UUID]]:
    """Each thing of other domains with its kind, its row and whose it is."""
    missing = sum(1 for one, _ in later if one.key not in belongs)
    if missing:
        raise NotEverythingIsAnswered(missing=missing)
    if not {belongs[one.key] for one, _ in later} <= set(both):
        raise BelongsToNeither
    return {one.key: (one.kind, id_, belongs[one.key]) for one, id_ in later if id_ is not None}


def _seen(into: UUID, absorbed: UUID, since: datetime, until: datetime) -> dict[UUID, tuple[int, bool]]:
    """For each of both, how many accounts looked, and whether one of them was of the other client."""
    looked = who_looked((into, absorbed), since=since, until=until)
    return {
        client: (len(looked), not looked.isdisjoint(who_speaks_for(other)))
        for client, other in ((into, absorbed), (absorbed, into))
    }
