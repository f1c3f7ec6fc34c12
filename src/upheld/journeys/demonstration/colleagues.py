"""What happens to officers: leave, longer absences, and leaving."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from upheld.domains.workforce import commands as workforce
from upheld.domains.workforce.queries import AbsenceKind
from upheld.journeys.demonstration.history import History, Life
from upheld.journeys.demonstration.owners import notice_releases
from upheld.journeys.demonstration.staff import Away, Officer, Team
from upheld.journeys.leaving import record_leaving
from upheld.kernel.identifiers import SYSTEM

NOTICE = 10
"""Working days before today on which a later leaving became known."""


def begin(history: History) -> None:
    """Let the absences and the leaving of every officer of the office happen."""
    for team in history.office.teams:
        for officer in team.officers:
            for absence in sorted(officer.away, key=lambda one: one.start):
                history.wake(history.moment(absence.start, 8.5), be_away(history, officer, absence))
            for known_at in _leaving_known_at(history, officer):
                history.wake(known_at, leave(history, officer, team))


def be_away(history: History, officer: Officer, absence: Away) -> Life:
    """Someone is away, and comes back unless that day has not come."""
    history.do(
        workforce.record_absence,
        officer_id=officer.id,
        starts_on=absence.start,
        expected_back_on=absence.back,
        kind=AbsenceKind(absence.kind),
        by=officer.id,
        at=history.at,
    )
    yield history.moment(absence.back, 8.5)
    by, at = officer.id, history.at
    history.do(workforce.record_return, officer_id=officer.id, returned_on=absence.back, by=by, at=at)
    history.do(workforce.start_owning_cases, officer_id=officer.id, by=SYSTEM, at=at)


def leave(history: History, officer: Officer, team: Team) -> Life:
    """The day of leaving is recorded; when it is today, their cases lose their owner at once."""
    if officer.leaves_on is None:
        return
    history.do(
        record_leaving,
        officer_id=officer.id,
        leaving_on=officer.leaves_on,
        reason="Goes to another agency.",
        by=team.leader.id,
        at=history.at,
    )
    notice_releases(history)
    yield from ()


def _leaving_known_at(history: History, officer: Officer) -> Iterator[datetime]:
    if officer.leaves_on is None:
        return
    if officer.leaves_on <= history.times.last:
        yield history.moment(officer.leaves_on, 12)
    else:
        yield history.moment(history.times.before(NOTICE), 11)
