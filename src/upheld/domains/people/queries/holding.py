"""Reads about keeping and erasing: legal holds, what is due, and what was erased before."""

from __future__ import annotations

import hmac
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Exists

from upheld.domains.access.queries import Viewer, require_sight_of_erasing
from upheld.domains.people.models import Client, ErasedReference, LegalHold
from upheld.domains.people.permissions import clients_in_scope
from upheld.domains.people.queries.due import DUE_CLIENTS, DUE_RECORDS, may_go
from upheld.domains.people.rules.refusals import NoSuchClient
from upheld.kernel.counting import count_each


@dataclass(frozen=True, kw_only=True)
class HoldLine:
    """A legal hold that stands on a client."""

    id: UUID
    client_id: UUID
    reason: str
    placed_by: UUID
    placed_at: datetime


@dataclass(frozen=True, kw_only=True)
class Holding:
    """Whether a legal hold stands on a client, and whether the viewer may place or lift one."""

    hold: HoldLine | None
    may_hold: bool


def get_holding(*, viewer: Viewer, client_id: UUID) -> Holding:
    """The hold on a client, if one stands. Two queries. Raises NoSuchClient outside the viewer's scope."""
    client = Client.objects.filter(clients_in_scope(viewer), id=client_id).only("offices").first()
    if client is None:
        raise NoSuchClient
    hold = LegalHold.objects.filter(client=client, lifted_at=None).first()
    return Holding(hold=_line(hold) if hold else None, may_hold=viewer.looks_after(client.offices))


def list_holds(*, viewer: Viewer, limit: int = 50, after: UUID | None = None) -> list[HoldLine]:
    """The holds that stand on clients whom the viewer sees, oldest first; `after` is the last one shown.

    One query.
    """
    holds = LegalHold.objects.filter(
        lifted_at=None, client__in=Client.objects.filter(clients_in_scope(viewer))
    ).order_by("id")
    return [_line(hold) for hold in (holds.filter(id__gt=after) if after else holds)[:limit]]


def find_clients_on_hold() -> list[UUID]:
    """Everyone on whom a legal hold stands, for whoever erases. One query."""
    return list(LegalHold.objects.filter(lifted_at=None).values_list("client_id", flat=True))


def count_due_records(
    before: Mapping[str, datetime], *, viewer: Viewer, most: int, needed: Exists
) -> dict[str, int]:
    """How many records are due of each of these kinds that people has; `most` for as many or more. One query.

    `before` says before which moment their time must have begun to count; `needed` is the condition that a
    client is needed elsewhere. Raises NotYoursToDo, except for managers, safeguarding leads, administrators.
    """
    require_sight_of_erasing(viewer)
    clients = {kind: may_go(due(before[kind]), needed) for kind, due in DUE_CLIENTS.items() if kind in before}
    others = {kind: due(before[kind]) for kind, due in DUE_RECORDS.items() if kind in before}
    return count_each(clients | others, most=most)


def find_erased(system: str, references: Collection[str]) -> Mapping[str, date | None]:
    """Of these references of a system, those whose record was erased, with the extract up to which it was
    known. One query.
    """
    sealed = {seal(system, reference): reference for reference in references}
    found = ErasedReference.objects.filter(digest__in=list(sealed)).values_list("digest", "extract_on")
    return {sealed[digest]: extract_on for digest, extract_on in found}


def seal(system: str, reference: str) -> str:
    """What stands for a reference once its record is erased: nothing tells the one from the other without
    the secret of this installation.
    """
    secret = settings.SECRET_KEY.encode()
    return hmac.new(secret, f"upheld.people.erased\x1f{system}\x1f{reference}".encode(), "sha256").hexdigest()


def _line(hold: LegalHold) -> HoldLine:
    return HoldLine(
        id=hold.id,
        client_id=hold.client_id,
        reason=hold.reason,
        placed_by=hold.placed_by,
        placed_at=hold.placed_at,
    )
