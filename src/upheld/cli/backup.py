"""`upheld backup`: all that the agency has entrusted to Upheld, in one encrypted file."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter
from django.conf import settings
from rich.console import Console

from upheld.journeys import backups
from upheld.kernel import clock

KEYS_FILE = Path("upheld-backup-key.txt")

app = App(name="backup", help="Back up all that Upheld holds, encrypted to the agency's own keys.")


@app.default
def backup(
    target: Path,
    *,
    recipient: Annotated[list[str] | None, Parameter(negative="")] = None,
    with_secret_key: Annotated[bool, Parameter(negative="")] = False,
) -> None:
    """Back up the database and the files, while people work. Only the agency's private key can read it.

    :param target: A new file; or a folder, in which the backup is then named by the moment.
    :param recipient: A public key (age1...), once for each. Without it: UPHELD_BACKUP_RECIPIENTS.
    :param with_secret_key: Take the key that signs sessions too. Without it, people sign in again.
    """
    at = clock.now()
    file = target / f"upheld-{at:%Y%m%dT%H%M%SZ}.backup.age" if target.is_dir() else target
    keys = backups.recipients(recipient or [])
    with Console(stderr=True).status("Checking the record ...") as status:
        made = backups.back_up(
            target=file,
            keys=keys,
            home=Path(settings.UPHELD_HOME),
            at=at,
            with_secret_key=with_secret_key,
            progress=lambda done: status.update(f"Backing up ... {done / 10**6:,.0f} MB"),
        )
    tables, rows = len(made.about.rows), sum(made.about.rows.values())
    print(f"Backed up {rows:,} rows of {tables} tables to {file} ({made.size / 10**6:,.1f} MB).")
    print(f"Its SHA-256, to note down elsewhere: {made.sha256}")
    for thing, mark in backups.marks_in_words(made.about):
        print(f"Mark of the record of {thing} in it: {mark}")
    if made.about.not_whole:
        print("The record is not whole. It was backed up as it is. See: upheld audit verify")


@app.command
def keys(file: Path = KEYS_FILE) -> None:
    """Make a pair of keys: a public one that backups are encrypted to, and a private one that reads them.

    :param file: A new file for the private key.
    """
    public = backups.make_keys(file)
    print(f"The public key: {public}")
    print("Give it to every machine that makes backups, in UPHELD_BACKUP_RECIPIENTS. It is no secret.")
    print(f"The private key is in {file}. Move it off this machine now: two copies, in two places that")
    print("the people who run this machine cannot reach alone, such as the safe of another department.")
    print("Whoever has it can read every backup. Without it nobody ever can, and that includes us.")
