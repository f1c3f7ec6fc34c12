"""Challenged access: one record opened outside of one's scope, for a day, for a reason that others review."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from upheld.domains.access.commands.giving import agency_day
from upheld.domains.access.events import ChallengeReviewed, RecordOpenedByChallenge
from upheld.domains.access.models import Challenge, Restriction
from upheld.domains.access.permissions import reviews
from upheld.domains.access.queries.scope import open_to
from upheld.domains.access.queries.viewers import who_acts
from upheld.domains.access.rules.giving import check_reason
from upheld.domains.access.rules.refusals import (
    ChallengeIsReviewed,
    NoSuchChallenge,
    NothingToOpen,
    NotYoursToDo,
    OthersReviewAChallenge,
)
from upheld.kernel import outbox
from upheld.kernel.commands import command
from upheld.policy import current_pack


@command
def open_by_challenge(
    *,
    client_id: UUID,
    offices: Collection[UUID],
    owners: Collection[UUID],
    purpose: str,
    reason: str,
    by: UUID,
    at: datetime,
) -> UUID:
    """Open one client's record to oneself until midnight, for one's own work. Returns the challenge's id.

    `offices` serve the client and `owners` own their cases: they are told. Never above one's clearance, and
    never what is closed to one: then there is nothing to open, as if there were no such client.

    Raises NotYoursToDo for someone who reads no cases, ReasonSaysNothing, NothingToOpen, and UnknownValue for
    a purpose.
    """
    day = agency_day(at)
    current_pack().purpose(purpose, on=day)
    said = check_reason(reason)
    viewer = who_acts(by, at)
    if not viewer.reads_cases:
        raise NotYoursToDo
    above = Restriction.objects.filter(client_id=client_id, lifted_at=None, rank__gt=viewer.clearance)
    if above.exists() or client_id in viewer.closed:
        raise NothingToOpen
    row = Challenge.objects.create(
        account_id=by,
        client_id=client_id,
        purpose=purpose,
        reason=said,
        day=day,
        opened_at=at,
        teams=sorted(viewer.teams),
        from_offices=sorted(viewer.offices),
        offices=sorted(offices),
        owners=sorted(owners),
    )
    event = RecordOpenedByChallenge(
        challenge_id=row.id, account_id=by, client_id=client_id, purpose=purpose, day=day
    )
    outbox.record(event, stream=f"account:{by}", by=by, at=at)
    return row.id


@command
def review_challenge(*, challenge_id: UUID, is_justified: bool, review: str, by: UUID, at: datetime) -> None:
    """Say whether opening a record was justified, and why one thinks so. The first answer stays.

    For those who lead the person who opened it. Raises NoSuchChallenge, OthersReviewAChallenge,
    ChallengeIsReviewed, ReasonSaysNothing.
    """
    viewer = who_acts(by, at)
    known = Challenge.objects.select_for_update().filter(open_to(viewer, client="client_id"))
    row = known.filter(id=challenge_id).first()
    if row is None or not (row.account_id == by or reviews(viewer, row.teams, row.from_offices)):
        raise NoSuchChallenge
    if row.account_id == by:
        raise OthersReviewAChallenge
    if row.reviewed_at is not None:
        raise ChallengeIsReviewed
    row.reviewed_by, row.reviewed_at = by, at
    row.is_justified, row.review = is_justified, check_reason(review)
    row.save(update_fields=["reviewed_by", "reviewed_at", "is_justified", "review"])
    event = ChallengeReviewed(challenge_id=challenge_id, account_id=row.account_id, is_justified=is_justified)
    outbox.record(event, stream=f"account:{row.account_id}", by=by, at=at)
