"""Conflicts: records that are closed to someone who knows the person, or who is the person."""

from datetime import datetime
from uuid import UUID

from upheld.domains.access.events import ConflictDeclared, ConflictEnded
from upheld.domains.access.models import Conflict
from upheld.domains.access.queries.conflicts import list_conflicts
from upheld.domains.access.queries.viewers import who_acts
from upheld.domains.access.rules.giving import check_reason
from upheld.domains.access.rules.refusals import ConflictIsDeclared, NoSuchConflict, OthersEndAConflict
from upheld.kernel import outbox
from upheld.kernel.commands import command
from upheld.kernel.identifiers import SYSTEM


@command
def declare_conflict(*, client_id: UUID, is_own: bool = False, by: UUID, at: datetime) -> UUID:
    """Close a client's record to oneself, at once: it is oneself, or someone whom one knows. Returns its id.

    Raises ConflictIsDeclared.
    """
    if Conflict.objects.filter(account_id=by, client_id=client_id, ended_at=None).exists():
        raise ConflictIsDeclared
    kind = "own" if is_own else "declared"
    row = Conflict.objects.create(
        account_id=by, client_id=client_id, kind=kind, declared_by=by, declared_at=at
    )
    event = ConflictDeclared(account_id=by, client_id=client_id, is_own=is_own)
    outbox.record(event, stream=f"account:{by}", by=by, at=at)
    return row.id


@command
def end_conflict(*, conflict_id: UUID, because: str, by: UUID, at: datetime) -> None:
    """Open a record again to someone whom one leads: it was declared in error, or the reason has gone.

    Raises NoSuchConflict, also for one of someone whom one does not lead; OthersEndAConflict for one's own;
    ReasonSaysNothing.
    """
    row = Conflict.objects.select_for_update().filter(id=conflict_id, ended_at=None).first()
    if row is None:
        raise NoSuchConflict
    if row.account_id == by:
        raise OthersEndAConflict
    seen = list_conflicts(viewer=who_acts(by, at))
    if by != SYSTEM and conflict_id not in {one.id for one in seen}:
        raise NoSuchConflict
    row.ended_by, row.ended_at, row.ended_because = by, at, check_reason(because)
    row.save(update_fields=["ended_by", "ended_at", "ended_because"])
    event = ConflictEnded(account_id=row.account_id, client_id=row.client_id)
    outbox.record(event, stream=f"account:{row.account_id}", by=by, at=at)
