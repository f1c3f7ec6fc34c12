"""Backing up all that an agency has entrusted to Upheld, and putting it back (docs/adr/0009, docs/how-to).

One file, encrypted to the agency's own keys in the age format, holds the database as PostgreSQL dumps it, the
files of UPHELD_HOME, and what they must be when they are back: rows of each table, digests, and the mark of
the record of events. Nothing is ever written unencrypted, and nothing is held in memory whole.
"""

from upheld.journeys.backups.about import About, marks_in_words
from upheld.journeys.backups.errors import (
    BackupIsDamaged,
    BackupIsNewer,
    BackupIsNotOurs,
    BackupNotWritten,
    DatabaseHoldsData,
    DoesNotFitTheKey,
    FilesStandThere,
    KeyNotUnderstood,
    NobodyCouldReadIt,
    OthersAreConnected,
    PostgreSQLRefused,
    RestoredDiffers,
    TargetExists,
)
from upheld.journeys.backups.keys import make_keys, read_keys, recipients
from upheld.journeys.backups.making import Made, back_up
from upheld.journeys.backups.noting import LastBackup, last_backup
from upheld.journeys.backups.restoring import Restored, restore

__all__ = [
    "About",
    "BackupIsDamaged",
    "BackupIsNewer",
    "BackupIsNotOurs",
    "BackupNotWritten",
    "DatabaseHoldsData",
    "DoesNotFitTheKey",
    "FilesStandThere",
    "KeyNotUnderstood",
    "LastBackup",
    "Made",
    "NobodyCouldReadIt",
    "OthersAreConnected",
    "PostgreSQLRefused",
    "Restored",
    "RestoredDiffers",
    "TargetExists",
    "back_up",
    "last_backup",
    "make_keys",
    "marks_in_words",
    "read_keys",
    "recipients",
    "restore",
]
