"""Counting every night what would take too long to count at each look."""

from datetime import date, datetime
from uuid import UUID

from upheld.domains.access.queries import rank_of
from upheld.domains.casework.commands.locking import agency_day
from upheld.domains.casework.models import Case, DecisionMonth
from upheld.domains.casework.queries.measuring import count_months, first_month_kept
from upheld.kernel.commands import command
from upheld.kernel.copying import copy_in
from upheld.kernel.days import start_of_day
from upheld.kernel.working_days import add_months
from upheld.policy import current_pack

KEYS = ("standard", "benefit", "office_id", "month", "rank")
MANY = 10_000
"""From so many cases of a year on, the counts of the night are shown; below, each look counts."""


@command
def keep_decision_counts(*, by: UUID, at: datetime, many: int = MANY) -> int:
    """Count how the cases of the last months stand, and keep that for a day. Returns how many counts.

    Keeps nothing where fewer cases than `many` were due. Nobody who looks meanwhile waits: they see the
    counts of the night before. Recorded nowhere: it can be counted again at any time.
    """
    del by
    first, end = first_month_kept(at), add_months(agency_day(at).replace(day=1), 1)
    due_from = start_of_day(first, current_pack().time_zone)
    rows = []
    if Case.objects.filter(due_at__gte=due_from)[:many].count() >= many:
        cases = Case.objects.annotate(rank=rank_of("client_id"))
        counted = count_months(cases, first=first, end=end, as_of=at, by=KEYS)
        rows = [_kept(*row, at=at) for row in counted]
    DecisionMonth.objects.all().delete()
    copy_in(rows)
    return len(rows)


def _kept(
    standard: str,
    benefit: str,
    office_id: UUID,
    month: date,
    rank: int,
    met: int,
    late: int,
    open_past_due: int,
    not_yet_due: int,
    *,
    at: datetime,
) -> DecisionMonth:
    return DecisionMonth(
        benefit=benefit,
        standard=standard,
        office_id=office_id,
        month=month,
        rank=rank,
        met=met,
        late=late,
        open_past_due=open_past_due,
        not_yet_due=not_yet_due,
        counted_at=at,
    )
