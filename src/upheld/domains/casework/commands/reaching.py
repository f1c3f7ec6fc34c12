"""Cases of restricted clients that nobody who is at work may open: noted, so that a manager finds someone."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from upheld.domains.casework.events import CaseCameWithinReach, CaseWentOutOfReach
from upheld.domains.casework.models import OutOfReach
from upheld.kernel.commands import command
from upheld.kernel.outbox import record_many


@command
def note_out_of_reach(
    *, found: Mapping[UUID, int], looked_at: Collection[UUID] | None, by: UUID, at: datetime
) -> tuple[int, int]:
    """Note these cases, each with the rank of its restriction, and end what was noted of others that were
    looked at (None for all). Returns how many are new, and how many have ended.

    For the journey that looks for them, whoever sees what.
    """
    standing = OutOfReach.objects.select_for_update().filter(ended_at=None)
    if looked_at is not None:
        standing = standing.filter(case_id__in={*looked_at, *found})
    noted = {row.case_id: row.id for row in standing}
    new = [case_id for case_id in found if case_id not in noted]
    OutOfReach.objects.bulk_create(OutOfReach(case_id=one, rank=found[one], found_at=at) for one in new)
    over = [case_id for case_id in noted if case_id not in found]
    OutOfReach.objects.filter(id__in=[noted[one] for one in over]).update(ended_at=at)
    events = [(CaseWentOutOfReach(case_id=one), f"case:{one}") for one in new]
    ended = [(CaseCameWithinReach(case_id=one), f"case:{one}") for one in over]
    record_many([*events, *ended], by=by, at=at)
    return len(new), len(over)
