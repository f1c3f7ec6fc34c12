"""Who decides doubtful pairs: an officer whose leader recorded that they are trained for it."""

from datetime import date, datetime

from upheld.domains.access.queries import NotYoursToDo, Viewer
from upheld.domains.workforce.queries import OfficerRecord, facts_for_ownership
from upheld.kernel.days import day_of
from upheld.policy import current_pack

SKILL = "linking-records"
"""What stands in the record of training, beside the keys of benefits."""


class NotTrainedToLink(NotYoursToDo):
    """Only officers who are trained to link records see which of them may be about one person. Your team
    leader records the training.
    """


def decides_pairs(*, viewer: Viewer, at: datetime) -> bool:
    """Whether the viewer reads records and is trained to decide whose they are. One query at most."""
    if not viewer.reads_cases:
        return False
    today = day_of(at, current_pack().time_zone)
    return facts_for_ownership(viewer.account_id, SKILL, today).is_trained


def is_trained_to_decide(officer: OfficerRecord | None, *, on: date) -> bool:
    """The same of somebody whose record was read already; without one they are no officer."""
    return officer is not None and any(one.benefit == SKILL and one.counts_on(on) for one in officer.training)


def require_training(*, viewer: Viewer, at: datetime) -> None:
    """Raise NotTrainedToLink unless they are trained. One query."""
    if not decides_pairs(viewer=viewer, at=at):
        raise NotTrainedToLink
