"""Restricting a client's record, lifting that, and who is asked when nobody may open a case."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from upheld.domains.access import commands as access
from upheld.domains.access.queries import (
    RestrictionRow,
    Viewer,
    get_restriction,
    list_cleared_by_office,
    list_restrictions,
    name_of,
)
from upheld.domains.casework.queries import OutOfReachRow, list_cases_out_of_reach
from upheld.domains.people.queries import IdentityStrip, NoSuchClient, get_client_names, get_identity_strips
from upheld.journeys.given_in_words import level_name
from upheld.kernel.commands import command
from upheld.kernel.days import day_of
from upheld.policy import Restriction, current_pack

ON_A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Restricting:
    """A client who may be restricted: the levels to choose from, and the level of now, if there is one.

    `may_lift` tells whether the viewer opens the record again.
    """

    strip: IdentityStrip
    levels: tuple[Restriction, ...]
    now: RestrictionRow | None
    may_lift: bool


@dataclass(frozen=True, kw_only=True)
class Restricted:
    """A restricted client in a list; `name` is empty for one whom none of the viewer's offices serves."""

    row: RestrictionRow
    name: str
    level: str
    by_name: str


@dataclass(frozen=True, kw_only=True)
class OutOfReach:
    """A case that nobody may open, without a word on whose it is; and who could be asked to take it."""

    row: OutOfReachRow
    level: str
    cleared: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RestrictedPage:
    """What nobody may open, and the restricted records; `next` is the client of the last one shown."""

    out_of_reach: tuple[OutOfReach, ...]
    restricted: tuple[Restricted, ...]
    next: UUID | None


def get_restricting(client_id: UUID, *, viewer: Viewer, at: datetime) -> Restricting:
    """A client whom the viewer sees, and how their record may be restricted. Four queries.

    Raises NoSuchClient.
    """
    today = _today(at)
    strip = get_identity_strips(viewer=viewer, client_ids=[client_id], on=today).get(client_id)
    if strip is None:
        raise NoSuchClient
    levels = sorted(current_pack().restrictions.on(today), key=lambda level: level.rank)
    return Restricting(
        strip=strip,
        levels=tuple(levels),
        now=get_restriction(viewer=viewer, client_id=client_id),
        may_lift=viewer.looks_after(strip.offices),
    )


@command
def restrict_client(*, client_id: UUID, level: str, reason: str, viewer: Viewer, at: datetime) -> bool:
    """Restrict the record of a client whom the viewer sees. Returns whether the viewer still sees it.

    Raises NoSuchClient, and what access refuses.
    """
    about = get_restricting(client_id, viewer=viewer, at=at)
    access.restrict_record(
        client_id=client_id,
        level=level,
        offices=about.strip.offices,
        reason=reason,
        by=viewer.account_id,
        at=at,
    )
    return current_pack().restriction(level, on=_today(at)).rank <= viewer.clearance


def get_restricted_page(*, viewer: Viewer, at: datetime, after: UUID | None = None) -> RestrictedPage:
    """What is restricted in the offices that the viewer manages or safeguards. At most seven queries."""
    today = _today(at)
    rows = list_restrictions(viewer=viewer, after=after, limit=ON_A_PAGE + 1)
    shown = rows[:ON_A_PAGE]
    clients = get_client_names(viewer=viewer, client_ids=[row.client_id for row in shown]) if shown else {}
    names = name_of(row.placed_by for row in shown) if shown else {}
    return RestrictedPage(
        out_of_reach=list_out_of_reach(viewer=viewer, at=at),
        restricted=tuple(
            Restricted(
                row=row,
                name=clients.get(row.client_id, ""),
                level=level_name(row.level, on=today),
                by_name=names.get(row.placed_by, ""),
            )
            for row in shown
        ),
        next=shown[-1].client_id if len(rows) > ON_A_PAGE else None,
    )


def list_out_of_reach(*, viewer: Viewer, at: datetime) -> tuple[OutOfReach, ...]:
    """The cases that nobody may open, and who is cleared for each. Four queries, one when there is
    nothing, and none for someone who neither manages nor safeguards.
    """
    if not looks_after_restrictions(viewer):
        return ()
    today = _today(at)
    rows = list_cases_out_of_reach(viewer=viewer)
    cleared = list_cleared_by_office(viewer=viewer, offices={row.office_id for row in rows}, on=today)
    return tuple(
        OutOfReach(
            row=row,
            level=_of_rank(row.rank, today),
            cleared=tuple(one.name for one in cleared.get(row.office_id, ()) if one.rank >= row.rank),
        )
        for row in rows
    )


def looks_after_restrictions(viewer: Viewer) -> bool:
    """Whether they manage or safeguard anywhere."""
    everywhere = viewer.manages_everywhere or viewer.safeguards_everywhere
    return everywhere or bool(viewer.managed_offices or viewer.safeguarded_offices)


def _of_rank(rank: int, on: date) -> str:
    levels = {level.rank: level.label for level in current_pack().restrictions.on(on)}
    return levels.get(rank, "A level that the agency no longer uses")


def _today(at: datetime) -> date:
    return day_of(at, current_pack().time_zone)
