"""Breaches: a client's data was seen as another's, and they must be told."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from upheld.domains.access.queries import who_acts
from upheld.domains.people.commands.writing import announce
from upheld.domains.people.events import BreachRecorded, BreachTold
from upheld.domains.people.models import Breach
from upheld.domains.people.queries.breaches import breaches_in_scope
from upheld.domains.people.rules.merging import IsToldAlready, NoSuchBreach, WhyIsMissing
from upheld.kernel.commands import command


@command
def record_breaches(*, merge_id: UUID, seen: Mapping[UUID, tuple[int, bool]], by: UUID, at: datetime) -> None:
    """Record for each client how many accounts saw what is held about them as another's, and whether one of
    those was the other client or somebody who speaks for them. None where nobody looked.
    """
    for client_id, (seen_by, seen_by_client) in seen.items():
        if not seen_by:
            continue
        breach = Breach.objects.create(
            merge_id=merge_id,
            client_id=client_id,
            seen_by=seen_by,
            seen_by_client=seen_by_client,
            recorded_by=by,
            recorded_at=at,
        )
        event = BreachRecorded(breach_id=breach.id, client_id=client_id, merge_id=merge_id)
        announce(event, client_id=client_id, by=by, at=at)


@command
def tell_breach(*, breach_id: UUID, how: str, by: UUID, at: datetime) -> None:
    """Say that a client was told, and how, such as by letter. The first answer stays.

    For those who manage or look after the client's office. Raises NoSuchBreach, IsToldAlready, WhyIsMissing.
    """
    words = how.strip()
    if not words:
        raise WhyIsMissing
    known = breaches_in_scope(who_acts(by, at)).select_for_update(of=("self",))
    breach = known.filter(id=breach_id).first()
    if breach is None:
        raise NoSuchBreach
    if breach.told_at is not None:
        raise IsToldAlready
    breach.told_by, breach.told_at, breach.told_how = by, at, words
    breach.save(update_fields=["told_by", "told_at", "told_how"])
    event = BreachTold(breach_id=breach.id, client_id=breach.client_id)
    announce(event, client_id=breach.client_id, by=by, at=at)
