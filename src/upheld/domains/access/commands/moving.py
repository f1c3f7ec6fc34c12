"""What access knows of clients who are joined or parted: restrictions, conflicts, what was opened, grants.

The joined record is as closed as the stricter of both: the higher restriction stands, and whoever may not see
the one may not see both. Parting opens nothing that was closed before: each has again what they had, and what
was closed meanwhile stays closed for both. What was shown, and when, is never written over.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from upheld.domains.access.models import Challenge, Conflict, Grant, Joined, Restriction
from upheld.kernel.commands import command
from upheld.kernel.identifiers import new_id

Rows = Mapping[str, list[Any]]
"""The ids of rows, by table."""

RESTRICTIONS, CONFLICTS = "access_restriction", "access_conflict"
CHALLENGES, GRANTS = "access_challenge", "access_grant"
MILDER = "The stricter of two restrictions stands."


@command
def move_access(*, into: UUID, absorbed: UUID, by: UUID, at: datetime) -> tuple[Rows, Rows]:
    """Let what is known of a client who was absorbed count for the one who stays.

    Returns which rows were whose: of the absorbed, and of the one who stays. For the journey that joins two
    clients.
    """
    moved, kept = _rows(absorbed), _rows(into)
    _restrict_as_the_stricter(into, absorbed)
    known = Conflict.objects.filter(client_id=into, ended_at=None).values("account_id")
    live = Conflict.objects.filter(client_id=absorbed, ended_at=None)
    live.exclude(account_id__in=list(known.values_list("account_id", flat=True))).update(client_id=into)
    Challenge.objects.filter(client_id=absorbed).update(client_id=into)
    Grant.objects.filter(client_id=absorbed).update(client_id=into)
    Joined.objects.create(client_id=absorbed, into_id=into, joined_at=at)
    return moved, kept


@command
def part_access(
    *, into: UUID, absorbed: UUID, moved: Rows, kept: Rows, given: Collection[UUID], by: UUID, at: datetime
) -> None:
    """Give each what was theirs before. What was restricted, or closed to somebody, meanwhile is so for both.
    `given` are the grants that came later and are for the absorbed client.
    """
    _part_restrictions(into, absorbed, moved.get(RESTRICTIONS, ()), kept.get(RESTRICTIONS, ()), by=by, at=at)
    between = (into, absorbed)
    Conflict.objects.filter(id__in=moved.get(CONFLICTS, ()), client_id__in=between).update(client_id=absorbed)
    known = {*moved.get(CONFLICTS, ()), *kept.get(CONFLICTS, ())}
    for conflict in Conflict.objects.filter(client_id=into, ended_at=None).exclude(id__in=known):
        theirs = Conflict.objects.filter(client_id=absorbed, account=conflict.account_id, ended_at=None)
        if not theirs.exists():
            _copy(conflict, client_id=absorbed)
    opened = Challenge.objects.filter(id__in=moved.get(CHALLENGES, ()), client_id=into)
    opened.update(client_id=absorbed)
    grants = [*moved.get(GRANTS, ()), *given]
    Grant.objects.filter(id__in=grants, client_id=into).update(client_id=absorbed)
    Joined.objects.filter(client_id=absorbed, into_id=into, parted_at=None).update(parted_at=at)


def _rows(client_id: UUID) -> dict[str, list[str]]:
    tables: Sequence[tuple[str, Any]] = (
        (RESTRICTIONS, Restriction.objects.filter(lifted_at=None)),
        (CONFLICTS, Conflict.objects.filter(ended_at=None)),
        (CHALLENGES, Challenge.objects.all()),
        (GRANTS, Grant.objects.all()),
    )
    return {
        table: [
            str(id_)
            for id_ in rows.select_for_update()
            .filter(client_id=client_id)
            .order_by("id")
            .values_list("id", flat=True)
        ]
        for table, rows in tables
    }


def _restrict_as_the_stricter(into: UUID, absorbed: UUID) -> None:
    """The stricter restriction stands with the one who stays; the milder waits under the absorbed id."""
    live = Restriction.objects.filter(client_id__in=(into, absorbed), lifted_at=None)
    found = {row.client_id: row for row in live}
    mine, theirs = found.get(into), found.get(absorbed)
    if theirs is None or (mine is not None and mine.rank >= theirs.rank):
        return
    _place(theirs, new_id())
    if mine is not None:
        _place(mine, absorbed)
    _place(theirs, into)


def _part_restrictions(
    into: UUID, absorbed: UUID, moved: Collection[str], kept: Collection[str], *, by: UUID, at: datetime
) -> None:
    live = list(
        Restriction.objects.select_for_update()
        .filter(client_id__in=(into, absorbed), lifted_at=None)
        .order_by("rank", "id")
    )
    for row in live:
        _place(row, new_id())
    known = {*moved, *kept}
    whose = {
        into: [row for row in live if str(row.id) not in moved],
        absorbed: [row for row in live if str(row.id) in moved],
    }
    meanwhile = [row for row in live if str(row.id) not in known]
    for client_id, rows in whose.items():
        for milder in rows[:-1]:
            milder.client_id, milder.lifted_at, milder.lifted_by = client_id, at, by
            milder.lifted_because = MILDER
            milder.save(update_fields=["client_id", "lifted_at", "lifted_by", "lifted_because"])
        if rows:
            _place(rows[-1], client_id)
    for row in meanwhile:
        theirs = whose[absorbed][-1] if whose[absorbed] else None
        if theirs is not None and theirs.rank < row.rank:
            theirs.lifted_at, theirs.lifted_by, theirs.lifted_because = at, by, MILDER
            theirs.save(update_fields=["lifted_at", "lifted_by", "lifted_because"])
        if theirs is None or theirs.rank < row.rank:
            row.lifted_at, row.lifted_by, row.lifted_because = None, None, ""
            _copy(row, client_id=absorbed)


def raise_the_milder(client_id: UUID) -> None:
    """When the stricter of two restrictions of joined clients is lifted, the milder one stands."""
    absorbed = Joined.objects.filter(into_id=client_id, parted_at=None).values_list("client_id", flat=True)
    waits = Restriction.objects.filter(client_id__in=list(absorbed), lifted_at=None).order_by("-rank").first()
    if waits is not None:
        _place(waits, client_id)


def _place(row: Restriction, client_id: UUID) -> None:
    row.client_id = client_id
    row.save(update_fields=["client_id"])


def _copy(row: Any, *, client_id: UUID) -> None:
    """The same for the other client."""
    row.pk, row.client_id = new_id(), client_id
    row._state.adding = True
    row.save(force_insert=True)
