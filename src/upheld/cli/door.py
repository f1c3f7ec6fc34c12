"""The command line's part in the record of who looked: written before anything is printed."""

from collections.abc import Iterator
from contextlib import contextmanager

from upheld.domains.access.commands import record_looks
from upheld.domains.access.queries import looking
from upheld.kernel import clock
from upheld.kernel.identifiers import SYSTEM

MACHINE = "machine"
"""Why: somebody looks after the service on its machine."""


@contextmanager
def showing(command: str) -> Iterator[None]:
    """Read inside what the command is to show, and print it afterwards: the look is kept by then."""
    with looking(door="cli", why=MACHINE) as collected:
        yield
    record_looks(
        seen=collected.seen(),
        door=collected.door,
        why=collected.why,
        route=command,
        by=SYSTEM,
        at=clock.now(),
    )
