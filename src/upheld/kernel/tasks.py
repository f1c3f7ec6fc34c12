"""The background door to reactions: retried with back-off, parked in sight after the last try."""

from uuid import UUID

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from upheld.kernel import outbox

TRIES = 6


@app.task(
    name="upheld.kernel.tasks.deliver",
    queue="reactions",
    retry=RetryStrategy(max_attempts=TRIES, exponential_wait=3),
    pass_context=True,
)
def deliver(context: JobContext, *, event_id: str, reaction: str) -> None:
    """Carry out one reaction; after a failure keep its kind, and after the last one park it."""
    try:
        outbox.deliver(event_id=UUID(event_id), reaction=reaction)
    except Exception as error:
        tried = (context.job.attempts if context.job else 0) + 1
        outbox.note_failure(
            event_id=UUID(event_id), reaction=reaction, error=type(error).__name__, parked=tried > TRIES
        )
        raise
