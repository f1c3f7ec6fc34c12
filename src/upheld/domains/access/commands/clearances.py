"""Clearances: who may see restricted records, up to which level."""

from datetime import date, datetime
from uuid import UUID

from upheld.domains.access.commands.giving import end_given, receiver
from upheld.domains.access.events import ClearanceEnded, ClearanceGiven
from upheld.domains.access.models import Clearance
from upheld.domains.access.permissions import require_administrator
from upheld.domains.access.queries.viewers import who_acts
from upheld.domains.access.rules.giving import check_days, check_reason
from upheld.domains.access.rules.refusals import NoSuchGrant
from upheld.kernel import outbox
from upheld.kernel.commands import command
from upheld.policy import current_pack


@command
def give_clearance(
    *,
    account_id: UUID,
    level: str,
    starts_on: date,
    ends_on: date | None = None,
    reason: str,
    by: UUID,
    at: datetime,
) -> UUID:
    """Let someone see restricted records up to a level of the pack, where they work. Returns its id.

    Raises NotYoursToDo, GrantToOneself, NoSuchAccount, GrantIsOutOfOrder, ReasonSaysNothing, and
    UnknownValue for a level.
    """
    rank = current_pack().restriction(level, on=starts_on).rank
    check_days(starts_on, ends_on)
    receiver(account_id, by=by, at=at)
    row = Clearance.objects.create(
        account_id=account_id,
        level=level,
        rank=rank,
        starts_on=starts_on,
        ends_on=ends_on,
        given_by=by,
        given_at=at,
        reason=check_reason(reason),
    )
    event = ClearanceGiven(
        clearance_id=row.id, account_id=account_id, level=level, starts_on=starts_on, ends_on=ends_on
    )
    outbox.record(event, stream=f"account:{account_id}", by=by, at=at)
    return row.id


@command
def end_clearance(*, clearance_id: UUID, ends_on: date, because: str, by: UUID, at: datetime) -> None:
    """Let a clearance count no more from a day on.

    Raises NotYoursToDo, NoSuchGrant, also for one that has ended by then, and ReasonSaysNothing.
    """
    require_administrator(who_acts(by, at))
    rows = Clearance.objects.select_for_update().counting_on_or_after(ends_on)
    row = rows.filter(id=clearance_id).first()
    if row is None:
        raise NoSuchGrant
    end_given(row, ends_on=ends_on, because=check_reason(because), by=by)
    event = ClearanceEnded(clearance_id=row.id, account_id=row.account_id, ends_on=ends_on)
    outbox.record(event, stream=f"account:{row.account_id}", by=by, at=at)
