"""What the clock does by itself, as background jobs.

The moment that Procrastinate gives is the only clock here.
"""

from datetime import UTC, datetime, timedelta

from procrastinate.contrib.django import app

from upheld.domains.access.queries import the_service
from upheld.domains.casework.commands import (
    add_leader_task,
    end_holds_due,
    keep_decision_counts,
    return_unanswered_offers,
)
from upheld.domains.casework.queries import list_cases_without_movement
from upheld.journeys.leaving import let_leavers_go, release_cases_of_the_absent
from upheld.journeys.nobody import look_for_nobody
from upheld.journeys.retention import erase_due
from upheld.journeys.reviewing_links import weigh_open_pairs
from upheld.kernel.days import day_of
from upheld.kernel.identifiers import SYSTEM
from upheld.kernel.partitions import make_ahead
from upheld.policy import current_pack

STILL_FOR_DAYS = 14
"""A case whose next date passed so many days ago is shown to its leader."""


ERASED_AT_ONCE = 5_000
"""How many records one job erases before it lets others have their turn: a few seconds of work."""

ERASED_IN_A_NIGHT = 1_000_000

BEHIND_ALL_OTHERS = -100
"""The priority of a job that waits until nothing else does."""


@app.periodic(cron="*/15 * * * *")
@app.task(queueing_lock="return_unanswered_offers", pass_context=False)
def bring_back_unanswered_offers(timestamp: int) -> None:
    """Every quarter of an hour, offers that were not answered in time come back."""
    return_unanswered_offers(by=SYSTEM, at=datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="10 * * * *")
@app.task(queueing_lock="look_after_cases", pass_context=False)
def look_after_cases(timestamp: int) -> None:
    """Every hour, what depends on the day: leavers, absences, holds, cases out of reach or standing still."""
    look_after_cases_at(datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="20 3 * * *")
@app.task(queueing_lock="keep_months_ahead", pass_context=False)
def keep_months_ahead(timestamp: int) -> None:
    """Every night, see that the records have their parts for the next months."""
    make_ahead(today=datetime.fromtimestamp(timestamp, UTC).date())


@app.periodic(cron="40 2 * * *")
@app.task(queueing_lock="count_decisions", pass_context=False)
def count_decisions_of_the_months(timestamp: int) -> None:
    """Every night, where there are too many cases to count at each look, count them for the standards."""
    keep_decision_counts(by=SYSTEM, at=datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="50 2 * * *")
@app.task(queueing_lock="weigh_open_pairs", pass_context=False)
def weigh_pairs_anew(timestamp: int) -> None:
    """Every night, see which doubtful pairs could do most harm: what is open and in danger changes."""
    weigh_open_pairs(by=SYSTEM, at=datetime.fromtimestamp(timestamp, UTC))


def look_after_cases_at(at: datetime) -> None:
    """The same at a given moment, for replayed histories and for tests."""
    let_leavers_go(by=SYSTEM, at=at)
    release_cases_of_the_absent(by=SYSTEM, at=at)
    end_holds_due(by=SYSTEM, at=at)
    look_for_nobody(by=SYSTEM, at=at)
    show_still_cases(at=at)


def show_still_cases(*, at: datetime) -> int:
    """Make every case that stands still a task for its leader, some hundred at a time. Returns how many."""
    today, shown = day_of(at, current_pack().time_zone), 0
    before = today - timedelta(days=STILL_FOR_DAYS)
    while still := list_cases_without_movement(viewer=the_service(), before=before):
        for case_id in still:
            add_leader_task(case_id=case_id, kind="unstick", by=SYSTEM, at=at)
        shown += len(still)
    return shown


@app.periodic(cron="30 1 * * *")
@app.task(queueing_lock="erase_what_is_due", pass_context=False)
def erase_what_is_due(timestamp: int, already: int = 0) -> None:
    """Every night, erase what is due: some of it now, and the rest in jobs that wait behind all others."""
    at = datetime.fromtimestamp(timestamp, UTC)
    erased = sum(batch.number for batch in erase_due(limit=ERASED_AT_ONCE, by=SYSTEM, at=at))
    if erased == ERASED_AT_ONCE and already + erased < ERASED_IN_A_NIGHT:
        last = erase_what_is_due.configure(priority=BEHIND_ALL_OTHERS)
        last.defer(timestamp=timestamp, already=already + erased)
