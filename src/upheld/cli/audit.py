"""`upheld audit`: whether the record of events, and that of who looked, are whole."""

from cyclopts import App
from rich.console import Console

from upheld.domains.access.queries import LOOKS
from upheld.kernel.audit import Mark, Verdict
from upheld.kernel.audit import verify as verify_record
from upheld.kernel.chained import EVENTS, Record

SHOWN = 20

app = App(name="audit", help="Whether the records of what happened, and of who looked, are whole.")


@app.command
def verify(*, looks: bool = False, expect: str | None = None) -> int:
    """Check every event of the record, and name the first that was altered or removed.

    Ends with 1 if there is one, or if the part of a month was removed and not detached as it should be.

    :param looks: Check the record of who looked instead.
    :param expect: A mark that an earlier check printed: is everything from then still there, unaltered?
    """
    expected = Mark.read(expect) if expect else None
    record = LOOKS if looks else EVENTS
    with Console(stderr=True).status("Checking the record ...") as status:
        verdict = verify_record(
            lambda done: status.update(f"Checking the record ... {done:,} {record.thing}s"),
            expect=expected,
            record=record,
        )
    print(f"Checked {verdict.checked:,} {record.thing}s in {verdict.streams:,} streams.")
    for line in _findings(verdict, record):
        print(line)
    print(f"Mark of this check, to note down elsewhere: {verdict.mark}")
    return 0 if verdict.is_whole else 1


def _findings(verdict: Verdict, record: Record) -> list[str]:
    lines = []
    if verdict.faults:
        lines.append(f"The record is not whole. First of all: {verdict.faults[0]}")
        lines += [f"Also: {fault}" for fault in verdict.faults[1:SHOWN]]
        if len(verdict.faults) > SHOWN:
            lines.append(f"And the first fault of {len(verdict.faults) - SHOWN:,} more streams.")
        lines.append("Keep the database as it is, and compare it with a backup from before.")
    else:
        lines.append(f"No {record.thing} was altered or removed since it was chained.")
    if verdict.as_expected is True:
        lines.append("The record still holds everything that it held at the mark you gave.")
    elif verdict.as_expected is False:
        lines.append("The record does not hold what it held at the mark you gave: it was rewritten since.")
    return lines
