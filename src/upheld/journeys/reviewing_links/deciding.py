"""Deciding a pair, and what follows from it at once: clients joined, or a record taken out."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from upheld.domains.access.queries import Viewer
from upheld.domains.people import commands as people
from upheld.domains.people.queries import NoSuchRecord
from upheld.journeys.merging import merge_clients
from upheld.journeys.reviewing_links.comparison import Comparison, get_comparison
from upheld.journeys.reviewing_links.trained import require_training
from upheld.kernel.commands import command


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What came of an answer: the state of the pair, and the client who is shown next, if there is one.

    `joined`: two clients are one now. `taken_out`: the new client of a record that was about somebody else.
    """

    state: str
    client_id: UUID | None = None
    joined: bool = False
    taken_out: UUID | None = None


@command
def decide(
    *,
    pair_id: UUID,
    answer: str,
    because: str,
    record_id: UUID | None = None,
    viewer: Viewer,
    at: datetime,
) -> Decided:
    """Answer a pair ("same", "different" or "ask"), and do what follows in the same transaction.

    `record_id` is the record that is taken out when both stand with one client and are about two people; the
    one that came later otherwise. Raises NotTrainedToLink, NoSuchPair and what people and the joining refuse.
    """
    about = get_comparison(pair_id, viewer=viewer, at=at)
    by = viewer.account_id
    state = people.decide_pair(
        pair_id=pair_id,
        answer=answer,
        because=because,
        needs_another=about.needs_another,
        by=by,
        at=at,
    )
    if about.row.is_within_one_client:
        return _within_one_client(about, state, because, record_id, by, at)
    if state != "same":
        return Decided(state=state)
    merge_clients(into=about.stays, absorbed=about.goes, pair_id=pair_id, because=because, by=by, at=at)
    return Decided(state=state, client_id=about.stays, joined=True)


@command
def bring_back(*, pair_id: UUID, answer: str, viewer: Viewer, at: datetime) -> None:
    """Write down what the client answered. Raises NotTrainedToLink and what people refuses."""
    require_training(viewer=viewer, at=at)
    people.bring_back_answer(pair_id=pair_id, answer=answer, by=viewer.account_id, at=at)


@command
def take_back_different(*, pair_id: UUID, because: str, viewer: Viewer, at: datetime) -> None:
    """Let a pair wait again that was said to be two people. Raises as `bring_back` does."""
    require_training(viewer=viewer, at=at)
    people.undo_different(pair_id=pair_id, because=because, by=viewer.account_id, at=at)


@command
def doubt(*, record_id: UUID, because: str, viewer: Viewer, at: datetime) -> UUID:
    """Doubt that a record belongs to its client. Whoever reads the record may say so; somebody who is trained
    decides. Returns the id of the pair. Raises what people refuses.
    """
    return people.doubt_link(record_id=record_id, because=because, by=viewer.account_id, at=at)


def _within_one_client(
    about: Comparison, state: str, because: str, record_id: UUID | None, by: UUID, at: datetime
) -> Decided:
    """Both records stand with one client: that is right, or one of them is taken out."""
    client_id = about.row.one.client_id
    if state != "different":
        return Decided(state=state, client_id=client_id)
    records = {side.record_id for side in about.row.sides}
    if record_id is not None and record_id not in records:
        raise NoSuchRecord
    out = people.take_out_record(record_id=record_id or max(records), because=because, by=by, at=at)
    return Decided(state=state, client_id=client_id, taken_out=out)
