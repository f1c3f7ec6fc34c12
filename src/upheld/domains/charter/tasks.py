"""The background entry point of the charter: the clock that breaks promises."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from upheld.domains.charter.commands import break_promises_due


@app.periodic(cron="*/5 * * * *")
@app.task(name="upheld.domains.charter.tasks.break_overdue_promises", queue="clock")
def break_overdue_promises(timestamp: int) -> int:
    """Every five minutes, record as broken what is overdue by then. Safe to repeat. Returns how many."""
    return break_promises_due(at=datetime.fromtimestamp(timestamp, UTC))
