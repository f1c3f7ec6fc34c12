"""Who has what, person by person, for those who keep grants and those who audit them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, Subquery

from upheld.domains.access.models import Account, Clearance, Grant
from upheld.domains.access.permissions import require_sight_of_grants
from upheld.domains.access.queries.grants import ClearanceRow, GrantRow, clearance_row, grant_row
from upheld.domains.access.rules.refusals import NoSuchAccount
from upheld.domains.access.rules.scope import Viewer


@dataclass(frozen=True)
class PersonRow:
    """Someone with an account. `roles` and `levels` are those that count on the day that was asked for."""

    id: UUID
    name: str
    email: str | None
    is_active: bool
    roles: tuple[str, ...]
    levels: tuple[str, ...]


def list_people(
    *, viewer: Viewer, on: date, text: str = "", after: UUID | None = None, limit: int = 50
) -> list[PersonRow]:
    """People by name, whose name has every word of the text in it. Three queries. Raises NotYoursToDo.

    `after` is the last one of the page before.
    """
    require_sight_of_grants(viewer)
    rows = Account.objects.order_by("name", "id")
    for word in text.split():
        rows = rows.filter(name__icontains=word)
    if after:
        last = Subquery(Account.objects.filter(id=after).values("name"))
        rows = rows.filter(Q(name__gt=last) | Q(name=last, id__gt=after))
    return _people(rows[:limit], on)


def get_person(account_id: UUID, *, viewer: Viewer, on: date) -> PersonRow:
    """One person. Three queries. Raises NotYoursToDo, NoSuchAccount."""
    if account_id != viewer.account_id:
        require_sight_of_grants(viewer)
    for person in _people(Account.objects.filter(id=account_id), on):
        return person
    raise NoSuchAccount


def list_grants_ending(*, viewer: Viewer, on: date, until: date, limit: int = 200) -> list[GrantRow]:
    """Grants that count on a day and end by another, the first to end first. One query.

    Raises NotYoursToDo.
    """
    require_sight_of_grants(viewer)
    rows = Grant.objects.live_on(on).filter(ends_on__lte=until).select_related("account")
    return [grant_row(row) for row in rows.order_by("ends_on", "id")[:limit]]


def list_clearances_ending(*, viewer: Viewer, on: date, until: date, limit: int = 200) -> list[ClearanceRow]:
    """Clearances that count on a day and end by another, the first to end first. One query.

    Raises NotYoursToDo.
    """
    require_sight_of_grants(viewer)
    rows = Clearance.objects.live_on(on).filter(ends_on__lte=until).select_related("account")
    return [clearance_row(row) for row in rows.order_by("ends_on", "id")[:limit]]


def list_grants_without_end(
    *, viewer: Viewer, on: date, after: UUID | None = None, limit: int = 50
) -> list[GrantRow]:
    """Grants that count on a day and have no end, the oldest first, by id. One query. Raises NotYoursToDo."""
    require_sight_of_grants(viewer)
    rows = Grant.objects.live_on(on).filter(ends_on=None).select_related("account")
    if after:
        rows = rows.filter(id__gt=after)
    return [grant_row(row) for row in rows.order_by("id")[:limit]]


def _people(accounts: Collection[Account], on: date) -> list[PersonRow]:
    found = list(accounts)
    ids = [one.id for one in found]
    roles: dict[UUID, list[str]] = {}
    for account_id, role in (
        Grant.objects.live_on(on).filter(account_id__in=ids).values_list("account_id", "role")
    ):
        roles.setdefault(account_id, []).append(role)
    levels: dict[UUID, list[str]] = {}
    cleared = Clearance.objects.live_on(on).filter(account_id__in=ids).order_by("-rank")
    for account_id, level in cleared.values_list("account_id", "level"):
        levels.setdefault(account_id, []).append(level)
    return [
        PersonRow(
            id=one.id,
            name=one.name,
            email=one.email,
            is_active=one.is_active,
            roles=tuple(dict.fromkeys(sorted(roles.get(one.id, ())))),
            levels=tuple(dict.fromkeys(levels.get(one.id, ()))),
        )
        for one in found
    ]
