"""Challenged access: asking to open a record outside of one's scope, and reviewing what others opened.

Whoever asks learns nothing but this: it is open now, or there is nothing to open. No such person, a
restriction above their clearance and a conflict take the same steps and give the same words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from upheld.domains.access.commands import open_by_challenge
from upheld.domains.access.queries import (
    ChallengeRow,
    NothingToOpen,
    Viewer,
    count_challenges_to_review,
    get_challenge,
    is_open_to,
    list_challenges,
    looking,
    name_of,
    saw,
    the_service,
)
from upheld.domains.casework.queries import find_client_of_case, list_cases_of_client
from upheld.domains.people.queries import (
    NOBODY,
    find_client_by_number,
    get_client_names,
    get_identity_strips,
    is_client_in_scope,
)
from upheld.kernel.days import day_of
from upheld.policy import Purpose, UnknownValue, ValueNotInForce, current_pack

REFUSED = "challenge-refused"
"""The kind of look that says: somebody asked to open a record, and was not let in."""

ON_A_PAGE = 50


@dataclass(frozen=True)
class Opened:
    """A record that someone opened. `client` is empty for a viewer who does not see the client."""

    row: ChallengeRow
    client: str
    purpose: str
    reviewed_by: str


@dataclass(frozen=True)
class OpenedPage:
    """What was opened; `next` is the id after which the next page begins."""

    opened: tuple[Opened, ...]
    next: UUID | None


def list_purposes(*, at: datetime) -> list[Purpose]:
    """For what a record may be opened."""
    return list(current_pack().purposes.on(_today(at)))


def ask_to_open(*, number: str, purpose: str, reason: str, viewer: Viewer, at: datetime) -> UUID:
    """Open the record of whoever has this whole National Insurance number, or this case reference, until
    midnight. Returns the client's id; a record that the viewer sees anyway needs no opening.

    Raises NothingToOpen, after the same queries whatever the reason, and ReasonSaysNothing. The refused try
    is kept among the looks by the door through which it came.
    """
    # Nobody is shown what is found here, so the door that is open collects nothing of it.
    with looking(door="background"):
        by_number = find_client_by_number(number, viewer=the_service())
        client_id = find_client_of_case(number, viewer=the_service()) or by_number or NOBODY
        is_in_scope = is_client_in_scope(viewer=viewer, client_id=client_id)
        may_open = is_open_to(viewer.account_id, client_id=client_id, on=_today(at))
    if is_in_scope:
        return client_id
    if client_id == NOBODY or not may_open:
        saw(REFUSED, () if client_id == NOBODY else (client_id,), found=0)
        raise NothingToOpen
    _open(client_id, purpose, reason, viewer, at)
    return client_id


def get_opened_page(
    *, viewer: Viewer, at: datetime, waiting: bool | None = None, after: UUID | None = None
) -> OpenedPage:
    """What was opened that the viewer is to know of, the latest first. Three queries."""
    rows = list_challenges(viewer=viewer, waiting=waiting, after=after, limit=ON_A_PAGE + 1)
    shown = rows[:ON_A_PAGE]
    following = shown[-1].id if len(rows) > ON_A_PAGE else None
    return OpenedPage(opened=_tell(shown, viewer, _today(at)), next=following)


def list_opened_lately(*, viewer: Viewer, at: datetime) -> tuple[Opened, ...]:
    """What others opened that nobody has reviewed yet: for its owner, the safeguarding lead and those who
    review it, on My day. Three queries, one when there is nothing.
    """
    return _tell(list_challenges(viewer=viewer, waiting=True, by_others=True, limit=5), viewer, _today(at))


def get_opened(challenge_id: UUID, *, viewer: Viewer, at: datetime) -> Opened:
    """One of them. Three queries. Raises NoSuchChallenge."""
    return _tell([get_challenge(challenge_id, viewer=viewer)], viewer, _today(at))[0]


def count_to_review(*, viewer: Viewer) -> int:
    """How many wait for the viewer's review. One query."""
    return count_challenges_to_review(viewer=viewer)


def _open(client_id: UUID, purpose: str, reason: str, viewer: Viewer, at: datetime) -> None:
    with looking(door="background"):
        strips = get_identity_strips(viewer=the_service(), client_ids=[client_id], on=_today(at))
        cases = list_cases_of_client(client_id, viewer=the_service(), as_of=at)
    open_by_challenge(
        client_id=client_id,
        offices=strips[client_id].offices,
        owners={case.owner_id for case in cases if case.owner_id and case.is_open},
        purpose=purpose,
        reason=reason,
        by=viewer.account_id,
        at=at,
    )


def _tell(rows: list[ChallengeRow], viewer: Viewer, on: date) -> tuple[Opened, ...]:
    if not rows:
        return ()
    clients: Mapping[UUID, str] = {}
    if viewer.reads_cases:
        clients = get_client_names(viewer=viewer, client_ids={row.client_id for row in rows})
    reviewers = {row.reviewed_by for row in rows if row.reviewed_by}
    names = name_of(reviewers) if reviewers else {}
    return tuple(
        Opened(
            row=row,
            client=clients.get(row.client_id, ""),
            purpose=_purpose(row.purpose, on),
            reviewed_by=names.get(row.reviewed_by, "") if row.reviewed_by else "",
        )
        for row in rows
    )


def _purpose(key: str, on: date) -> str:
    try:
        return current_pack().purpose(key, on=on).label
    except (UnknownValue, ValueNotInForce):
        return key.replace("_", " ").capitalize()


def _today(at: datetime) -> date:
    return day_of(at, current_pack().time_zone)
