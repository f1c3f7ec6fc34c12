"""Restrictions: which records only cleared people see."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from upheld.domains.access.commands.giving import agency_day
from upheld.domains.access.commands.moving import raise_the_milder
from upheld.domains.access.events import RecordRestricted, RestrictionLifted
from upheld.domains.access.models import Restriction
from upheld.domains.access.permissions import require_lifting
from upheld.domains.access.queries.viewers import who_acts
from upheld.domains.access.rules.giving import check_reason
from upheld.domains.access.rules.refusals import NoSuchRestriction, NotYoursToDo
from upheld.domains.access.rules.scope import Viewer
from upheld.kernel import outbox
from upheld.kernel.commands import command
from upheld.policy import current_pack


@command
def restrict_record(
    *, client_id: UUID, level: str, offices: Collection[UUID], reason: str, by: UUID, at: datetime
) -> None:
    """Show a client's record to cleared people alone, at a level of the pack.

    Everyone who sees the record may do this at once, also at a level above their own clearance: then they no
    longer see it. A lower level than that of now is a kind of lifting, for those who may lift. `offices` are
    those that serve the client; the journey has checked that whoever acts sees the client.

    Raises NotYoursToDo, ClearanceIsTooLow, ReasonSaysNothing, and UnknownValue for a level.
    """
    rank = current_pack().restriction(level, on=agency_day(at)).rank
    viewer = who_acts(by, at)
    if not viewer.reads_cases:
        raise NotYoursToDo
    _replace(client_id, viewer, rank, because=check_reason(reason), at=at)
    Restriction.objects.create(
        client_id=client_id,
        level=level,
        rank=rank,
        reason=check_reason(reason),
        offices=sorted(offices),
        placed_by=by,
        placed_at=at,
    )
    event = RecordRestricted(client_id=client_id, level=level)
    outbox.record(event, stream=f"client:{client_id}", by=by, at=at)


@command
def lift_restriction(*, client_id: UUID, because: str, by: UUID, at: datetime) -> None:
    """Open a record again to all who work for the offices that serve the client. When another was absorbed
    into it who was restricted too, at a milder level, that restriction stands now.

    For those who manage or safeguard one of the offices and are cleared for the level.
    Raises NoSuchRestriction, NotYoursToDo, ClearanceIsTooLow, ReasonSaysNothing.
    """
    viewer = who_acts(by, at)
    row = _live(client_id)
    if row is None or not _may_know_of(viewer, row):
        raise NoSuchRestriction
    require_lifting(viewer, row.offices, row.rank)
    _lift(row, because=check_reason(because), by=by, at=at)
    raise_the_milder(client_id)
    event = RestrictionLifted(client_id=client_id, level=row.level)
    outbox.record(event, stream=f"client:{client_id}", by=by, at=at)


def _may_know_of(viewer: Viewer, row: Restriction) -> bool:
    works_there = viewer.reads_every_client or not viewer.offices.isdisjoint(row.offices)
    return works_there and row.client_id not in viewer.closed and row.rank <= viewer.clearance


def _live(client_id: UUID) -> Restriction | None:
    return Restriction.objects.select_for_update().filter(client_id=client_id, lifted_at=None).first()


def _replace(client_id: UUID, viewer: Viewer, rank: int, *, because: str, at: datetime) -> None:
    row = _live(client_id)
    if row is None:
        return
    if rank < row.rank:
        require_lifting(viewer, row.offices, row.rank)
    _lift(row, because=because, by=viewer.account_id, at=at)


def _lift(row: Restriction, *, because: str, by: UUID, at: datetime) -> None:
    row.lifted_by, row.lifted_at, row.lifted_because = by, at, because
    row.save(update_fields=["lifted_by", "lifted_at", "lifted_because"])
