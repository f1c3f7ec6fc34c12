"""What was given to someone, in words: the name of the role, where it counts, until when, by whom and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from upheld.domains.access.queries import ClearanceRow, GrantRow, name_of, the_service
from upheld.domains.workforce.queries import list_offices, list_teams
from upheld.policy import UnknownValue, ValueNotInForce, current_pack


@dataclass(frozen=True, kw_only=True)
class Given:
    """A role or a clearance in words. `last_day` is None without an end; `account_name` is whose it is.

    `is_over` tells what counts no more, `is_to_come` what does not count yet.
    """

    id: UUID
    account_id: UUID
    account_name: str
    is_clearance: bool
    name: str
    summary: str
    where: str
    starts_on: date
    last_day: date | None
    by_name: str
    given_on: date
    reason: str
    is_over: bool
    is_to_come: bool
    ended_by_name: str
    ended_because: str


def tell(grants: Iterable[GrantRow], clearances: Iterable[ClearanceRow], on: date) -> list[Given]:
    """Roles and clearances in words, as they stand on a day. At most three queries.

    Offices and teams are named whoever reads this: they are no secret.
    """
    roles, levels = list(grants), list(clearances)
    rows: list[GrantRow | ClearanceRow] = [*roles, *levels]
    people = {id_ for row in rows for id_ in (row.given_by, row.ended_by) if id_}
    names = name_of(people) if people else {}
    places = _places(roles)
    told = [_given(row, names, on, *_role(row.role), _where(row, places)) for row in roles]
    for one in levels:
        name = f"Cleared for “{level_name(one.level, on=on)}”"
        told.append(_given(one, names, on, name, "", "Wherever they work"))
    return told


def role_name(key: str) -> str:
    """What the pack calls a role."""
    return _role(key)[0]


def level_name(key: str, *, on: date) -> str:
    """What the pack calls a level of restriction; its key, when the pack does not know it on that day."""
    try:
        return current_pack().restriction(key, on=on).label
    except (UnknownValue, ValueNotInForce):
        return key.replace("_", " ").capitalize()


def _given(
    row: GrantRow | ClearanceRow, names: Mapping[UUID, str], on: date, name: str, summary: str, where: str
) -> Given:
    return Given(
        id=row.id,
        account_id=row.account_id,
        account_name=row.account_name,
        is_clearance=isinstance(row, ClearanceRow),
        name=name,
        summary=summary,
        where=where,
        starts_on=row.starts_on,
        last_day=row.ends_on - timedelta(days=1) if row.ends_on else None,
        by_name=names.get(row.given_by, ""),
        given_on=row.given_at.date(),
        reason=row.reason,
        is_over=row.ends_on is not None and row.ends_on <= max(on, row.starts_on),
        is_to_come=row.starts_on > on,
        ended_by_name=names.get(row.ended_by, "") if row.ended_by else "",
        ended_because=row.ended_because,
    )


def _places(rows: Iterable[GrantRow]) -> dict[UUID, str]:
    """The names of the offices and teams of these grants."""
    held = list(rows)
    offices = list_offices(viewer=the_service()) if any(row.office_id for row in held) else []
    teams = list_teams(viewer=the_service()) if any(row.team_id for row in held) else []
    return {one.id: one.name for one in offices} | {one.id: one.name for one in teams}


def _where(row: GrantRow, places: Mapping[UUID, str]) -> str:
    if row.client_id:
        return "The record of one customer"
    office = places.get(row.office_id, "An office that has closed") if row.office_id else ""
    team = places.get(row.team_id, "a team that has closed") if row.team_id else ""
    region = f"Every office of the region {row.region}" if row.region else ""
    where = ", ".join(part for part in (office, team) if part) or region or "Everywhere"
    return f"{where}. {_benefit(row.benefit)} only" if row.benefit else where


def _benefit(key: str) -> str:
    try:
        return current_pack().benefit(key).name
    except (UnknownValue, ValueNotInForce):
        return key


def _role(key: str) -> tuple[str, str]:
    """What the pack calls a role, and what it says of it."""
    try:
        role = current_pack().role(key)
    except (UnknownValue, ValueNotInForce):
        return key.replace("_", " ").capitalize(), ""
    return role.name, role.summary
