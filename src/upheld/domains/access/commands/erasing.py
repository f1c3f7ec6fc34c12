"""What access knew about clients who were erased: what was restricted, closed or opened, and why."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from upheld.domains.access.models import Challenge, Conflict, Restriction
from upheld.kernel.commands import command


@command
def forget_clients(*, client_ids: Sequence[UUID], by: UUID, at: datetime) -> None:
    """Forget restrictions and conflicts of clients who were erased, and the words of challenges.

    Who opened whose record on which day stays, without the reason: the id names nobody any more.
    """
    ids = list(client_ids)
    Restriction.objects.filter(client_id__in=ids).delete()
    Conflict.objects.filter(client_id__in=ids).delete()
    Challenge.objects.filter(client_id__in=ids).update(reason="", review="")
