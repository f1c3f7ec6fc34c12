"""What can go wrong with a backup, what was kept, and what to do. No message quotes what is in the data."""

from upheld.kernel.errors import RuleBroken


class NobodyCouldReadIt(RuleBroken):
    """No key was named to encrypt to, and a backup is never written unencrypted. Nothing was written.

    Make a pair with: upheld backup keys. Then name its public half with --recipient or in
    UPHELD_BACKUP_RECIPIENTS.
    """


class KeyNotUnderstood(RuleBroken):
    """{where} is not a key of the age format. Nothing was read or written.

    A public key begins with age1, a private key with AGE-SECRET-KEY-1.
    """


class TargetExists(RuleBroken):
    """There is a file of that name already: {file}. It was left as it is. Choose another name."""


class BackupNotWritten(RuleBroken):
    """The backup could not be written to {file}: {why}. No part of it was left there.

    The last backup before it is untouched. Make room, or choose another place, and try again.
    """


class PostgreSQLRefused(RuleBroken):
    """PostgreSQL's {program} ended with {status}. What was there before is still there.

    Its version must not be older than the server's. To see what the server says, look into its log.
    """


class DoesNotFitTheKey(RuleBroken):
    """This backup was not encrypted to the key that you gave. Nothing was changed.

    Find the key that was in use on the day of the backup: keys are kept until the last backup made with them
    is gone.
    """


class BackupIsDamaged(RuleBroken):
    """This backup is cut short, or was changed since it was written. Nothing was changed by us.

    Fetch it again from where it is kept and compare the sizes, or take an earlier one.
    """


class BackupIsNotOurs(RuleBroken):
    """This file is not a backup of Upheld. Nothing was changed."""


class BackupIsNewer(RuleBroken):
    """This backup was made by Upheld {theirs}, and this is {ours}, which does not know its tables.

    Nothing was changed. Bring in that release or a later one, then restore again.
    """


class DatabaseHoldsData(RuleBroken):
    """The database already holds data. Nothing was changed.

    To give up what it holds and put the backup in its place, add --replace. Back it up first.
    """


class FilesStandThere(RuleBroken):
    """Files that the backup holds are in UPHELD_HOME already, such as {file}. Nothing was changed.

    To put those of the backup in their place, with its database, add --replace.
    """


class OthersAreConnected(RuleBroken):
    """{number} others use the database now. Nothing was changed.

    Stop Upheld (upheld serve, upheld worker) on every machine, then restore again.
    """


class RestoredDiffers(RuleBroken):
    """What came out of the backup is not what went in: {what}. The database is as it was before.

    Keep this backup, take an earlier one, and tell the people who make Upheld.
    """
