"""A small file in UPHELD_HOME that says when the last backup was made, for `upheld doctor`."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

NOTE = "last-backup.json"


@dataclass(frozen=True)
class LastBackup:
    """When a backup was made, as which file, and how large it is in bytes."""

    made_at: datetime
    file: str
    size: int


def note(home: Path, made: LastBackup) -> None:
    """Write down that this backup was made."""
    written = home / f"{NOTE}.new"
    written.write_bytes(TypeAdapter(LastBackup).dump_json(made))
    written.replace(home / NOTE)


def last_backup(home: Path) -> LastBackup | None:
    """The last backup that was made from this home; None when there was none, or nobody can tell."""
    try:
        return TypeAdapter(LastBackup).validate_json((home / NOTE).read_bytes())
    except (OSError, ValidationError):
        return None
