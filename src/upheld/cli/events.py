"""`upheld events`: what follows events, and what of it waits for a person."""

from cyclopts import App
from rich import print as show
from rich.table import Table

from upheld.kernel import outbox

app = App(name="events", help="What follows events, and what of it could not be carried out.")


@app.command
def parked() -> None:
    """List the reactions that failed at their last try, with the kind of error."""
    waiting = outbox.list_parked()
    if not waiting:
        print("Nothing is parked: every reaction was carried out, or is still being tried.")
        return
    table = Table("Parked at (UTC)", "Event", "Reaction", "Tries", "What went wrong", "Event's id")
    for one in waiting:
        at = f"{one.parked_at:%Y-%m-%d %H:%M}"
        table.add_row(at, one.kind, one.reaction, str(one.attempts), one.last_error, str(one.event_id))
    show(table)
    print("When the cause is mended, try them again: upheld events retry")


@app.command
def retry() -> None:
    """Try every parked reaction again, in the background."""
    number = outbox.retry_parked()
    again = "1 reaction is" if number == 1 else f"{number} reactions are"
    print(f"{again} tried again by the worker." if number else "Nothing is parked.")
