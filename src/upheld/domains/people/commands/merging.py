"""Joining two records of one person: what the absorbed record held moves to the one that stays.

Which rows were whose is kept with the merge, and what the record that stays said before, so that both can be
parted again at any time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models

from upheld.domains.access.queries import Viewer, who_acts
from upheld.domains.people.commands.linking import wait_for_other_links
from upheld.domains.people.commands.writing import announce, save_client
from upheld.domains.people.events import ClientsMerged
from upheld.domains.people.models import (
    Address,
    Client,
    ClientName,
    ContactPoint,
    DoubtfulPair,
    LegalHold,
    Link,
    Merge,
    Representative,
    SourceRecord,
)
from upheld.domains.people.permissions import clients_in_scope, require_joining
from upheld.domains.people.queries.merging import find_survivor, pairs_between, pairs_of, were_parted
from upheld.domains.people.queries.needs import instructions_for, needs_of
from upheld.domains.people.rules.merging import (
    FILLED,
    IsTheSameRecord,
    WereFoundDifferent,
    WhyIsMissing,
    both,
    check_lives,
    unite_needs,
)
from upheld.domains.people.rules.refusals import IsMergedAlready, NoSuchClient
from upheld.kernel.commands import command
from upheld.kernel.identifiers import SYSTEM
from upheld.policy import current_pack

Rows = Mapping[str, list[Any]]
"""The ids of rows, by table."""

OF_A_CLIENT: tuple[type[models.Model], ...] = (
    SourceRecord,
    ClientName,
    Address,
    ContactPoint,
    Representative,
    LegalHold,
)
NEEDS = (
    *("channel", "format", "language", "interpreter", "interpreter_language", "face_to_face"),
    *("safe_contact", "needs_note"),
)
UNITED = ("offices", "search_keys", "sort_key")
DESCRIBED = (*FILLED, *NEEDS, *UNITED)
"""The columns of a client's row that joining may change, and parting restores."""


@command
def merge_records(
    *,
    into: UUID,
    absorbed: UUID,
    pair_id: UUID | None = None,
    because: str,
    both_have_open_cases: bool,
    by: UUID,
    at: datetime,
) -> UUID:
    """Join what people holds of two clients, and return the merge's id. `absorbed` leads to `into` then.

    Records of systems, names, addresses, ways to reach and who speaks for them move; needs are united and
    none is lost; gaps are filled. The journey moves what other domains hold, and then calls `keep_moved`.

    Raises NoSuchClient, IsMergedAlready, IsTheSameRecord, NotYoursToDo, MergingNeedsMore,
    WereFoundDifferent, LivedAtDifferentTimes, WhyIsMissing.
    """
    said = because.strip()
    if not said:
        raise WhyIsMissing
    viewer = who_acts(by, at)
    stays, goes = lock_two(into, absorbed, viewer)
    pair = _decided_pair(stays, goes, pair_id)
    _require(viewer, stays, goes, pair, weighty=both_have_open_cases)
    check_lives(_lived(stays), _lived(goes))
    merge = Merge(
        into=stays, absorbed=goes, pair=pair, made_by=by, made_at=at, because=said, moved=rows_of(absorbed)
    )
    merge.before = {"fields": described(stays), "kept": rows_of(into)}
    merge.before["letters"] = _move_names(stays, goes)
    _relink(merge)
    _move_rows(into, absorbed)
    _unite(stays, goes, at.date())
    stays.version = max(stays.version, goes.version)
    save_client(stays, by=by, at=at)
    goes.merged_into = stays
    goes.save(update_fields=["merged_into"])
    merge.before["then"] = described(stays)
    merge.save(force_insert=True)
    _settle_doubts(merge)
    return merge.id


@command
def keep_moved(*, merge_id: UUID, moved: Rows, kept: Rows, by: UUID, at: datetime) -> None:
    """Keep which rows of other domains moved with a merge and which were there before, and announce it."""
    merge = Merge.objects.select_for_update().get(id=merge_id)
    merge.moved = {**merge.moved, **moved}
    merge.before = {**merge.before, "kept": {**merge.before["kept"], **kept}}
    merge.save(update_fields=["moved", "before"])
    event = ClientsMerged(into=merge.into_id, absorbed=merge.absorbed_id, merge_id=merge_id)
    announce(event, client_id=merge.into_id, by=by, at=at)


def lock_two(one: UUID, other: UUID, viewer: Viewer) -> tuple[Client, Client]:
    """Both clients, locked in order of their ids. Raises NoSuchClient, IsMergedAlready, IsTheSameRecord."""
    if one == other:
        raise IsTheSameRecord
    wait_for_other_links()
    seen = clients_in_scope(viewer)
    rows = Client.objects.select_for_update().filter(seen, id__in=(one, other)).order_by("id")
    found = {client.id: client for client in rows}
    if len(found) < 2:
        led = any(find_survivor(viewer=viewer, client_id=id_) for id_ in (one, other) if id_ not in found)
        raise IsMergedAlready if led else NoSuchClient
    return found[one], found[other]


def rows_of(client_id: UUID) -> dict[str, list[Any]]:
    """The ids of all rows that hang on a client, by table."""
    return {
        kind._meta.db_table: [
            as_json(id_)
            for id_ in kind._default_manager.filter(client=client_id)
            .order_by("pk")
            .values_list("pk", flat=True)
        ]
        for kind in OF_A_CLIENT
    }


def described(client: Client) -> dict[str, Any]:
    """What a client's row says in the columns that joining may change."""
    return {name: as_json(getattr(client, name)) for name in DESCRIBED}


def as_json(value: Any) -> Any:
    """A value of a column, as it is kept in JSON."""
    if isinstance(value, list):
        return [as_json(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _lived(client: Client) -> dict[str, date | None]:
    return {"born_on": client.born_on, "died_on": client.died_on}


def _decided_pair(stays: Client, goes: Client, pair_id: UUID | None) -> DoubtfulPair | None:
    """The pair that says they are the same, if one was named. Raises WereFoundDifferent."""
    between = pairs_between(stays.id, goes.id)
    named = between.filter(id=pair_id, state="same").first() if pair_id else None
    if named is None and between.filter(state="different").exists():
        raise WereFoundDifferent
    return named


def _require(
    viewer: Viewer, stays: Client, goes: Client, pair: DoubtfulPair | None, *, weighty: bool
) -> None:
    """Raise WereFoundDifferent, NotYoursToDo or MergingNeedsMore unless the viewer may join these two."""
    offices, me = (*stays.offices, *goes.offices), viewer.account_id
    looks_after = me != SYSTEM and viewer.looks_after(offices)
    if pair is None and not looks_after and were_parted(stays.id, goes.id):
        raise WereFoundDifferent
    confirmed = pair is not None and (pair.confirmed_by is not None or pair.decided_by not in (None, me))
    require_joining(viewer, offices, decided=pair is not None, confirmed=confirmed, weighty=weighty)


def _move_names(stays: Client, goes: Client) -> dict[str, int | None]:
    """One name that letters use stays: the absorbed one's is then held. Says which each had."""
    live = {
        name.client_id: name
        for name in ClientName.objects.filter(client__in=(stays, goes), kind="letters", ends_on=None)
    }
    mine, theirs = live.get(stays.id), live.get(goes.id)
    if mine and theirs:
        theirs.kind = "held"
        theirs.save(update_fields=["kind"])
    elif theirs:
        stays.sort_key = goes.sort_key
    return {"into": mine.id if mine else None, "absorbed": theirs.id if theirs else None}


def _relink(merge: Merge) -> None:
    """End the link of each record, and make one that says why it now belongs to another client."""
    records = [UUID(one) for one in merge.moved["people_source_record"]]
    who: dict[str, Any] = {"because": merge.because, "by": merge.made_by, "at": merge.made_at}
    relink(records, to=merge.into_id, **who, **_evidence(merge.pair))


def _settle_doubts(merge: Merge) -> None:
    """No record of the one is in doubt beside one of the other any more."""
    mine, theirs = merge.before["kept"], merge.moved
    doubted = pairs_of(mine["people_source_record"], theirs["people_source_record"])
    doubted.exclude(state="same").update(state="settled")


def relink(
    record_ids: Sequence[UUID], *, to: UUID, because: str, by: UUID, at: datetime, **evidence: Any
) -> None:
    """Let these records belong to another client from now on; the links that were are kept."""
    live = Link.objects.filter(record__in=record_ids, ended_at=None)
    live.update(ended_at=at, ended_by=by, ended_because=because)
    maker = "batch" if by == SYSTEM else "officer"
    Link.objects.bulk_create(
        Link(record_id=one, client_id=to, maker=maker, made_by=by, made_at=at, because=because, **evidence)
        for one in record_ids
    )
    SourceRecord.objects.filter(id__in=record_ids).update(client=to)


def _evidence(pair: DoubtfulPair | None) -> dict[str, Any]:
    if pair is None:
        return {}
    return {"model_version": pair.model_version, "weight": pair.weight, "evidence": pair.evidence}


def _move_rows(into: UUID, absorbed: UUID) -> None:
    """Everything that hangs on a client; a second legal hold waits where it is while the first stands."""
    for kind in OF_A_CLIENT:
        rows = kind._default_manager.filter(client=absorbed)
        if kind is LegalHold and LegalHold.objects.filter(client=into, lifted_at=None).exists():
            rows = rows.exclude(lifted_at=None)
        rows.update(client=into)


def _unite(stays: Client, goes: Client, on: date) -> None:
    """Fill what the one lacks, and unite needs, offices and what they are found by."""
    for name in FILLED:
        if not getattr(stays, name):
            setattr(stays, name, getattr(goes, name))
    plain = ("standard", next(iter(current_pack().languages), ""))
    needs, against = unite_needs(needs_of(stays), needs_of(goes), plain=plain)
    asked = " ".join(instructions_for(against, on=on))
    note = both(needs.note, f"The joined record said: {asked} Ask which is right." if asked else "")
    for name in NEEDS:
        setattr(stays, name, note if name == "needs_note" else getattr(needs, name))
    stays.offices = list(dict.fromkeys((*stays.offices, *goes.offices)))
    stays.search_keys = sorted({*stays.search_keys, *goes.search_keys})
