"""Under which ids a client is known, since some were joined to others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from upheld.domains.access.models import Grant, Joined, Look
from upheld.domains.access.rules.roles import OF_ONE_CLIENT
from upheld.kernel.identifiers import SYSTEM

Known = list[tuple[UUID, datetime | None, datetime | None]]
"""Ids, each with from when up to when what was shown of it was of this client; None for always."""


def leads_to(client_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """To whom those of these ids lead that were absorbed into another. A query for each step, mostly one."""
    led: dict[UUID, UUID] = {}
    asked = set(client_ids)
    while asked:
        rows = Joined.objects.filter(client_id__in=asked, parted_at=None)
        found = dict(rows.values_list("client_id", "into_id"))
        led = {start: found.get(now, now) for start, now in led.items()} | {
            id_: found[id_] for id_ in set(client_ids) & set(found)
        }
        asked = set(found.values()) - set(led)
    return led


def known_as(client_id: UUID) -> Known:
    """Under which ids looks at a client stand: their own, those of whoever was absorbed into them, and that
    of whoever they were joined to, for that time. One query, and one for each client who was absorbed.
    """
    known: Known = []
    asked = [client_id]
    while asked:
        one = asked.pop()
        known.append((one, None, None))
        for row in Joined.objects.filter(Q(into_id=one) | Q(client_id=one)).order_by("joined_at"):
            if row.into_id == one and row.parted_at is None:
                asked.append(row.client_id)
            elif row.client_id == one and row.parted_at is not None:
                known.append((row.into_id, row.joined_at, row.parted_at))
    return known


def waits() -> Exists:
    """The condition that what is known of a row's client waits, since they were absorbed into another."""
    return Exists(Joined.objects.filter(client_id=OuterRef("client_id"), parted_at=None))


def looks_at(known: Known) -> Q:
    """The condition on looks for these ids and times."""
    always = [one for one, since, _ in known if since is None]
    condition = Q(clients__overlap=always)
    for one, since, until in known:
        if since is not None:
            condition |= Q(clients__contains=[one], at__gte=since, at__lt=until)
    return condition


@dataclass(frozen=True)
class ClientGrant:
    """A grant that opens what is held about one client, to themself or to who speaks for them."""

    id: UUID
    account_name: str
    role: str


def list_grants_for_client(client_id: UUID, *, known: Collection[str]) -> list[ClientGrant]:
    """The grants for one client besides the known ones. No scope: for whoever parts clients who were joined,
    and sees both. One query.
    """
    grants = Grant.objects.filter(client_id=client_id).exclude(id__in=known).select_related("account")
    return [ClientGrant(one.id, one.account.name, one.role) for one in grants.order_by("id")]


def who_looked(client_ids: Collection[UUID], *, since: datetime, until: datetime) -> frozenset[UUID]:
    """The accounts that were shown something of one of these clients between two moments, by any door. No
    scope: for the breach of a wrong merge. One query.
    """
    looks = Look.objects.filter(clients__overlap=list(client_ids), at__gte=since, at__lte=until)
    return frozenset(looks.exclude(account_id=SYSTEM).values_list("account_id", flat=True))


def who_speaks_for(client_id: UUID) -> frozenset[UUID]:
    """The accounts that were ever given what is held about a client as their own. One query."""
    grants = Grant.objects.filter(client_id=client_id, role__in=OF_ONE_CLIENT)
    return frozenset(grants.values_list("account_id", flat=True))
