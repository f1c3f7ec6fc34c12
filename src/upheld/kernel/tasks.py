"""The background door to reactions: tried again with growing pauses, at last parked in sight.

A worker that dies leaves its jobs behind; every minute they are given to one that lives.
"""

import traceback
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Min, Q
from django.db.models.functions import Coalesce, Now
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from upheld.kernel import outbox

TRIES = 8
"""How often a reaction is tried: the pauses are 3, 9, 27 ... seconds, some 55 minutes in all."""

HEARTBEAT_EVERY = 10.0
DEAD_AFTER = 30.0
"""Seconds without a heartbeat after which a worker counts as dead and its jobs go to others."""


class WorkerDied(Exception):
    """The worker died each time that it carried out this reaction."""


class ReactionFailed(Exception):
    """A reaction could not be carried out. It says where, and the kind of error without the error's text."""


@app.task(
    name="upheld.kernel.tasks.deliver",
    queue="reactions",
    retry=RetryStrategy(max_attempts=TRIES - 1, exponential_wait=3),
    pass_context=True,
)
def deliver(context: JobContext, *, event_id: str, reaction: str) -> None:
    """Carry out one reaction; after a failure keep its kind, and after the last one park it.

    Raises ReactionFailed, so that the job is tried again.
    """
    tries = context.job.attempts + 1
    try:
        if tries > TRIES:
            raise WorkerDied
        outbox.deliver(event_id=UUID(event_id), reaction=reaction)
    except Exception as error:
        what = _kind_and_place(error)
        outbox.note_failure(event_id=UUID(event_id), reaction=reaction, error=what, parked=tries >= TRIES)
        # The error itself is left out: its text is logged, and could hold personal data.
        raise ReactionFailed(f"{reaction}, event {event_id}, try {tries} of {TRIES}: {what}") from None


@app.periodic(cron="* * * * *")
@app.task(name="upheld.kernel.tasks.rescue_stalled_jobs", queue="upkeep", pass_context=True)
async def rescue_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Every minute, give the jobs of workers that died to those that live.

    A reaction that had been carried out after all is not carried out again.
    """
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER):
        if job.id != context.job.id:
            await jobs.retry_job(job)


@dataclass(frozen=True)
class Backlog:
    """How the background work stands."""

    workers: int
    """Workers whose heart has beaten lately."""

    waiting: int
    """Jobs that could run now."""

    longest: timedelta
    """How long the first of them has been able to run."""


def get_backlog() -> Backlog:
    """How many workers live, and what waits for them, by the database's clock."""
    lately = Now() - timedelta(seconds=DEAD_AFTER)
    ready = ProcrastinateJob.objects.filter(Q(scheduled_at=None) | Q(scheduled_at__lte=Now()), status="todo")
    deferred_at = Min("procrastinateevent__at", filter=Q(procrastinateevent__type="deferred"))
    waits = ready.annotate(wait=Now() - Coalesce("scheduled_at", deferred_at)).order_by("-wait")
    return Backlog(
        workers=ProcrastinateWorker.objects.filter(last_heartbeat__gt=lately).count(),
        waiting=ready.count(),
        longest=waits.values_list("wait", flat=True).first() or timedelta(),
    )


def _kind_and_place(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = last.filename.replace("\\", "/").rpartition("/site-packages/")[2].rpartition("/src/")[2]
    return f"{type(error).__name__} at {place}:{last.lineno}"
