"""Records that were opened outside of someone's scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from upheld.domains.access.models import Challenge
from upheld.domains.access.queries.scope import open_to
from upheld.domains.access.queries.sight import SeenBy, of_viewer
from upheld.domains.access.rules.refusals import NoSuchChallenge
from upheld.domains.access.rules.scope import Viewer
from upheld.kernel.prepared import Given


@dataclass(frozen=True)
class ChallengeRow:
    """One record that someone opened for a day, why, and how it was judged: None while nobody has."""

    id: UUID
    account_id: UUID
    account_name: str
    client_id: UUID
    purpose: str
    reason: str
    opened_at: datetime
    is_mine_to_review: bool
    reviewed_by: UUID | None
    reviewed_at: datetime | None
    is_justified: bool | None
    review: str


def list_challenges(
    *,
    viewer: Viewer,
    waiting: bool | None = None,
    by_others: bool = False,
    after: UUID | None = None,
    limit: int = 50,
) -> list[ChallengeRow]:
    """What was opened that the viewer is to know of, the latest first: by the people whom they lead, of
    clients whose safety they look after, or of those whose cases they own; for auditors, all. Nothing of
    clients of whom the viewer may not know. One query.

    `waiting` chooses those that nobody, or somebody, has reviewed; `by_others` leaves out the viewer's own.
    """
    rows = _CHALLENGES.by(viewer, waiting, by_others, after is not None, limit, after=after)
    return [_row(row, viewer) for row in rows]


def count_challenges_to_review(*, viewer: Viewer) -> int:
    """How many wait for the viewer's review. One query, and none for someone who leads nobody."""
    if not viewer.leads:
        return 0
    return _to_review(viewer).filter(reviewed_at=None).count()


def get_challenge(challenge_id: UUID, *, viewer: Viewer) -> ChallengeRow:
    """One of them. Raises NoSuchChallenge, also when the viewer is not to know of it. One query."""
    row = _known_to(viewer).select_related("account").filter(id=challenge_id).first()
    if row is None:
        raise NoSuchChallenge
    return _row(row, viewer)


def _challenges(
    viewer: Viewer, waiting: bool | None, by_others: bool, is_later_page: bool, limit: int
) -> QuerySet[Challenge]:
    rows = _known_to(viewer)
    if waiting is not None:
        rows = rows.filter(reviewed_at__isnull=waiting)
    if by_others:
        rows = rows.exclude(account_id=of_viewer(viewer, "account_id"))
    if is_later_page:
        rows = rows.filter(id__lt=Given("after"))
    return rows.select_related("account").order_by("-id")[:limit]


_CHALLENGES = SeenBy(_challenges)


def _known_to(viewer: Viewer) -> QuerySet[Challenge]:
    """None of a client of whom the viewer may not know."""
    me = of_viewer(viewer, "account_id")
    known = _reviewed_by(viewer) | Q(owners__overlap=of_viewer(viewer, "themself"))
    others = ~Q(account_id=me)
    if viewer.is_auditor:
        known = Q()
    elif viewer.safeguards_everywhere:
        known |= others
    else:
        known |= others & Q(offices__overlap=of_viewer(viewer, "safeguarded_offices"))
    return Challenge.objects.filter(open_to(viewer, client="client_id"), known)


def _to_review(viewer: Viewer) -> QuerySet[Challenge]:
    return Challenge.objects.filter(open_to(viewer, client="client_id"), _reviewed_by(viewer))


def _reviewed_by(viewer: Viewer) -> Q:
    """The condition for what others opened, whom the viewer leads."""
    others = ~Q(account_id=of_viewer(viewer, "account_id"))
    if viewer.manages_everywhere:
        return others
    led = Q(teams__overlap=of_viewer(viewer, "led_teams"))
    return others & (led | Q(from_offices__overlap=of_viewer(viewer, "managed_offices")))


def _row(row: Challenge, viewer: Viewer) -> ChallengeRow:
    return ChallengeRow(
        id=row.id,
        account_id=row.account_id,
        account_name=row.account.name,
        client_id=row.client_id,
        purpose=row.purpose,
        reason=row.reason,
        opened_at=row.opened_at,
        is_mine_to_review=row.reviewed_at is None and _is_reviewed_by(viewer, row),
        reviewed_by=row.reviewed_by,
        reviewed_at=row.reviewed_at,
        is_justified=row.is_justified,
        review=row.review,
    )


def _is_reviewed_by(viewer: Viewer, row: Challenge) -> bool:
    leads = not viewer.led_teams.isdisjoint(row.teams)
    manages = viewer.manages_everywhere or not viewer.managed_offices.isdisjoint(row.from_offices)
    return row.account_id != viewer.account_id and (leads or manages)
