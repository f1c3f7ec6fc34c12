"""The agency's keys: anybody may write a backup with the public half, only the private half reads it."""

import os
from collections.abc import Sequence
from pathlib import Path

from pyrage import IdentityError, RecipientError, x25519

from upheld.journeys.backups.errors import KeyNotUnderstood, NobodyCouldReadIt, TargetExists

FROM_THE_ENVIRONMENT = "UPHELD_BACKUP_RECIPIENTS"


def make_keys(file: Path) -> str:
    """Make a pair, write the private half to a new file for its owner alone, and return the public half.

    Raises TargetExists: a key is never overwritten.
    """
    made = x25519.Identity.generate()
    public = str(made.to_public())
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise TargetExists(file=file) from error
    with os.fdopen(handle, "w", encoding="ascii") as text:
        text.write(f"# The private key of Upheld's backups. Public key: {public}\n{made}\n")
    return public


def recipients(named: Sequence[str]) -> list[x25519.Recipient]:
    """The public keys that were named, or else those of UPHELD_BACKUP_RECIPIENTS (with commas or spaces).

    Raises NobodyCouldReadIt, KeyNotUnderstood.
    """
    words = list(named) or os.environ.get(FROM_THE_ENVIRONMENT, "").replace(",", " ").split()
    if not words:
        raise NobodyCouldReadIt
    try:
        return [x25519.Recipient.from_str(word) for word in words]
    except RecipientError as error:
        raise KeyNotUnderstood(where="What you gave as a recipient") from error


def read_keys(file: Path) -> list[x25519.Identity]:
    """The private keys in a file, one a line; lines that begin with # say something about them.

    Raises KeyNotUnderstood, which does not repeat what is in the file.
    """
    try:
        lines = file.read_text(encoding="ascii").split("\n")
        keys = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
        found = [x25519.Identity.from_str(key) for key in keys]
    except (IdentityError, UnicodeDecodeError) as error:
        raise KeyNotUnderstood(where=file) from error
    if not found:
        raise KeyNotUnderstood(where=file)
    return found
