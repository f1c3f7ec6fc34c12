"""`upheld restore`: puts back what `upheld backup` made."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from cyclopts.types import ExistingFile
from django.conf import settings
from rich.console import Console

from upheld.journeys import backups


def restore(
    source: ExistingFile,
    *,
    key: ExistingFile,
    replace: Annotated[bool, Parameter(negative="")] = False,
    expect: str = "",
) -> None:
    """Put a backup back, and check that every table and the record of events are as they were.

    Until all of that is done, what was there before stays in place. Stop Upheld first.

    :param source: The backup's file.
    :param key: The file with the agency's private key.
    :param replace: Give up what the database holds now.
    :param expect: The SHA-256 that was noted when the backup was made, so that no other file is taken for it.
    """
    with Console(stderr=True).status("Reading the backup ...") as status:
        restored = backups.restore(
            source=source,
            keys=backups.read_keys(key),
            home=Path(settings.UPHELD_HOME),
            replace=replace,
            expect=expect,
            progress=lambda step: status.update(f"{step} ..."),
        )
    about = restored.about
    print(f"Put back what Upheld held on {about.made_at:%-d %B %Y at %H:%M} UTC.")
    print(f"The same {sum(about.rows.values()):,} rows in {len(about.rows)} tables are there again.")
    print(f"The records of events and looks are as they were: {restored.checked:,} rows, each checked.")
    if about.not_whole:
        print("They were not whole when the backup was made, and are not now. See: upheld audit verify")
    if restored.files:
        print(f"Files put back in {settings.UPHELD_HOME}: {restored.files}.")
    if restored.steps:
        print(f"The tables were brought up to date: {restored.steps} steps.")
    print("Start Upheld again: upheld serve")
