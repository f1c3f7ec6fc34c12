"""Records that may be one person, in the demonstration: who is trained, what was decided, and what waits."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from upheld.domains.access.queries import Viewer, who_acts
from upheld.domains.people.queries import PairRow, list_pairs
from upheld.domains.workforce.commands import record_training
from upheld.journeys.demonstration.plan import Times
from upheld.journeys.demonstration.staff import Office
from upheld.journeys.reviewing_links import SKILL, decide, weigh_open_pairs
from upheld.kernel.errors import RuleBroken
from upheld.kernel.identifiers import SYSTEM

TRAINED = (2, 3)
"""The places in the first team of those who decide pairs; the first of them shows the service."""

LEFT_WAITING = 3
"""How many pairs of the first office are left alone at least, for whoever tries it."""

SAID = {
    "same": "Asked at the desk: she lived at both addresses, and her old letter bears this number.",
    "different": "They came in together: they are sisters.",
    "ask": "Which of the two dates of birth is right? Ask at the next call.",
}
"""What was said of the pairs that are decided, and why."""


def review_links(*, offices: Sequence[Office], times: Times, at: datetime) -> None:
    """Train two officers, let them decide some pairs of their office, and leave the others waiting."""
    officers = [offices[0].teams[0].officers[place].id for place in TRAINED]
    for officer_id in officers:
        day = times.before(40)
        record_training(officer_id=officer_id, benefit=SKILL, starts_on=day, by=SYSTEM, at=at)
    weigh_open_pairs(by=SYSTEM, at=at)
    first, second = officers
    waiting = list_pairs(viewer=who_acts(first, at), on=times.today, limit=100)
    answers = iter(SAID)
    for row in reversed(waiting[LEFT_WAITING:]):
        answer = next(answers, None)
        if answer is None:
            return
        _decide(row, answer, (second, first), at)


def _decide(row: PairRow, answer: str, officers: tuple[UUID, UUID], at: datetime) -> None:
    """One says it; where both have open cases, the other confirms it."""
    with suppress(RuleBroken):
        said = decide(pair_id=row.id, answer=answer, because=SAID[answer], viewer=_as(officers[0], at), at=at)
        if said.state == "proposed":
            confirmed = "I rang her, and she told me the same."
            decide(pair_id=row.id, answer=answer, because=confirmed, viewer=_as(officers[1], at), at=at)


def _as(officer_id: UUID, at: datetime) -> Viewer:
    return who_acts(officer_id, at)
