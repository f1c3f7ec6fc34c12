"""Parting two clients who were joined in error: every row goes back to whose it was, what came later to whom
it is said to belong, and the pair is remembered as different.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from upheld.domains.access.queries import NotYoursToDo, who_acts
from upheld.domains.people.commands.linking import wait_for_other_links
from upheld.domains.people.commands.merging import DESCRIBED, OF_A_CLIENT, UNITED, as_json, relink
from upheld.domains.people.commands.writing import announce, save_client
from upheld.domains.people.events import ClientsParted
from upheld.domains.people.models import (
    Client,
    ClientName,
    DoubtfulPair,
    LegalHold,
    Merge,
    PairStep,
    SourceRecord,
)
from upheld.domains.people.permissions import clients_in_scope, may_part
from upheld.domains.people.queries.merging import KINDS, pairs_of, rows_came_later
from upheld.domains.people.rules.merging import NoSuchMerge, WasJoinedAgain, WhyIsMissing, key_of
from upheld.domains.people.rules.names import sort_key_of
from upheld.domains.people.rules.searching import fact_keys, name_keys, reference_key
from upheld.kernel.commands import command
from upheld.kernel.identifiers import new_id

PARTED = "parted"
"""Why a pair is different that was made only to remember that two clients were parted."""


@command
def lock_merge(*, merge_id: UUID, by: UUID, at: datetime) -> None:
    """Hold a merge and both its clients until the journey that parts them ends.

    Raises NoSuchMerge, NotYoursToDo, WasJoinedAgain.
    """
    _locked(merge_id, by=by, at=at)


@command
def part_records(
    *, merge_id: UUID, belongs: Mapping[str, UUID], because: str, by: UUID, at: datetime
) -> None:
    """Part what people holds of two clients. The journey has asked whose is what came later: `belongs` says
    it for each key; what it does not name stays where it is.

    What the record that stayed said before stands again, unless somebody changed it since: then the later
    word stays. Raises NoSuchMerge, NotYoursToDo, WasJoinedAgain, WhyIsMissing.
    """
    said = because.strip()
    if not said:
        raise WhyIsMissing
    merge, stays, goes = _locked(merge_id, by=by, at=at)
    later = rows_came_later(merge)
    given = {
        kind: [row for row in rows if belongs.get(key_of(kind, row.pk)) == goes.id]
        for kind, rows in later.items()
    }
    _give_back(merge, given, because=said, by=by, at=at)
    _name_again(merge, at.date())
    _copy_hold(merge)
    was_touched = _describe_again(merge, stays, goes)
    _find_again(merge, stays, goes, anew=was_touched or any(later.values()))
    goes.merged_into = None
    for client in (stays, goes):
        save_client(client, by=by, at=at)
    merge.undone_by, merge.undone_at, merge.undone_because = by, at, said
    merge.save(update_fields=["undone_by", "undone_at", "undone_because"])
    _remember(merge, said, by=by, at=at)
    event = ClientsParted(into=stays.id, absorbed=goes.id, merge_id=merge_id)
    announce(event, client_id=stays.id, by=by, at=at)


def _locked(merge_id: UUID, *, by: UUID, at: datetime) -> tuple[Merge, Client, Client]:
    wait_for_other_links()
    viewer = who_acts(by, at)
    merge = Merge.objects.select_for_update().filter(id=merge_id, undone_at=None).first()
    if merge is None:
        raise NoSuchMerge
    both = Client.objects.filter(id__in=(merge.into_id, merge.absorbed_id))
    clients = {one.id: one for one in both.select_for_update().order_by("id")}
    stays, goes = clients[merge.into_id], clients[merge.absorbed_id]
    if stays.merged_into_id:
        raise WasJoinedAgain
    if not Client.objects.filter(clients_in_scope(viewer), id=stays.id).exists():
        raise NoSuchMerge
    if not may_part(viewer, stays.offices):
        raise NotYoursToDo
    return merge, stays, goes


def _give_back(merge: Merge, given: Mapping[str, list[Any]], *, because: str, by: UUID, at: datetime) -> None:
    """Each row that moved, if it is still with either of the two, and what came later and was given."""
    between = Q(client__in=(merge.into_id, merge.absorbed_id))
    tables = {model._meta.db_table: kind for kind, model in KINDS.items()}
    for model in OF_A_CLIENT:
        table = model._meta.db_table
        ids = [*merge.moved.get(table, ()), *(row.pk for row in given.get(tables.get(table, ""), ()))]
        rows = model._default_manager.filter(between, pk__in=ids)
        if model is SourceRecord:
            found = list(rows.order_by("id").values_list("id", flat=True))
            relink(found, to=merge.absorbed_id, because=because, by=by, at=at)
        else:
            rows.update(client=merge.absorbed_id)


def _copy_hold(merge: Merge) -> None:
    """A legal hold that was placed on the joined record stands on both: nothing that it kept may go."""
    for hold in LegalHold.objects.filter(client=merge.into_id, lifted_at=None):
        known = as_json(hold.id) in merge.before["kept"].get("people_legal_hold", ())
        if not known and not LegalHold.objects.filter(client=merge.absorbed_id, lifted_at=None).exists():
            hold.pk, hold.client_id = new_id(), merge.absorbed_id
            hold._state.adding = True
            hold.save(force_insert=True)


def _name_again(merge: Merge, today: date) -> None:
    """Each has the name for letters that they had, or the one that came later and is theirs."""
    had = merge.before["letters"]
    for client_id, former in ((merge.absorbed_id, had["absorbed"]), (merge.into_id, had["into"])):
        names = ClientName.objects.filter(client=client_id)
        live = names.filter(kind="letters", ends_on=None).first()
        before = names.filter(id=former).first() if former else None
        if before and live is None:
            before.kind, before.ends_on = "letters", None
            before.save(update_fields=["kind", "ends_on"])
        elif before and live and before.id != live.id:
            before.kind, before.ends_on = "letters", before.ends_on or live.starts_on or today
            before.save(update_fields=["kind", "ends_on"])


def _describe_again(merge: Merge, stays: Client, goes: Client) -> bool:
    """What the record that stayed said before, where nobody said otherwise since. Says whether anybody did.

    What a record of the absorbed client says meanwhile goes with that record.
    """
    before, then = merge.before["fields"], merge.before["then"]
    theirs = list(SourceRecord.objects.filter(client=goes).values_list("facts", flat=True))
    mine = list(SourceRecord.objects.filter(client=stays).values_list("facts", flat=True))
    touched = False
    for name in DESCRIBED:
        now = as_json(getattr(stays, name))
        if name in UNITED or now == then[name] == before[name]:
            continue
        if now == then[name]:
            setattr(stays, name, _from_json(name, before[name]))
            continue
        touched = True
        if now and _says(theirs, name, now) and not _says(mine, name, now):
            setattr(goes, name, getattr(stays, name))
            setattr(stays, name, _from_json(name, before[name]))
    return touched


def _find_again(merge: Merge, stays: Client, goes: Client, *, anew: bool) -> None:
    """Offices, and what each is found by: as before, with what came since."""
    before, then = merge.before["fields"], merge.before["then"]
    since = [office for office in stays.offices if str(office) not in then["offices"]]
    stays.offices = [*(UUID(one) for one in before["offices"]), *since]
    stays.sort_key, stays.search_keys = before["sort_key"], before["search_keys"]
    if anew:
        for client in (stays, goes):
            client.sort_key = _sort_key(client)
            client.search_keys = sorted({*client.search_keys, *_keys(client)})


def _sort_key(client: Client) -> str:
    name = ClientName.objects.filter(client=client, kind="letters", ends_on=None).first()
    return sort_key_of(name.family, name.given) if name else sort_key_of("", "")


def _keys(client: Client) -> set[str]:
    names = ClientName.objects.filter(client=client)
    references = SourceRecord.objects.filter(client=client).values_list("reference", flat=True)
    keys = {key for one in names for key in name_keys(one.family, one.given)}
    keys |= fact_keys(born_on=client.born_on, national_insurance_number=client.national_insurance_number)
    return keys | {reference_key(reference) for reference in references}


def _says(facts: list[dict[str, Any]], name: str, value: Any) -> bool:
    return any(one.get(name) == value for one in facts)


def _from_json(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if value and name in ("born_on", "died_on") else value


def _remember(merge: Merge, because: str, *, by: UUID, at: datetime) -> None:
    """Every pair of a record of the one and of the other is different from now on, and binds later runs."""
    mine = list(SourceRecord.objects.filter(client=merge.into_id).values_list("id", flat=True))
    theirs = list(SourceRecord.objects.filter(client=merge.absorbed_id).values_list("id", flat=True))
    known = {frozenset((pair.one_id, pair.other_id)) for pair in pairs_of(mine, theirs)}
    DoubtfulPair.objects.bulk_create(
        DoubtfulPair(
            one_id=min(one, other),
            other_id=max(one, other),
            weight=0.0,
            why=PARTED,
            found_at=at,
            found_by=by,
        )
        for one in mine
        for other in theirs
        if frozenset((one, other)) not in known
    )
    pairs = pairs_of(mine, theirs)
    pairs.update(
        state="different",
        decided_by=by,
        decided_at=at,
        because=because,
        confirmed_by=None,
        confirmed_at=None,
        confirmed_because="",
    )
    PairStep.objects.bulk_create(
        PairStep(pair=pair, said="different", state="different", because=because, by=by, at=at)
        for pair in pairs
    )
