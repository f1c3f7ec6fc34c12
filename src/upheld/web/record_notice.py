"""What stands above every page of a record that is restricted, or that was opened for today."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from upheld.domains.access.queries import get_restriction
from upheld.journeys.given_in_words import level_name
from upheld.kernel import clock
from upheld.web.doors import PageRequest


@dataclass(frozen=True)
class RecordNotice:
    """`level` is the name of the restriction, empty without one. `is_opened`: for today, with a reason."""

    level: str = ""
    since: datetime | None = None
    is_opened: bool = False


def notice_of(request: PageRequest, client_id: UUID) -> RecordNotice:
    """The notice of a client whom the viewer was let see. One query, none for someone who is not cleared."""
    viewer = request.viewer
    is_opened = client_id in viewer.challenged
    row = get_restriction(viewer=viewer, client_id=client_id) if viewer.clearance else None
    if row is None:
        return RecordNotice(is_opened=is_opened)
    return RecordNotice(level_name(row.level, on=clock.today()), row.placed_at, is_opened)
