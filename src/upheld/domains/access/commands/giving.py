"""What every gift of access is checked for: by whom, to whom, and why."""

from datetime import date, datetime
from uuid import UUID

from upheld.domains.access.commands.accounts import lock_account
from upheld.domains.access.models import Account, Clearance, Grant
from upheld.domains.access.permissions import require_administrator
from upheld.domains.access.queries.viewers import who_acts
from upheld.domains.access.rules.refusals import GrantToOneself
from upheld.kernel.days import day_of
from upheld.policy import current_pack


def agency_day(at: datetime) -> date:
    """The day it is for the agency."""
    return day_of(at, current_pack().time_zone)


def receiver(account_id: UUID, *, by: UUID, at: datetime) -> Account:
    """The account that is given something, locked. Raises GrantToOneself, NotYoursToDo, NoSuchAccount."""
    if by == account_id:
        raise GrantToOneself
    require_administrator(who_acts(by, at))
    return lock_account(account_id)


def end_given(row: Grant | Clearance, *, ends_on: date, because: str, by: UUID) -> None:
    """Let something that was given count no more from a day on; what would only begin later never counts."""
    row.ended_by, row.ended_because = by, because
    row.ends_on = max(ends_on, row.starts_on)
    row.save(update_fields=["ends_on", "ended_by", "ended_because"])
